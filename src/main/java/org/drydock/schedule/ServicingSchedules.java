package org.drydock.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.drydock.engine.Processes;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** The servicing schedules: creates, lists, changes and deletes them. */
@Service
public class ServicingSchedules {

  private final ScheduleTable table;
  private final ScheduleReader reader;
  private final ScheduleTimers timers;
  private final Processes processes;
  private final Runs runs;
  private final Clock clock;
  private final TransactionOperations transaction;

  ServicingSchedules(
      ScheduleTable table,
      ScheduleReader reader,
      ScheduleTimers timers,
      Processes processes,
      Runs runs,
      Clock clock,
      TransactionOperations transaction) {
    this.table = table;
    this.reader = reader;
    this.timers = timers;
    this.processes = processes;
    this.runs = runs;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * Creates a schedule. Every image is checked now, and again when the time has come.
   *
   * @throws org.drydock.site.BadInput when the request is wrong
   * @throws org.drydock.site.NotFound when an image or update does not exist
   * @throws org.drydock.site.Conflict when an image does not allow what is asked
   */
  @Transactional
  public ServicingSchedule create(ScheduleRequest request) {
    ServicingSchedule saved = table.save(reader.read(request, clock.getZone(), now()));
    timers.start(saved, saved.startAt());
    return require(saved.id());
  }

  public List<ServicingSchedule> all() {
    return table.findAll();
  }

  /**
   * @throws ScheduleNotFoundException when there is none
   */
  public ServicingSchedule require(long id) {
    return table.findById(id).orElseThrow(() -> new ScheduleNotFoundException(id));
  }

  /** The next times at which it begins, as it stands; none where it does not go on by itself. */
  public List<Instant> nextDates(ServicingSchedule schedule) {
    boolean goesOn =
        !schedule.paused()
            && (schedule.state() == ScheduleState.SCHEDULED
                || schedule.state() == ScheduleState.RUNNING);
    if (!goesOn) {
      return List.of();
    }
    Optional<Instant> first = // what is due is shown until it has begun
        schedule.state() == ScheduleState.SCHEDULED
            ? Optional.of(schedule.startAt())
            : schedule.nextAfter(now());
    return first.map(date -> dates(schedule, date)).orElse(List.of());
  }

  private static List<Instant> dates(ServicingSchedule schedule, Instant first) {
    return schedule.dueTimes().map(times -> times.shownFrom(first)).orElse(List.of(first));
  }

  /**
   * Replaces what a schedule says. The timer of the occurrence that waits is moved; one that is
   * running goes on with what it began with. A schedule that has finished runs again.
   *
   * @throws ScheduleStateException when it was stopped
   */
  public ServicingSchedule edit(long id, ScheduleRequest request) {
    atRest(() -> editAtRest(id, request));
    return require(id);
  }

  /**
   * The schedule, if it can be edited.
   *
   * @throws ScheduleNotFoundException when there is none
   * @throws ScheduleStateException when it was stopped
   */
  public ServicingSchedule requireEditable(long id) {
    ServicingSchedule schedule = require(id);
    if (schedule.state() == ScheduleState.STOPPED) {
      throw stopped(schedule);
    }
    return schedule;
  }

  private void editAtRest(long id, ScheduleRequest request) {
    ServicingSchedule old = requireEditable(id);
    ServicingSchedule wanted = reader.read(request, clock.getZone(), now());
    ServicingSchedule edited = table.save(wanted.inThePlaceOf(old));
    switch (old.state()) {
      case SCHEDULED, PAUSED -> timers.move(edited, edited.startAt());
      case FINISHED -> timers.start(edited, edited.startAt());
      default -> {} // it goes by the new dates when it is over, or resumed
    }
  }

  /**
   * Runs a schedule now, beside its dates.
   *
   * @throws ScheduleStateException when it is running, disabled or stopped
   */
  public ServicingSchedule runNow(long id) {
    atRest(() -> runNowAtRest(require(id)));
    return require(id);
  }

  private void runNowAtRest(ServicingSchedule schedule) {
    switch (schedule.state()) {
      case SCHEDULED, PAUSED -> timers.runWaiting(schedule);
      case FINISHED -> timers.runFinished(schedule, now());
      case RUNNING -> throw new ScheduleStateException(schedule.label() + " is running already.");
      case DISABLED ->
          throw new ScheduleStateException(
              schedule.label() + " has disabled itself. Resume it first.");
      case STOPPED -> throw stopped(schedule);
    }
  }

  /**
   * Has no occurrence begin before the schedule is resumed; one that is running goes on. Pausing
   * twice is harmless.
   *
   * @throws ScheduleStateException when it will not run anyway
   */
  public ServicingSchedule pause(long id) {
    atRest(() -> pauseAtRest(require(id)));
    return require(id);
  }

  private void pauseAtRest(ServicingSchedule schedule) {
    switch (schedule.state()) {
      case SCHEDULED -> {
        timers.pause(schedule);
        table.enters(schedule.id(), ScheduleState.PAUSED);
      }
      case PAUSED, RUNNING -> {}
      case STOPPED -> throw stopped(schedule);
      case FINISHED, DISABLED ->
          throw new ScheduleStateException(
              schedule.label() + " cannot be paused: no occurrence of it is to come.");
    }
    table.pauses(schedule.id(), true);
  }

  /**
   * Has a schedule go on that was paused or has disabled itself, with its next date to come.
   *
   * @throws ScheduleStateException when it has no date to come
   */
  public ServicingSchedule resume(long id) {
    atRest(() -> resumeAtRest(require(id)));
    return require(id);
  }

  private void resumeAtRest(ServicingSchedule schedule) {
    table.pauses(schedule.id(), false);
    switch (schedule.state()) {
      case SCHEDULED, RUNNING -> {}
      case PAUSED -> timers.resume(schedule, nextDate(schedule));
      case DISABLED -> {
        table.counts(schedule.id(), ScheduleState.SCHEDULED, 0, null);
        timers.start(require(schedule.id()), nextDate(schedule));
      }
      case FINISHED -> throw withoutDate(schedule);
      case STOPPED -> throw stopped(schedule);
    }
  }

  private Instant nextDate(ServicingSchedule schedule) {
    return schedule.nextAfter(now()).orElseThrow(() -> withoutDate(schedule));
  }

  /**
   * @throws ScheduleBusyException while one of its runs is active
   */
  public void delete(long id) {
    atRest(() -> deleteAtRest(id));
  }

  private void deleteAtRest(long id) {
    ServicingSchedule schedule = require(id);
    List<Long> active =
        runs.ofSchedule(id).stream()
            .filter(run -> !run.status().isFinal())
            .map(Run::runNumber)
            .toList();
    if (!active.isEmpty()) {
      throw new ScheduleBusyException(id, active);
    }
    if (schedule.state() != ScheduleState.FINISHED) { // it waits for its time, or for a lost host
      processes.delete(schedule.processInstanceId(), "The schedule was deleted.");
    }
    table.deleteById(id);
  }

  /** Its last run may just have ended, or its time just have come. */
  private void atRest(Runnable change) {
    processes.whenAtRest(() -> transaction.executeWithoutResult(status -> change.run()));
  }

  private static ScheduleStateException stopped(ServicingSchedule schedule) {
    return new ScheduleStateException(
        schedule.label()
            + " is stopped: its process instance was deleted. Delete it, and create it anew if it"
            + " is still wanted.");
  }

  private static ScheduleStateException withoutDate(ServicingSchedule schedule) {
    return new ScheduleStateException(
        schedule.label() + " has no date to come. Run it now, or give it another start with PUT.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
