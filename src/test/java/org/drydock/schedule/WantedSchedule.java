package org.drydock.schedule;

import java.util.List;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.schedule.ScheduleRequest.Rule;

/** A schedule that a test asks for; what it does not name is as usual. */
public final class WantedSchedule {

  private final List<String> images;
  private String name;
  private List<String> updates;
  private Rule rule;
  private String start;
  private Recurrence recurrence;
  private boolean restartAfterHostLoss;
  private boolean parallel;
  private String longestDuration;
  private String missed;
  private Integer disableAfterFailures;

  private WantedSchedule(List<String> images) {
    this.images = images;
  }

  public static WantedSchedule of(List<String> images) {
    return new WantedSchedule(images);
  }

  public WantedSchedule named(String wanted) {
    name = wanted;
    return this;
  }

  public WantedSchedule updates(List<String> ids) {
    updates = ids;
    return this;
  }

  public WantedSchedule rule(Rule wanted) {
    rule = wanted;
    return this;
  }

  /** {@code now}, or a time; without it the recurrence tells. */
  public WantedSchedule start(String wanted) {
    start = wanted;
    return this;
  }

  public WantedSchedule recurring(Recurrence wanted) {
    recurrence = wanted;
    return this;
  }

  public WantedSchedule restartingAfterHostLoss() {
    restartAfterHostLoss = true;
    return this;
  }

  public WantedSchedule parallel(boolean wanted) {
    parallel = wanted;
    return this;
  }

  public WantedSchedule within(String duration) {
    longestDuration = duration;
    return this;
  }

  public WantedSchedule missed(String wanted) {
    missed = wanted;
    return this;
  }

  public WantedSchedule disabledAfter(int failures) {
    disableAfterFailures = failures;
    return this;
  }

  public ScheduleRequest request() {
    return new ScheduleRequest(
        name,
        images,
        updates,
        rule,
        start,
        null,
        recurrence,
        false,
        false,
        false,
        null,
        restartAfterHostLoss,
        null,
        parallel,
        longestDuration,
        missed,
        disableAfterFailures);
  }
}
