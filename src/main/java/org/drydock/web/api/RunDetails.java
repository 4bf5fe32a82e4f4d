package org.drydock.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.dism.DismException;
import org.drydock.dism.DismException.Explanation;
import org.drydock.servicing.DistributionResult;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStep;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.UpdateResult;

/** Everything about one run. */
record RunDetails(
    @JsonUnwrapped RunSummary summary,
    Options options,
    ServicingPlan plan,
    List<Step> steps,
    List<Result> results,
    List<DistributionResult> distribution,
    Problem failure,
    String incident,
    String log,
    String dismLog) {

  /** What the run was asked for. */
  record Options(
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      boolean compactImage,
      String base) {}

  /**
   * @param status active, done, failed or cancelled
   */
  record Step(
      String activityId,
      String name,
      String status,
      Instant startedAt,
      Instant endedAt,
      Double progress,
      String message) {

    static Step of(RunStep step) {
      return new Step(
          step.activityId(),
          step.name(),
          step.state().name().toLowerCase(Locale.ROOT),
          step.startedAt(),
          step.endedAt(),
          step.progress(),
          step.message());
    }
  }

  /**
   * @param result applied, installed, not-applicable, not-supported, failed or not-attempted
   * @param dism what the code means; absent where none is known
   */
  record Result(
      int index,
      String updateId,
      String kb,
      String title,
      String result,
      String code,
      Explanation dism,
      String message,
      Instant recordedAt) {

    static Result of(UpdateResult result, ServicingPlan plan) {
      ServicingPlan.PlannedUpdate update = plan.update(result.updateId());
      return new Result(
          result.index(),
          result.updateId(),
          update.kb(),
          update.title(),
          result.state().label(),
          result.code(),
          DismException.explain(result.code()).orElse(null),
          result.message(),
          result.recordedAt());
    }
  }

  /**
   * Why the run failed.
   *
   * @param dism what the code means; absent where none is known
   * @param message with DISM's own sentence, the package that failed and DISM's log
   */
  record Problem(
      String step, Integer index, String updateId, String code, Explanation dism, String message) {

    static Problem of(Run run) {
      return run.failureMessage() == null
          ? null
          : new Problem(
              run.failureStep(),
              run.failureIndex(),
              run.failureUpdate(),
              run.failureCode(),
              DismException.explain(run.failureCode()).orElse(null),
              run.failureMessage());
    }
  }
}
