package org.drydock.servicing;

import java.util.List;

/**
 * What somebody wants done to an image.
 *
 * @param updateIds the updates picked; their order does not matter
 * @param continueOnError go on with the next update when one fails
 * @param updateDistributionPoints copy the new version to every distribution point
 * @param removeSupersededUpdates clean up with /ResetBase and export, which shrinks the image
 * @param compactImage export the image when that shrinks its file by more than a tenth
 * @param replaceSuperseded apply what the catalogue says supersedes a pick in its place; a rule has
 *     looked at that already, and its conditions hold for what is not picked as well
 * @param scheduleId the schedule that asks, or null
 * @param cause who or what asks, in words
 */
public record ServicingRequest(
    String imageId,
    List<String> updateIds,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    boolean compactImage,
    Base base,
    boolean replaceSuperseded,
    Long scheduleId,
    String cause) {

  /** Of updates that a person has picked. */
  public ServicingRequest(
      String imageId,
      List<String> updateIds,
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      boolean compactImage,
      Base base,
      Long scheduleId,
      String cause) {
    this(
        imageId,
        updateIds,
        continueOnError,
        updateDistributionPoints,
        removeSupersededUpdates,
        compactImage,
        base,
        true,
        scheduleId,
        cause);
  }
}
