package org.drydock.web.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drydock.schedule.SchedulePreview;
import org.drydock.web.console.WizardPage.Dates;
import org.springframework.stereotype.Component;

/** Tells when a draft of the wizard would begin. */
@Component
class WizardDates {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.ENGLISH);

  private final SchedulePreview preview;
  private final DraftCheck check;

  WizardDates(SchedulePreview preview, DraftCheck check) {
    this.preview = preview;
    this.check = check;
  }

  /** The next five dates in the draft's time zone, or what is wrong or missing. */
  Dates of(DraftTimes times, Viewer viewer) {
    Map<String, String> problems = check.times(times);
    if (!problems.isEmpty()) {
      return new Dates(List.of(), List.of(), times.zone(), problems.values().iterator().next());
    }
    List<Instant> dates = preview.dates(DraftRequest.of(times));
    ZoneId zone = ZoneId.of(times.zone());
    boolean same =
        dates.stream()
            .allMatch(
                date ->
                    zone.getRules()
                        .getOffset(date)
                        .equals(viewer.zone().getRules().getOffset(date)));
    return new Dates(
        words(dates, zone), same ? List.of() : words(dates, viewer.zone()), times.zone(), null);
  }

  private static List<String> words(List<Instant> dates, ZoneId zone) {
    return dates.stream().map(date -> DATE.format(date.atZone(zone))).toList();
  }
}
