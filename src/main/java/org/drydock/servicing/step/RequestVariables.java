package org.drydock.servicing.step;

import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.drydock.servicing.Base;
import org.drydock.servicing.ServicingRequest;
import org.drydock.servicing.ServicingRequestException;

/** Reads a servicing request out of the variables a process instance was started with. */
final class RequestVariables {

  private final DelegateExecution execution;

  private RequestVariables(DelegateExecution execution) {
    this.execution = execution;
  }

  /**
   * @throws ServicingRequestException naming the variable that is missing or of the wrong type
   */
  static ServicingRequest read(DelegateExecution execution) {
    RequestVariables variables = new RequestVariables(execution);
    return new ServicingRequest(
        variables.required("imageId"),
        list(variables.required("updateIds")),
        variables.flag("continueOnError"),
        variables.flag("updateDistributionPoints"),
        variables.flag("removeSupersededUpdates"),
        variables.optional("compactImage", Boolean.class, true),
        Base.parse(variables.optional("base", String.class, "current")),
        variables.optional("replaceSuperseded", Boolean.class, true),
        variables.optional("scheduleId", Long.class, null),
        variables.optional("cause", String.class, variables.startedBy()));
  }

  private String required(String name) {
    String value = optional(name, String.class, null);
    if (value == null || value.isBlank()) {
      throw new ServicingRequestException(
          "The variable " + name + " is missing. Start the process with " + name + " (String).");
    }
    return value.strip();
  }

  private boolean flag(String name) {
    return optional(name, Boolean.class, false);
  }

  private <T> T optional(String name, Class<T> type, T otherwise) {
    Object value = execution.getVariable(name);
    if (value == null) {
      return otherwise;
    }
    if (!type.isInstance(value)) {
      throw new ServicingRequestException(
          "The variable "
              + name
              + " must be of type "
              + type.getSimpleName()
              + ", it is "
              + value.getClass().getSimpleName()
              + ".");
    }
    return type.cast(value);
  }

  private String startedBy() {
    Authentication user =
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    return user == null || user.getUserId() == null
        ? "Started through the process engine"
        : "Started by " + user.getUserId() + " through the process engine";
  }

  private static List<String> list(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
