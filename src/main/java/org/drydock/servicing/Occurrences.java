package org.drydock.servicing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the process of a schedule asks the schedules. They live on the floor above; this is the door
 * through which the steps reach them.
 */
public interface Occurrences {

  /**
   * What every run of an occurrence is asked for.
   *
   * @param occurrence its id in the schedule's history
   * @param due whether it takes place; one that was missed may not
   * @param updateIds the fixed updates; none where a rule chooses them
   * @param downloadUntil how long files are waited for that a rule wants
   */
  record Order(
      long occurrence,
      boolean due,
      List<String> updateIds,
      boolean chosenByRule,
      Instant downloadUntil,
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      boolean compactImage,
      String base,
      boolean restartAfterHostLoss,
      String cause) {}

  /**
   * What one image of an occurrence is to get.
   *
   * @param due whether it is serviced at all
   * @param leftOut what else it should have got, and why it does not; null for nothing
   * @param windowEnd when it must be over; null for never
   */
  record ImageOrder(
      String imageId, boolean due, List<String> updateIds, String leftOut, Instant windowEnd) {}

  /**
   * How a schedule goes on after an occurrence.
   *
   * @param next when it is due again; empty when it is not
   * @param disabled whether it has failed too often to be due again by itself
   * @param event what is to be told, null for nothing
   * @param text the same in words
   */
  record Sequel(Optional<Instant> next, boolean disabled, String event, String text) {}

  /** The images of a schedule, in the order in which they are serviced. */
  List<String> images(long scheduleId);

  /**
   * The time of an occurrence has come.
   *
   * @param runNow whether somebody wants it beside those that are due
   */
  Order begin(long scheduleId, boolean runNow);

  /**
   * Asks for the files of the updates that the rule wants for the images and that are not here.
   * Takes a while, and may be done again.
   *
   * @param request the process instance that will have them fetched
   * @return how many files have to be waited for
   */
  int requestFiles(long occurrence, String request);

  /**
   * Chooses the updates of each image. Takes a while, and may be done again.
   *
   * @param request the process instance that had files fetched; it waits for none any more
   */
  void chooseUpdates(long occurrence, String request);

  /** The groups of images of an occurrence, of which one is serviced after the other. */
  List<Integer> groups(long occurrence);

  /** The places of the images that are serviced at once. */
  List<Integer> places(long occurrence, int group);

  /** The turn of an image has come. */
  ImageOrder beginImage(long occurrence, int place);

  /**
   * An image was serviced, or could not be.
   *
   * @param runNumber its run; null for none
   * @param rejection why there was no run
   */
  void finishImage(long occurrence, int place, Long runNumber, String rejection);

  /**
   * All images of an occurrence were serviced.
   *
   * @param occurrence null where its process does not tell
   */
  Sequel finish(long scheduleId, Long occurrence);

  /** Starts the next occurrence as a process instance of its own. */
  void startNext(long scheduleId, Instant due);
}
