package org.drydock.servicing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run sets out to do. Made before the run, stored with it, never changed.
 *
 * @param indexes every index of the image, in order
 * @param first the updates applied before the clean-up, in order
 * @param afterCleanUp the updates applied after it, because they leave pending operations
 * @param replaced picks that another pick makes needless, with the reason
 * @param added updates that were not picked and are applied all the same, with the reason
 * @param outdated updates that are applied although the catalogue knows what supersedes them
 * @param compactImage whether the image is exported when that shrinks its file by more than a tenth
 * @param needBytes the estimated room the staging area takes, in bytes
 * @param expectedSeconds how long the run will take, by earlier ones; null where none tells
 */
public record ServicingPlan(
    String imageId,
    int baseVersion,
    List<Integer> indexes,
    List<PlannedUpdate> first,
    List<PlannedUpdate> afterCleanUp,
    List<ReplacedUpdate> replaced,
    List<AddedUpdate> added,
    List<OutdatedUpdate> outdated,
    boolean compactImage,
    long needBytes,
    Long expectedSeconds) {

  public ServicingPlan {
    added = added == null ? List.of() : added; // plans of earlier releases have none
    outdated = outdated == null ? List.of() : outdated;
  }

  /**
   * An update that is applied with one command.
   *
   * @param container CAB or MSU
   * @param checkpoints earlier cumulative updates whose files lie beside this one, and which DISM
   *     applies with it where the image lacks them; the oldest first
   */
  public record PlannedUpdate(
      String updateId,
      String kb,
      String title,
      String fileName,
      String sha256,
      long size,
      String container,
      List<PlannedUpdate> checkpoints) {

    public PlannedUpdate {
      checkpoints = checkpoints == null ? List.of() : checkpoints;
    }

    PlannedUpdate named(String otherName) {
      return new PlannedUpdate(
          updateId, kb, title, otherName, sha256, size, container, checkpoints);
    }

    /** The checkpoints, then the update itself. */
    @JsonIgnore
    public List<PlannedUpdate> members() {
      return Stream.concat(checkpoints.stream(), Stream.of(this)).toList();
    }
  }

  /**
   * @param reason one sentence
   */
  public record ReplacedUpdate(String updateId, String by, String reason) {}

  /**
   * @param reason one sentence
   */
  public record AddedUpdate(String updateId, String reason) {}

  /**
   * @param by the id of what supersedes it
   * @param reason one sentence: why it is applied all the same
   */
  public record OutdatedUpdate(String updateId, String by, String reason) {}

  /** What is applied, command by command. */
  @JsonIgnore
  public List<PlannedUpdate> updates() {
    return Stream.concat(first.stream(), afterCleanUp.stream()).toList();
  }

  /**
   * The updates of one phase, in order.
   *
   * @param phase 1 before the clean-up, 2 after it; without a clean-up all are in phase 1
   */
  public List<PlannedUpdate> updates(int phase, boolean withCleanUp) {
    if (!withCleanUp) {
      return phase == 1 ? updates() : List.of();
    }
    return phase == 1 ? first : afterCleanUp;
  }

  /**
   * The update with this id; it may be a checkpoint of another one.
   *
   * @throws IllegalArgumentException when the update is not part of the plan
   */
  public PlannedUpdate update(String updateId) {
    return updates().stream()
        .flatMap(update -> update.members().stream())
        .filter(update -> update.updateId().equals(updateId))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Update " + updateId + " is not in the plan."));
  }
}
