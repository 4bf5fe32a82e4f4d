package org.drydock.servicing;

import static org.drydock.servicing.RunStage.State.CANCELLED;
import static org.drydock.servicing.RunStage.State.DONE;
import static org.drydock.servicing.RunStage.State.FAILED;
import static org.drydock.servicing.RunStage.State.NEXT;
import static org.drydock.servicing.RunStage.State.NOW;
import static org.drydock.servicing.RunStage.State.PARTIAL;
import static org.drydock.servicing.RunStage.State.SKIPPED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of a run, and when it may be over. Estimates come from an earlier run of the same
 * image, part for part.
 */
final class RunStages {

  /** Below it, the rest of a step cannot be told from how far it is. */
  private static final double TELLING_PERCENT = 5;

  private final Run run;
  private final ServicingPlan plan;
  private final RunCourse course;
  private final List<UpdateResult> results;
  private final List<DistributionResult> distributions;
  private final Optional<Earlier> earlier;

  /** A run of the same image that ended well. */
  record Earlier(Run run, ServicingPlan plan, RunCourse course) {}

  RunStages(
      Run run,
      ServicingPlan plan,
      RunCourse course,
      List<UpdateResult> results,
      List<DistributionResult> distributions,
      Optional<Earlier> earlier) {
    this.run = run;
    this.plan = plan;
    this.course = course;
    this.results = results;
    this.distributions = distributions;
    this.earlier = earlier;
  }

  private enum Stage {
    PLAN("Plan", "Task_PlanServicing"),
    WAIT("Wait for host", "Task_WaitForHost"),
    COPY("Copy", "Task_CopyUpdates", "Task_CopyImage"),
    MOUNT("Mount", "Task_MountImage"),
    APPLY("Apply updates", "Task_CheckApplicability", "Task_ApplyUpdate"),
    CLEAN_UP("Clean up", "Task_CleanUpImage"),
    COMMIT("Commit", "Task_CommitImage", "Task_DiscardIndex"),
    EXPORT("Export", "Task_MeasureImage", "Task_ExportImage"),
    VERIFY("Verify", "Task_VerifyImage"),
    PUBLISH("Publish", "Task_PublishImage"),
    DISTRIBUTE("Distribute", "CallActivity_DistributeImage"),
    TIDY(
        "Clean up staging",
        "Task_DiscardMount",
        "Task_LeaveMount",
        "Task_CleanUpStaging",
        "Task_LeaveStaging",
        "Task_FinishRun");

    private final String label;
    private final Set<String> elements;

    Stage(String label, String... elements) {
      this.label = label;
      this.elements = Set.of(elements);
    }

    boolean eachIndex() {
      return compareTo(MOUNT) >= 0 && compareTo(COMMIT) <= 0;
    }
  }

  /** The index that the run is at; empty before the first and behind the last one. */
  Optional<Integer> currentIndex() {
    if (run.status().isFinal() || visited(Stage.EXPORT) || visited(Stage.TIDY)) {
      return Optional.empty();
    }
    return course.visits().stream()
        .filter(visit -> stageOf(visit).filter(Stage::eachIndex).isPresent())
        .map(RunVisit::index)
        .filter(Objects::nonNull)
        .reduce((first, last) -> last);
  }

  List<RunStage> all() {
    List<RunStage> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      stages.add(stage(stage));
    }
    return stages;
  }

  /**
   * How long the rest may take.
   *
   * @return empty where there is no earlier run to go by, or the run waits, is being stopped or is
   *     over
   */
  Optional<Duration> left(Instant now) {
    if (earlier.isEmpty() || run.status() != RunStatus.IN_PROCESS || visited(Stage.TIDY)) {
      return Optional.empty();
    }
    Duration left = Duration.ZERO;
    for (Stage stage : Stage.values()) {
      left = left.plus(left(stage, now));
    }
    return Optional.of(left);
  }

  private Duration left(Stage stage, Instant now) {
    if (stage == Stage.PLAN || stage == Stage.WAIT || notAskedFor(stage).isPresent()) {
      return Duration.ZERO;
    }
    boolean over = later(stage) && !stage.eachIndex() || stage.eachIndex() && beyondIndexes();
    if (over) {
      return Duration.ZERO;
    }
    Duration unit = unit(stage).orElse(Duration.ZERO);
    List<RunVisit> visits = course.to(stage.elements);
    long begun = units(stage, visits);
    Duration rest = unit.multipliedBy(Math.max(units(stage) - begun, 0));
    return visits.stream()
        .filter(RunVisit::isActive)
        .map(visit -> left(visit, unit, now))
        .reduce(rest, Duration::plus);
  }

  private static Duration left(RunVisit active, Duration unit, Instant now) {
    Duration elapsed = active.duration(now);
    Double percent = active.progress();
    if (percent != null && percent >= TELLING_PERCENT) {
      return Duration.ofMillis(Math.round(elapsed.toMillis() * (100 - percent) / percent));
    }
    Duration left = unit.minus(elapsed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private RunStage stage(Stage stage) {
    List<RunVisit> all = course.to(stage.elements);
    Optional<Integer> index = currentIndex();
    List<RunVisit> visits =
        stage.eachIndex() && index.isPresent()
            ? all.stream().filter(visit -> index.get().equals(visit.index())).toList()
            : all;
    RunStage.State state = state(stage, visits, index);
    Instant active =
        visits.stream()
            .filter(RunVisit::isActive)
            .map(RunVisit::startedAt)
            .findFirst()
            .orElse(null);
    return new RunStage(
        stage.label,
        state,
        visits.isEmpty() ? null : sum(visits),
        active,
        state == NEXT || state == NOW ? estimate(stage, index.isPresent()) : null,
        stage == Stage.APPLY ? handled(index) : null,
        stage == Stage.APPLY ? plan.updates().size() * (index.isPresent() ? 1 : indexes()) : null,
        stage.eachIndex(),
        note(stage, state));
  }

  private static Duration sum(List<RunVisit> visits) {
    return visits.stream()
        .filter(visit -> visit.endedAt() != null)
        .map(visit -> visit.duration(visit.endedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private RunStage.State state(Stage stage, List<RunVisit> visits, Optional<Integer> index) {
    if (visits.stream().anyMatch(RunVisit::isActive)) {
      return NOW;
    }
    if (betweenItsSteps(stage, visits, index)) {
      return NOW;
    }
    if (visits.isEmpty()) {
      return passed(stage, index) || notAskedFor(stage).isPresent() ? SKIPPED : NEXT;
    }
    boolean failed = visits.stream().anyMatch(visit -> visit.state() == RunStep.State.FAILED);
    if (stopped(stage)) {
      return FAILED;
    }
    if (failed || wentPartlyWell(stage, index)) {
      return PARTIAL;
    }
    RunVisit last = visits.get(visits.size() - 1);
    return last.state() == RunStep.State.CANCELLED ? CANCELLED : DONE;
  }

  /** The engine is between two steps of the stage, for a moment or because something went wrong. */
  private boolean betweenItsSteps(Stage stage, List<RunVisit> visits, Optional<Integer> index) {
    return !visits.isEmpty()
        && !run.status().isFinal()
        && run.status() != RunStatus.CANCELLING
        && course.current().isEmpty()
        && !passed(stage, index)
        && !stopped(stage)
        && (stage != Stage.APPLY || handled(index) < plan.updates().size());
  }

  /** Whether the run failed in this stage. */
  private boolean stopped(Stage stage) {
    return run.failureMessage() != null
        && course.to(stage.elements).stream()
            .anyMatch(visit -> visit.name().equals(run.failureStep()));
  }

  private boolean wentPartlyWell(Stage stage, Optional<Integer> index) {
    return switch (stage) {
      case APPLY ->
          results.stream()
              .filter(result -> index.isEmpty() || index.get() == result.index())
              .anyMatch(result -> result.state() == UpdateResult.State.FAILED);
      case DISTRIBUTE -> distributions.stream().anyMatch(result -> !result.successful());
      default -> false;
    };
  }

  private boolean passed(Stage stage, Optional<Integer> index) {
    if (run.status().isFinal() || visited(Stage.TIDY)) {
      return true;
    }
    if (stage.eachIndex() && index.isPresent()) {
      return course.visits().stream()
          .filter(visit -> index.get().equals(visit.index()))
          .anyMatch(visit -> stageOf(visit).filter(at -> at.compareTo(stage) > 0).isPresent());
    }
    return later(stage);
  }

  private boolean later(Stage stage) {
    return course.visits().stream()
        .anyMatch(visit -> stageOf(visit).filter(at -> at.compareTo(stage) > 0).isPresent());
  }

  private boolean beyondIndexes() {
    return later(Stage.COMMIT);
  }

  private boolean visited(Stage stage) {
    return !course.to(stage.elements).isEmpty();
  }

  private static Optional<Stage> stageOf(RunVisit visit) {
    for (Stage stage : Stage.values()) {
      if (stage.elements.contains(visit.elementId())) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }

  private Optional<String> notAskedFor(Stage stage) {
    return switch (stage) {
      case CLEAN_UP ->
          run.removeSupersededUpdates() ? Optional.empty() : Optional.of("not asked for");
      case EXPORT ->
          run.removeSupersededUpdates() || plan.compactImage()
              ? Optional.empty()
              : Optional.of("not asked for");
      case DISTRIBUTE ->
          run.updateDistributionPoints() ? Optional.empty() : Optional.of("not asked for");
      default -> Optional.empty();
    };
  }

  private String note(Stage stage, RunStage.State state) {
    return switch (state) {
      case SKIPPED ->
          notAskedFor(stage).orElse(run.status().isFinal() ? "not reached" : "not needed");
      case PARTIAL -> "not all went well";
      default -> null;
    };
  }

  private int handled(Optional<Integer> index) {
    return (int)
        results.stream()
            .filter(result -> index.isEmpty() || index.get() == result.index())
            .filter(
                result -> // a checkpoint has a result of its own, and is no command of its own
                plan.updates().stream()
                        .anyMatch(update -> update.updateId().equals(result.updateId())))
            .count();
  }

  private int indexes() {
    return plan.indexes().size();
  }

  private Duration estimate(Stage stage, boolean ofOneIndex) {
    if (notAskedFor(stage).isPresent()) {
      return null;
    }
    long parts = units(stage) / (stage.eachIndex() && ofOneIndex ? Math.max(indexes(), 1) : 1);
    return unit(stage).map(unit -> unit.multipliedBy(parts)).orElse(null);
  }

  /** How long one part of the stage took in the earlier run. */
  private Optional<Duration> unit(Stage stage) {
    if (stage == Stage.WAIT || stage == Stage.PLAN) {
      return Optional.empty();
    }
    return earlier
        .map(run -> run.course().to(stage.elements))
        .filter(visits -> !visits.isEmpty())
        .map(visits -> sum(visits).dividedBy(Math.max(units(stage, visits), 1)));
  }

  /** How many parts the stage has in this run: the more of them, the longer it takes. */
  private long units(Stage stage) {
    return switch (stage) {
      case MOUNT, CLEAN_UP, COMMIT, EXPORT -> indexes();
      case APPLY -> (long) indexes() * plan.updates().size();
      default -> 1;
    };
  }

  /** How many of these parts the visits belong to. */
  private static long units(Stage stage, Collection<RunVisit> visits) {
    return switch (stage) {
      case MOUNT, CLEAN_UP, COMMIT, EXPORT ->
          visits.stream().map(RunVisit::index).filter(Objects::nonNull).distinct().count();
      case APPLY ->
          visits.stream().map(visit -> visit.index() + " " + visit.updateId()).distinct().count();
      default -> visits.isEmpty() ? 0 : 1;
    };
  }
}
