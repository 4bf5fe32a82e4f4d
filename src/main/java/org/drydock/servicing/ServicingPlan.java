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
 * @param compactImage whether the image is exported when that shrinks its file by more than a tenth
 * @param needBytes the estimated room the staging area takes, in bytes
 */
public record ServicingPlan(
    String imageId,
    int baseVersion,
    List<Integer> indexes,
    List<PlannedUpdate> first,
    List<PlannedUpdate> afterCleanUp,
    List<ReplacedUpdate> replaced,
    boolean compactImage,
    long needBytes) {

  /**
   * @param container CAB or MSU
   */
  public record PlannedUpdate(
      String updateId,
      String kb,
      String title,
      String fileName,
      String sha256,
      long size,
      String container) {}

  /**
   * @param reason one sentence
   */
  public record ReplacedUpdate(String updateId, String by, String reason) {}

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
   * @throws IllegalArgumentException when the update is not part of the plan
   */
  public PlannedUpdate update(String updateId) {
    return updates().stream()
        .filter(update -> update.updateId().equals(updateId))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Update " + updateId + " is not in the plan."));
  }
}
