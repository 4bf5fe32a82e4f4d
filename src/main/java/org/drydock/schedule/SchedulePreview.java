package org.drydock.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows what a schedule would be, without creating it. */
@Component
public class SchedulePreview {

  private final ScheduleReader reader;
  private final ChosenUpdates chosen;
  private final Clock clock;

  SchedulePreview(ScheduleReader reader, ChosenUpdates chosen, Clock clock) {
    this.reader = reader;
    this.chosen = chosen;
    this.clock = clock;
  }

  /**
   * The schedule that would be created. It has no id.
   *
   * @throws org.drydock.site.BadInput when the request is wrong
   * @throws org.drydock.site.NotFound when an image or update does not exist
   * @throws org.drydock.site.Conflict when an image does not allow what is asked
   */
  public ServicingSchedule of(ScheduleRequest request) {
    return reader.read(request, clock.getZone(), now());
  }

  /**
   * The next times at which it would begin, five at most. Nothing but its times is looked at.
   *
   * @throws ScheduleException when a time cannot be read, lies in the past or never comes
   */
  public List<Instant> dates(ScheduleRequest request) {
    ScheduleTimes.Times times = ScheduleTimes.of(request, clock.getZone(), now());
    return times
        .recurrence()
        .map(recurrence -> recurrence.shownFrom(times.start()))
        .orElse(List.of(times.start()));
  }

  /**
   * @throws ScheduleException when a condition of the rule cannot be used
   */
  public void check(ScheduleRequest.Rule rule) {
    ScheduleReader.rule(rule);
  }

  /**
   * What a rule would choose for an image if an occurrence began now.
   *
   * @throws ScheduleException when a condition cannot be used
   * @throws org.drydock.site.NotFound when there is no such image
   * @throws org.drydock.site.Conflict when the image cannot be serviced
   */
  public UpdateChoice choice(ScheduleRequest.Rule rule, String imageId) {
    return chosen.of(ScheduleReader.rule(rule), imageId, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
