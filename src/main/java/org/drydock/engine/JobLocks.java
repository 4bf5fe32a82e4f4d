package org.drydock.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.UnlockJobCmd;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.drydock.site.DrydockProperties;
import org.springframework.stereotype.Component;

/**
 * Frees, at start-up, the jobs that this node held when it was killed. Otherwise each would wait
 * five minutes for the end of its lock.
 */
@Component
class JobLocks extends AbstractProcessEnginePlugin {

  private final String owner;

  JobLocks(DrydockProperties properties) {
    this.owner = "drydock-" + properties.node().name();
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    configuration.getJobExecutor().setLockOwner(owner);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    engine.getManagementService().createJobQuery().acquired().list().stream()
        .filter(job -> owner.equals(((JobEntity) job).getLockOwner()))
        .forEach(
            job ->
                configuration
                    .getCommandExecutorTxRequired()
                    .execute(new UnlockJobCmd(job.getId())));
  }
}
