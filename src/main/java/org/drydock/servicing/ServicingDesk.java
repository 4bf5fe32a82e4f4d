package org.drydock.servicing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.drydock.engine.ActivityView;
import org.drydock.engine.Processes;
import org.springframework.stereotype.Service;

/** Takes requests for servicing runs: start, cancel, run again. */
@Service
public class ServicingDesk {

  /** The key of the process that is a run. */
  public static final String PROCESS = "service-image";

  /** The message that cancels a run; its business key is the run number. */
  public static final String CANCEL_MESSAGE = "CancelServicing";

  private static final String PUBLISHING = "Task_PublishImage";

  private static final Set<String> CLEANING_UP = Set.of("Task_DiscardMount", "Task_CleanUpStaging");

  /** How often, and with which pauses, a run is looked at that is between two of its steps. */
  private static final int LONGEST_TRANSITION = 100;

  private static final long TRANSITION_MILLIS = 100;

  private final ServicingPlanner planner;
  private final Processes processes;
  private final Runs runs;

  ServicingDesk(ServicingPlanner planner, Processes processes, Runs runs) {
    this.planner = planner;
    this.processes = processes;
    this.runs = runs;
  }

  /** Starts a run now; it may have to wait for a host. */
  public Run start(ServicingRequest request) {
    planner.plan(request); // what is wrong with the request is said here, to the one who asks
    String instance = processes.start(PROCESS, variables(request));
    return runs.ofInstance(instance)
        .orElseThrow(
            () ->
                new ServicingNotPossibleException(
                    processes
                        .variable(instance, "rejection")
                        .map(String::valueOf)
                        .orElse("The run could not be started; the server's log says why.")));
  }

  /**
   * Cancels a run. Cancelling twice is harmless.
   *
   * @throws ServicingNotPossibleException when the run has ended or is about to
   */
  public Run cancel(long number) {
    Run run = runs.require(number);
    if (run.status() == RunStatus.CANCELLING || run.status() == RunStatus.CANCELLED) {
      return run;
    }
    if (run.status().isFinal()) {
      throw new ServicingNotPossibleException(
          "Run " + number + " cannot be cancelled: it has ended as " + run.status().label() + ".");
    }
    boolean distributionStopped = false;
    for (int attempt = 1; !processes.correlate(CANCEL_MESSAGE, Long.toString(number)); attempt++) {
      run = runs.require(number);
      if (run.status() == RunStatus.CANCELLING || run.status() == RunStatus.CANCELLED) {
        return run; // somebody else was quicker
      }
      Set<String> active = activeElements(run);
      if (active.contains(PUBLISHING)) {
        run = cancelDistribution(run);
        distributionStopped = true;
        if (activeElements(run).contains(PUBLISHING)) {
          return run;
        }
        continue; // what comes then may not have heard of it
      }
      if (run.status().isFinal()
          || active.stream().anyMatch(CLEANING_UP::contains)
          || attempt == LONGEST_TRANSITION) {
        if (distributionStopped) {
          return run;
        }
        throw new ServicingNotPossibleException(
            "Run " + number + " cannot be cancelled any more: it is cleaning up.");
      }
      pause(); // it is between two steps, where nothing waits for the message
    }
    return runs.require(number);
  }

  /**
   * Has a step tried again that failed three times without knowing what to do.
   *
   * @throws ServicingNotPossibleException when no step of the run stands still
   */
  public Run retry(long number) {
    Run run = runs.require(number);
    List<String> stuck = stuck(run.processInstanceId());
    if (stuck.isEmpty()) {
      throw new ServicingNotPossibleException(
          "Run " + number + " has no step to be tried again: it goes on by itself.");
    }
    stuck.forEach(processes::retry);
    processes.wakeJobExecutor();
    return run;
  }

  /** The instances that do not go on, of this one and those it called. */
  private List<String> stuck(String instance) {
    List<String> stuck = new ArrayList<>();
    if (processes.incident(instance).isPresent()) {
      stuck.add(instance);
    }
    processes.activities(instance).stream()
        .map(ActivityView::called)
        .filter(Objects::nonNull)
        .forEach(called -> stuck.addAll(stuck(called)));
    return stuck;
  }

  /** Starts a run with what an earlier one was asked for. */
  public Run runAgain(long number) {
    Run run = runs.require(number);
    ServicingPlan plan = runs.plan(number);
    List<String> updateIds =
        plan.updates().stream().map(ServicingPlan.PlannedUpdate::updateId).toList();
    return start(
        new ServicingRequest(
            run.imageId(),
            updateIds,
            run.continueOnError(),
            run.updateDistributionPoints(),
            run.removeSupersededUpdates(),
            plan.compactImage(),
            Base.parse(run.base()),
            run.scheduleId(),
            "Run again of run " + number));
  }

  private Set<String> activeElements(Run run) {
    return processes.activities(run.processInstanceId()).stream()
        .filter(visit -> visit.ended() == null)
        .map(ActivityView::elementId)
        .collect(Collectors.toSet());
  }

  private Run cancelDistribution(Run run) {
    runs.stopsDistribution(run.runNumber());
    processes.set(run.processInstanceId(), "cancelRequested", true);
    return runs.require(run.runNumber());
  }

  private static void pause() {
    try {
      Thread.sleep(TRANSITION_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> variables(ServicingRequest request) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("imageId", request.imageId());
    variables.put("updateIds", String.join(",", request.updateIds()));
    variables.put("continueOnError", request.continueOnError());
    variables.put("updateDistributionPoints", request.updateDistributionPoints());
    variables.put("removeSupersededUpdates", request.removeSupersededUpdates());
    variables.put("compactImage", request.compactImage());
    variables.put("base", request.base().label());
    variables.put("scheduleId", request.scheduleId());
    variables.put("cause", request.cause());
    return variables;
  }
}
