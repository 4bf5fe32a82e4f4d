package org.drydock.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.dism.DismException;
import org.drydock.dism.DismException.Explanation;
import org.drydock.image.CompanionImage;
import org.drydock.servicing.DismWords;
import org.drydock.servicing.DistributionResult;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStep;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.UpdateResult;

/**
 * Everything about one run.
 *
 * @param notServiced images that come with this one and that the run left as they are
 */
record RunDetails(
    @JsonUnwrapped RunSummary summary,
    Options options,
    ServicingPlan plan,
    List<Step> steps,
    List<Result> results,
    List<DistributionResult> distribution,
    List<CompanionImage> notServiced,
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
   * @param dism what DISM said and what it means; absent where DISM said nothing
   */
  record Result(
      int index,
      String updateId,
      String kb,
      String title,
      String result,
      String code,
      Dism dism,
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
          Dism.of(result.code(), result.dism()),
          result.message(),
          result.recordedAt());
    }
  }

  /**
   * A failure as DISM told it.
   *
   * @param symbol Microsoft's name of the code where one is published, else ours; null for a code
   *     that is not known
   * @param meaning in plain words; null for a code that is not known
   * @param remedy what to do; null for a code that is not known
   * @param sentence DISM's own words; null where it said nothing
   * @param failingPackage the package that failed; null where DISM names none
   * @param log the path of DISM's log; null where there is none
   */
  record Dism(
      String symbol,
      String meaning,
      String remedy,
      String sentence,
      String failingPackage,
      String log) {

    /** Null where neither the code nor words of DISM are known. */
    static Dism of(String code, DismWords words) {
      Explanation known = DismException.explain(code).orElse(null);
      if (known == null && words == null) {
        return null;
      }
      return new Dism(
          known == null ? null : known.symbol(),
          known == null ? null : known.meaning(),
          known == null ? null : known.remedy(),
          words == null ? null : words.sentence(),
          words == null ? null : words.failingPackage(),
          words == null ? null : words.log());
    }
  }

  /**
   * Why the run failed.
   *
   * @param dism what DISM said and what it means; absent where DISM did not fail
   * @param message all of it as one text
   */
  record Problem(
      String step, Integer index, String updateId, String code, Dism dism, String message) {

    static Problem of(Run run) {
      return run.failureMessage() == null
          ? null
          : new Problem(
              run.failureStep(),
              run.failureIndex(),
              run.failureUpdate(),
              run.failureCode(),
              Dism.of(run.failureCode(), run.failureWords()),
              run.failureMessage());
    }
  }
}
