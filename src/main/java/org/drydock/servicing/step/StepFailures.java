package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.drydock.dism.DismException;
import org.drydock.servicing.Failure;
import org.springframework.stereotype.Component;

/**
 * Turns what went wrong in a step into the error the process reacts to, and back for the record.
 */
@Component
class StepFailures {

  /** Any step but applying an update. */
  static final String STEP_FAILED = "Error_StepFailed";

  /** Applying one update, or asking whether it applies. */
  static final String UPDATE_FAILED = "Error_UpdateFailed";

  /** The longest text a process variable can hold. */
  private static final int LONGEST_VARIABLE = 4000;

  BpmnError stepFailed(DelegateExecution execution, DismException cause) {
    return failed(execution, STEP_FAILED, cause.codeText(), cause.getMessage());
  }

  BpmnError stepFailed(DelegateExecution execution, String message) {
    return failed(execution, STEP_FAILED, null, message);
  }

  BpmnError updateFailed(DelegateExecution execution, DismException cause) {
    return failed(execution, UPDATE_FAILED, cause.codeText(), cause.getMessage());
  }

  BpmnError updateFailed(DelegateExecution execution, String message) {
    return failed(execution, UPDATE_FAILED, null, message);
  }

  /** What {@link #failed} noted, seen from the boundary event's path. */
  Failure read(DelegateExecution execution) {
    String message = (String) execution.getVariable("failedMessage");
    return new Failure(
        (String) execution.getVariable("failedStep"),
        (Integer) execution.getVariable("failedIndex"),
        (String) execution.getVariable("failedUpdate"),
        (String) execution.getVariable("failedCode"),
        message == null ? (String) execution.getVariable("errorMessage") : message);
  }

  private static BpmnError failed(
      DelegateExecution execution, String error, String code, String message) {
    String text =
        message == null || message.isBlank()
            ? "The step failed without a message; the server's log says more."
            : message;
    if (text.length() > LONGEST_VARIABLE) {
      text = text.substring(0, LONGEST_VARIABLE - 1) + "…";
    }
    execution.setVariable("failedStep", execution.getCurrentActivityName());
    execution.setVariable("failedIndex", execution.getVariable("index"));
    execution.setVariable("failedUpdate", execution.getVariable("updateId"));
    execution.setVariable("failedCode", code);
    execution.setVariable("failedMessage", text);
    return new BpmnError(error, text);
  }
}
