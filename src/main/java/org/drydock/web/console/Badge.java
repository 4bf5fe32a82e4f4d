package org.drydock.web.console;

import java.util.Locale;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.UpdateResult;
import org.drydock.update.Assessment;

/**
 * A state in a word, with a colour that says how good it is.
 *
 * @param tone ok, warn, bad, run or idle
 */
record Badge(String tone, String text) {

  static Badge of(RunStatus status) {
    return switch (status) {
      case QUEUED -> new Badge("idle", "Queued");
      case IN_PROCESS -> new Badge("run", "In process");
      case CANCELLING -> new Badge("warn", "Cancelling");
      case SUCCESSFUL -> new Badge("ok", "Successful");
      case SUCCESSFUL_WITH_ERRORS -> new Badge("warn", "Successful with errors");
      case FAILED -> new Badge("bad", "Failed");
      case CANCELLED -> new Badge("idle", "Cancelled");
    };
  }

  static Badge of(UpdateResult.State state) {
    return switch (state) {
      case APPLIED -> new Badge("ok", "applied");
      case INSTALLED -> new Badge("ok", "installed");
      case NOT_APPLICABLE -> new Badge("idle", "not applicable");
      case NOT_SUPPORTED -> new Badge("warn", "not supported");
      case FAILED -> new Badge("bad", "failed");
      case NOT_ATTEMPTED -> new Badge("warn", "not attempted");
    };
  }

  static Badge of(Assessment.State state) {
    return switch (state) {
      case APPLICABLE -> new Badge("run", "applicable");
      case INSTALLED -> new Badge("ok", "installed");
      case NOT_APPLICABLE -> new Badge("idle", "not applicable");
      case NOT_SUPPORTED -> new Badge("warn", "not supported");
      case UNDETERMINED -> new Badge("idle", "cannot be told");
    };
  }

  /** For a label of the REST interface, such as InProcess, Scheduled or None. */
  static Badge ofLabel(String label) {
    for (RunStatus status : RunStatus.values()) {
      if (status.label().equals(label)) {
        return of(status);
      }
    }
    return new Badge(label.equals("Scheduled") ? "run" : "idle", label);
  }

  static Badge ofEnum(String tone, Enum<?> value) {
    return new Badge(tone, value.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
