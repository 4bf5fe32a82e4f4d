package org.drydock.engine;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.UnlockJobCmd;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.drydock.site.DatabaseReturned;
import org.drydock.site.DrydockProperties;
import org.drydock.site.NodeJoined;
import org.drydock.site.NodeLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Frees jobs that nobody executes any more: at start-up those this node held when it was killed,
 * later those of a lost node, and this node's own that died of a lost database. Otherwise each
 * would wait five minutes for the end of its lock.
 */
@Component
class JobLocks extends AbstractProcessEnginePlugin {

  private static final Logger LOG = LoggerFactory.getLogger(JobLocks.class);

  private static final String OWNER = "drydock-";

  private final String node;
  private ProcessEngineConfigurationImpl engine;

  JobLocks(DrydockProperties properties) {
    this.node = properties.node().name();
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    configuration.getJobExecutor().setLockOwner(OWNER + node);
    engine = configuration;
  }

  @EventListener
  void on(NodeJoined joined) {
    free(node);
  }

  @EventListener
  void on(NodeLost lost) {
    free(lost.node());
  }

  /** A job that another thread still executes may start a second time: only one can commit. */
  @EventListener
  void on(DatabaseReturned returned) {
    free(node);
  }

  private void free(String node) {
    engine.getManagementService().createJobQuery().acquired().list().stream()
        .filter(job -> (OWNER + node).equals(((JobEntity) job).getLockOwner()))
        .forEach(job -> free(job));
  }

  private void free(Job job) {
    try {
      engine.getCommandExecutorTxRequired().execute(new UnlockJobCmd(job.getId()));
    } catch (ProcessEngineException e) {
      LOG.debug("Job {} was executed or freed meanwhile", job.getId(), e);
    }
  }
}
