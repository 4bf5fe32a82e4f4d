package org.drydock.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells when a process instance was deleted. Built in, because Cockpit deletes without calling the
 * listeners that a model declares.
 */
@Component
class DeletedInstances extends AbstractProcessEnginePlugin {

  private final ApplicationEventPublisher events;

  DeletedInstances(ApplicationEventPublisher events) {
    this.events = events;
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
          public void parseProcess(Element element, ProcessDefinitionEntity process) {
            ExecutionListener listener = DeletedInstances.this::instanceEnded;
            process.addBuiltInListener(ExecutionListener.EVENTNAME_END, listener);
          }
        });
  }

  private void instanceEnded(DelegateExecution execution) {
    ExecutionEntity instance = (ExecutionEntity) execution;
    if (instance.isDeleteRoot()) {
      events.publishEvent(
          new InstanceDeleted(
              instance.getProcessInstanceId(),
              instance.getProcessDefinition().getKey(),
              instance.getBusinessKey()));
    }
  }
}
