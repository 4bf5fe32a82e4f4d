package org.drydock.servicing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.drydock.dism.DismException.Explanation;
import org.drydock.engine.DeployedProcess;
import org.drydock.image.CompanionImage;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;

/**
 * Everything there is to tell of a run at one moment.
 *
 * @param at that moment
 * @param model the version of the process that it follows; empty once history has forgotten it
 * @param index the index it is at, where it is at one
 * @param doing what it is doing, in words; empty while it does nothing
 * @param percent how far that is, as the program that does it says
 * @param left how long the rest may take, by an earlier run
 * @param earlier the number of the run that estimates come from
 * @param before the version it started from; empty where it is no longer kept
 * @param after the version it published; empty where there is none, or it is no longer kept
 * @param notServiced images that come with this one and stay as they are; empty before the
 *     verification
 * @param failure what DISM's code means; empty where nothing is known of it
 * @param incident why it does not go on by itself
 * @param previous the run of the same image before it
 * @param next the run of the same image after it
 */
public record RunReport(
    Run run,
    Instant at,
    OsImage image,
    List<ImageIndex> indexes,
    ServicingPlan plan,
    Optional<DeployedProcess> model,
    RunCourse course,
    List<RunStage> stages,
    Optional<Integer> index,
    Optional<String> doing,
    Optional<Double> percent,
    Optional<Duration> left,
    Optional<Long> earlier,
    ResultMatrix matrix,
    Optional<Contents> before,
    Optional<Contents> after,
    List<DistributionResult> distributions,
    List<CompanionImage> notServiced,
    Optional<Explanation> failure,
    Optional<String> incident,
    Optional<Long> previous,
    Optional<Long> next) {

  /** A version of the image, with what is in it. */
  public record Contents(ImageVersion version, List<ImageIndex> indexes) {}

  /** How long the run took since it was asked for; empty while it goes on. */
  public Optional<Duration> took() {
    return Optional.ofNullable(run.endedAt())
        .map(ended -> Duration.between(run.createdAt(), ended));
  }
}
