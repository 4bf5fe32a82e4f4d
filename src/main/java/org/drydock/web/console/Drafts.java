package org.drydock.web.console;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.drydock.schedule.SchedulePreview;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.UpdateRule;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/** Puts a schedule into the fields of the wizard, so that it can be changed there. */
@Component
class Drafts {

  private static final List<ChronoUnit> WINDOW_UNITS =
      List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS);

  private final SchedulePreview preview;
  private final UpdateCatalog updates;
  private final Clock clock;

  Drafts(SchedulePreview preview, UpdateCatalog updates, Clock clock) {
    this.preview = preview;
    this.updates = updates;
    this.clock = clock;
  }

  WizardDraft of(ServicingSchedule schedule) {
    return new WizardDraft(
        schedule.id(), schedule.images(), updates(schedule), times(schedule), options(schedule));
  }

  /** Updates that the catalogue no longer knows cannot be asked for again. */
  private DraftUpdates updates(ServicingSchedule schedule) {
    UpdateRule rule = schedule.rule();
    if (rule == null) {
      return DraftUpdates.NONE.picking(
          schedule.updates().stream().filter(id -> updates.find(id).isPresent()).toList());
    }
    return new DraftUpdates(
        true,
        List.of(),
        "",
        "all",
        false,
        false,
        orEmpty(rule.filter()),
        orEmpty(rule.product()),
        rule.classificationList(),
        Integer.toString(rule.olderThanDays() == null ? 0 : rule.olderThanDays()));
  }

  private DraftTimes times(ServicingSchedule schedule) {
    String zone = schedule.timeZone();
    if (schedule.patchTuesdayPlusDays() != null) {
      return beginning(
          schedule,
          Form.of(
              "when",
              DraftTimes.PATCH_TUESDAY,
              "days",
              Integer.toString(schedule.patchTuesdayPlusDays()),
              "time",
              schedule.timeOfDay(),
              "zone",
              zone));
    }
    if (schedule.cron() == null) {
      return DraftTimes.of(Form.of("when", DraftTimes.ONCE, "at", start(schedule), "zone", zone));
    }
    return Recurrences.byWeekday(schedule.cron())
        .map(
            found ->
                beginning(
                    schedule,
                    Form.of(
                        "when",
                        found.week() == null ? DraftTimes.WEEKLY : DraftTimes.MONTHLY,
                        "week",
                        found.week() == null ? "2" : found.week(),
                        "weekday",
                        found.day().name(),
                        "time",
                        found.time().toString(),
                        "zone",
                        zone)))
        .orElseGet(
            () ->
                beginning(
                    schedule,
                    Form.of("when", DraftTimes.CRON, "cron", schedule.cron(), "zone", zone)));
  }

  /** A start to come that is not simply the next date was asked for, and is asked for again. */
  private DraftTimes beginning(ServicingSchedule schedule, Form form) {
    DraftTimes times = DraftTimes.of(form);
    boolean askedFor =
        schedule.startAt().isAfter(clock.instant())
            && !schedule.startAt().equals(preview.dates(DraftRequest.of(times)).get(0));
    return askedFor ? times.beginningAt(start(schedule)) : times;
  }

  /** As a field for date and time has it. */
  private static String start(ServicingSchedule schedule) {
    return LocalDateTime.ofInstant(
            schedule.startAt().truncatedTo(ChronoUnit.SECONDS), ZoneId.of(schedule.timeZone()))
        .toString();
  }

  private static DraftOptions options(ServicingSchedule schedule) {
    Duration window =
        schedule.longestDuration() == null ? null : Duration.parse(schedule.longestDuration());
    ChronoUnit unit = window == null ? ChronoUnit.HOURS : unit(window);
    return new DraftOptions(
        orEmpty(schedule.name()),
        schedule.base(),
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        schedule.restartAfterHostLoss(),
        schedule.parallelImages(),
        window == null ? "" : Long.toString(whole(window, unit)),
        unit.name(),
        schedule.missed().label(),
        Integer.toString(schedule.disableAfterFailures()));
  }

  /** The largest in which it is a whole number. */
  private static ChronoUnit unit(Duration window) {
    return WINDOW_UNITS.stream()
        .filter(unit -> unit.getDuration().multipliedBy(whole(window, unit)).equals(window))
        .findFirst()
        .orElse(ChronoUnit.SECONDS);
  }

  private static long whole(Duration window, ChronoUnit unit) {
    return Math.max(1, window.toSeconds() / unit.getDuration().toSeconds());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
