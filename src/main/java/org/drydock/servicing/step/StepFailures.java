package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.drydock.dism.DismException;
import org.drydock.servicing.DismWords;
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

  private static final DismWords NO_WORDS = new DismWords(null, null, null);

  BpmnError stepFailed(DelegateExecution execution, DismException cause) {
    return failed(execution, STEP_FAILED, cause);
  }

  BpmnError stepFailed(DelegateExecution execution, String message) {
    return failed(execution, STEP_FAILED, null, message, null);
  }

  /**
   * The step failed in work of which DISM may be a part.
   *
   * @param cause what the work threw; null where it did not
   */
  BpmnError stepFailed(DelegateExecution execution, String message, Throwable cause) {
    for (Throwable thrown = cause; thrown != null; thrown = thrown.getCause()) {
      if (thrown instanceof DismException dism) {
        return failed(execution, STEP_FAILED, dism.codeText(), message, DismWords.of(dism));
      }
    }
    return stepFailed(execution, message);
  }

  BpmnError updateFailed(DelegateExecution execution, DismException cause) {
    return failed(execution, UPDATE_FAILED, cause);
  }

  BpmnError updateFailed(DelegateExecution execution, String message) {
    return failed(execution, UPDATE_FAILED, null, message, null);
  }

  /** What {@link #failed} noted, seen from the boundary event's path. */
  Failure read(DelegateExecution execution) {
    String message = (String) execution.getVariable("failedMessage");
    return new Failure(
        (String) execution.getVariable("failedStep"),
        (Integer) execution.getVariable("failedIndex"),
        (String) execution.getVariable("failedUpdate"),
        (String) execution.getVariable("failedCode"),
        message == null ? (String) execution.getVariable("errorMessage") : message,
        words(execution));
  }

  private static DismWords words(DelegateExecution execution) {
    DismWords words =
        new DismWords(
            (String) execution.getVariable("failedSentence"),
            (String) execution.getVariable("failedPackage"),
            (String) execution.getVariable("failedLog"));
    return words.equals(NO_WORDS) ? null : words;
  }

  private static BpmnError failed(DelegateExecution execution, String error, DismException cause) {
    return failed(execution, error, cause.codeText(), cause.getMessage(), DismWords.of(cause));
  }

  private static BpmnError failed(
      DelegateExecution execution, String error, String code, String message, DismWords dism) {
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
    DismWords words = dism == null ? NO_WORDS : dism;
    execution.setVariable("failedSentence", words.sentence());
    execution.setVariable("failedPackage", words.failingPackage());
    execution.setVariable("failedLog", words.log());
    return new BpmnError(error, text);
  }
}
