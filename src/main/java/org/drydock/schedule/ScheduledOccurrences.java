package org.drydock.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.drydock.servicing.Occurrences;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Answers the processes of the schedules: one for each occurrence. */
@Component
class ScheduledOccurrences implements Occurrences {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledOccurrences.class);

  private static final int LONGEST_TEXT = 4000;

  private final ScheduleTable table;
  private final ScheduleHistory history;
  private final ScheduleTimers timers;
  private final MissingFiles missing;
  private final ChosenUpdates chosen;
  private final OccurrenceVerdicts verdicts;
  private final Runs runs;
  private final OfflineServicingLog log;
  private final ScheduleProperties properties;
  private final Clock clock;

  ScheduledOccurrences(
      ScheduleTable table,
      ScheduleHistory history,
      ScheduleTimers timers,
      MissingFiles missing,
      ChosenUpdates chosen,
      OccurrenceVerdicts verdicts,
      Runs runs,
      OfflineServicingLog log,
      ScheduleProperties properties,
      Clock clock) {
    this.table = table;
    this.history = history;
    this.timers = timers;
    this.missing = missing;
    this.chosen = chosen;
    this.verdicts = verdicts;
    this.runs = runs;
    this.log = log;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public List<String> images(long scheduleId) {
    return require(scheduleId).images();
  }

  @Override
  public Order begin(long scheduleId, boolean runNow) {
    ServicingSchedule schedule = require(scheduleId);
    Instant now = now();
    Instant due = runNow ? now : schedule.startAt();
    boolean missed = Duration.between(due, now).compareTo(properties.missedAfter()) > 0;
    boolean skipped = missed && schedule.missed() == MissedOccurrence.SKIP;
    Occurrence occurrence =
        history.begin(
            new Occurrence(
                null,
                scheduleId,
                runNow ? Occurrence.Cause.RUN_NOW : Occurrence.Cause.TIMER,
                due,
                now,
                schedule.windowEnd(due).orElse(null),
                null,
                null,
                missed ? late(due, now, skipped) : null),
            groups(schedule));
    table.enters(scheduleId, ScheduleState.RUNNING);
    if (skipped) {
      history
          .images(occurrence.id())
          .forEach(image -> history.note(image.with(OccurrenceImage.State.SKIPPED, null)));
      history.end(occurrence, Occurrence.Outcome.SKIPPED, occurrence.reason(), now);
    }
    log.line(
        runNow || schedule.startAt().equals(schedule.createdAt())
            ? "1 Schedule(s) are marked for RunNow by the administrator"
            : "1 Schedule(s) are scheduled to be run at this time");
    return new Order(
        occurrence.id(),
        !skipped,
        schedule.updates(),
        schedule.rule() != null,
        downloadUntil(occurrence, now),
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        schedule.base(),
        schedule.restartAfterHostLoss(),
        "Started by schedule " + scheduleId + (runNow ? ", run now" : ""));
  }

  @Override
  public int requestFiles(long occurrence, String request) {
    UpdateRule rule = require(history.require(occurrence).scheduleId()).rule();
    if (rule != null) {
      history.images(occurrence).stream()
          .filter(image -> image.state() == OccurrenceImage.State.WAITING)
          .forEach(image -> missing.request(rule, image.imageId(), request, now()));
    }
    return missing.unfinished(request);
  }

  @Override
  public void chooseUpdates(long occurrence, String request) {
    missing.giveUp(request);
    ServicingSchedule schedule = require(history.require(occurrence).scheduleId());
    history.images(occurrence).stream()
        .filter(image -> image.state() == OccurrenceImage.State.WAITING)
        .forEach(image -> history.note(chooseUpdates(schedule, image)));
  }

  @Override
  public List<Integer> groups(long occurrence) {
    return history.images(occurrence).stream()
        .map(OccurrenceImage::groupNumber)
        .distinct()
        .toList();
  }

  @Override
  public List<Integer> places(long occurrence, int group) {
    return history.images(occurrence).stream()
        .filter(image -> image.groupNumber() == group)
        .map(OccurrenceImage::place)
        .toList();
  }

  @Override
  public ImageOrder beginImage(long occurrence, int place) {
    Instant windowEnd = history.require(occurrence).windowEnd();
    OccurrenceImage image = history.image(occurrence, place);
    boolean due = image.state() == OccurrenceImage.State.WAITING;
    if (due && windowEnd != null && !windowEnd.isAfter(now())) {
      due = false;
      history.note(
          image.with(
              OccurrenceImage.State.NOT_BEGUN,
              "The maintenance window was over at " + windowEnd + ", before its turn had come."));
    } else if (due) {
      history.note(image.with(OccurrenceImage.State.RUNNING, null));
    }
    return new ImageOrder(image.imageId(), due, image.updates(), image.leftOut(), windowEnd);
  }

  @Override
  public void finishImage(long occurrence, int place, Long runNumber, String rejection) {
    OccurrenceImage image = history.image(occurrence, place);
    history.note(
        runNumber == null
            ? image.with(OccurrenceImage.State.REJECTED, rejection)
            : image.servicedBy(runNumber, runs.require(runNumber).status()));
  }

  @Override
  public Sequel finish(long scheduleId, Long occurrence) {
    ServicingSchedule schedule = require(scheduleId);
    Instant now = now();
    Optional<Occurrence> ended = Optional.ofNullable(occurrence).map(history::require);
    OccurrenceVerdicts.Verdict verdict =
        ended.map(one -> verdicts.of(schedule, settle(one))).orElse(OccurrenceVerdicts.UNKNOWN);
    ended.ifPresent(one -> history.end(one, verdict.outcome(), verdict.reason(), now));
    Optional<Instant> next =
        schedule.nextAfter(now, ended.map(Occurrence::dueAt).orElse(schedule.startAt()));
    int failures = verdict.failuresAfter(schedule.failuresInARow());
    boolean disabled =
        next.isPresent()
            && schedule.disableAfterFailures() > 0
            && failures >= schedule.disableAfterFailures();
    String reason = disabled ? verdicts.disabled(failures, verdict) : null;
    ScheduleState state =
        disabled
            ? ScheduleState.DISABLED
            : next.isPresent() ? ScheduleState.SCHEDULED : ScheduleState.FINISHED;
    table.counts(scheduleId, state, failures, reason);
    return disabled
        ? new Sequel(Optional.empty(), true, "schedule-disabled", schedule.label() + ": " + reason)
        : new Sequel(next, false, verdict.event(), verdict.text());
  }

  @Override
  public void startNext(long scheduleId, Instant due) {
    timers.start(require(scheduleId), due);
  }

  /** A process model of somebody's own may not tell what became of each image; the runs do. */
  private ScheduleHistory.Entry settle(Occurrence occurrence) {
    for (OccurrenceImage image : history.images(occurrence.id())) {
      if (image.state() == OccurrenceImage.State.WAITING
          || image.state() == OccurrenceImage.State.RUNNING) {
        runs.ofSchedule(occurrence.scheduleId()).stream()
            .filter(run -> run.imageId().equals(image.imageId()))
            .filter(run -> !run.createdAt().isBefore(occurrence.beganAt()))
            .findFirst()
            .ifPresent(run -> history.note(servicedBy(image, run)));
      }
    }
    return new ScheduleHistory.Entry(occurrence, history.images(occurrence.id()));
  }

  private static OccurrenceImage servicedBy(OccurrenceImage image, Run run) {
    return image.servicedBy(run.runNumber(), run.status());
  }

  private OccurrenceImage chooseUpdates(ServicingSchedule schedule, OccurrenceImage image) {
    try {
      UpdateChoice choice = chosen.of(schedule, image.imageId(), now());
      OccurrenceImage told = image.leavingOut(lines(choice.leftOut()));
      return choice.updateIds().isEmpty()
          ? told.with(OccurrenceImage.State.SKIPPED, choice.reason())
          : told.choosing(choice.updateIds());
    } catch (BadInput | NotFound | Conflict e) {
      return image.with(OccurrenceImage.State.REJECTED, e.getMessage());
    } catch (DataAccessException e) {
      throw e; // says nothing about the image
    } catch (RuntimeException e) { // one image must not hold up the others
      LOG.error("The updates of image {} could not be chosen", image.imageId(), e);
      return image.with(
          OccurrenceImage.State.REJECTED,
          "Its updates could not be chosen: " + e + ". The server's log says more.");
    }
  }

  /** A maintenance window is for servicing; files must not take more than half of it. */
  private Instant downloadUntil(Occurrence occurrence, Instant now) {
    Duration longest = properties.longestDownload();
    if (occurrence.windowEnd() != null) {
      Duration half = Duration.between(now, occurrence.windowEnd()).dividedBy(2);
      longest = half.compareTo(longest) < 0 ? half : longest;
    }
    return longest.isNegative() ? now : now.plus(longest);
  }

  /** Null for none. */
  private static String lines(List<String> texts) {
    String lines = String.join("\n", texts);
    return lines.isEmpty()
        ? null
        : lines.length() <= LONGEST_TEXT ? lines : lines.substring(0, LONGEST_TEXT - 1) + "…";
  }

  private static List<List<String>> groups(ServicingSchedule schedule) {
    return schedule.parallelImages()
        ? List.of(schedule.images())
        : schedule.images().stream().map(List::of).toList();
  }

  private static String late(Instant due, Instant now, boolean skipped) {
    return "It was due at "
        + due
        + ", but the server did not run then or was too busy. At "
        + now
        + (skipped ? " it was skipped." : " it was made up for.");
  }

  private ServicingSchedule require(long id) {
    return table.findById(id).orElseThrow(() -> new ScheduleNotFoundException(id));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
