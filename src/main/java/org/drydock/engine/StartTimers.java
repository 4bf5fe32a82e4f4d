package org.drydock.engine;

import java.util.Collection;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.springframework.stereotype.Component;

/**
 * Has the timers that start a process each day keep the time that is configured now. The engine
 * asks a model for its time at deployment only, and one that did not change is not deployed again.
 */
@Component
class StartTimers extends AbstractProcessEnginePlugin {

  /** What a cycle begins with that is no cron expression, but counts from a moment. */
  private static final String FROM_A_MOMENT = "R";

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    ProcessEngineConfigurationImpl configuration =
        (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    engine.getManagementService().createJobQuery().timers().list().stream()
        .filter(job -> job.getProcessInstanceId() == null)
        .forEach(
            job ->
                configuration
                    .getCommandExecutorTxRequired()
                    .execute(context -> update(context, job.getId())));
  }

  private static Void update(CommandContext context, String id) {
    TimerEntity timer = (TimerEntity) context.getJobManager().findJobById(id);
    if (timer == null) {
      return null; // another node has executed it since it was listed
    }
    String cycle = timer.getRepeat();
    boolean startsProcess = TimerStartEventJobHandler.TYPE.equals(timer.getJobHandlerType());
    if (startsProcess && cycle != null && !cycle.startsWith(FROM_A_MOMENT)) {
      Date due = timer.getDuedate();
      declarations(context, timer).stream()
          .filter(
              declaration -> timer.getJobDefinitionId().equals(declaration.getJobDefinitionId()))
          .forEach(declaration -> declaration.updateJob(timer));
      if (cycle.equals(timer.getRepeat())) {
        timer.setDuedate(due); // it may be overdue since the server was off, and fires then
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // as the parser leaves them
  private static Collection<TimerDeclarationImpl> declarations(
      CommandContext context, TimerEntity timer) {
    return (Collection<TimerDeclarationImpl>)
        context
            .getProcessEngineConfiguration()
            .getDeploymentCache()
            .findDeployedProcessDefinitionById(timer.getProcessDefinitionId())
            .getProperty(BpmnParse.PROPERTYNAME_START_TIMER);
  }
}
