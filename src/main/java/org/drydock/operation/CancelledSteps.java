package org.drydock.operation;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Cancels the operation of a step that is interrupted, whoever interrupts it. Built in, because
 * Cockpit deletes without calling the listeners that a model declares.
 */
@Component
class CancelledSteps extends AbstractProcessEnginePlugin {

  /** Looked up late: the queue needs the engine, which is being built with this plugin. */
  private final ObjectProvider<OperationQueue> queue;

  CancelledSteps(ObjectProvider<OperationQueue> queue) {
    this.queue = queue;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
    if (listeners == null) {
      listeners = new ArrayList<>();
      configuration.setCustomPostBPMNParseListeners(listeners);
    }
    listeners.add(
        new AbstractBpmnParseListener() {
          @Override
          public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl step) {
            ExecutionListener listener = CancelledSteps.this::stepEnded;
            step.addBuiltInListener(ExecutionListener.EVENTNAME_END, listener);
          }
        });
  }

  private void stepEnded(DelegateExecution execution) {
    // A step that failed is reported as cancelled too; its operation has ended by then.
    if (execution.isCanceled()) {
      queue.getObject().cancelStep(execution.getActivityInstanceId());
    }
  }
}
