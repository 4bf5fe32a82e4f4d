package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What became of the occurrences of schedules. */
@Component
public class ScheduleHistory {

  /** More than a year of a weekly schedule. */
  static final int KEPT_OCCURRENCES = 100;

  private final OccurrenceTable occurrences;
  private final OccurrenceImageTable images;

  ScheduleHistory(OccurrenceTable occurrences, OccurrenceImageTable images) {
    this.occurrences = occurrences;
    this.images = images;
  }

  /** An occurrence with its images in order. */
  public record Entry(Occurrence occurrence, List<OccurrenceImage> images) {}

  /** The latest first. */
  public List<Entry> of(long scheduleId) {
    return occurrences.findByScheduleIdOrderByIdDesc(scheduleId).stream().map(this::entry).toList();
  }

  public Optional<Entry> latestOf(long scheduleId) {
    return occurrences.findFirstByScheduleIdOrderByIdDesc(scheduleId).map(this::entry);
  }

  /** Keeps what begins now, and forgets the oldest of what is too much. */
  Occurrence begin(Occurrence occurrence, List<List<String>> groups) {
    occurrences.findByScheduleIdOrderByIdDesc(occurrence.scheduleId()).stream()
        .skip(KEPT_OCCURRENCES - 1)
        .forEach(old -> occurrences.deleteById(old.id()));
    Occurrence begun = occurrences.save(occurrence);
    int place = 0;
    for (int group = 0; group < groups.size(); group++) {
      for (String image : groups.get(group)) {
        images.save(
            new OccurrenceImage(
                null,
                begun.id(),
                place++,
                group,
                image,
                "",
                OccurrenceImage.State.WAITING,
                null,
                null,
                null,
                null));
      }
    }
    return begun;
  }

  Occurrence require(long occurrence) {
    return occurrences.findById(occurrence).orElseThrow();
  }

  List<OccurrenceImage> images(long occurrence) {
    return images.findByOccurrenceIdOrderByPlace(occurrence);
  }

  OccurrenceImage image(long occurrence, int place) {
    return images(occurrence).get(place);
  }

  void note(OccurrenceImage image) {
    images.save(image);
  }

  void end(Occurrence occurrence, Occurrence.Outcome outcome, String reason, Instant at) {
    occurrences.ends(occurrence.id(), at, outcome, reason);
  }

  private Entry entry(Occurrence occurrence) {
    return new Entry(occurrence, images(occurrence.id()));
  }
}
