package org.drydock.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drydock.engine.Processes;
import org.drydock.servicing.Base;
import org.drydock.servicing.Occurrences;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlanner;
import org.drydock.servicing.ServicingRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The servicing schedules: creates, lists and deletes them, and answers their processes. */
@Service
public class ServicingSchedules implements Occurrences {

  /** The key of the process that waits for one occurrence. */
  private static final String PROCESS = "servicing-schedule";

  /** As long as the columns that keep them. */
  private static final int LONGEST_IMAGE_IDS = 4000;

  private static final int LONGEST_UPDATE_IDS = 100_000;

  private final ScheduleTable table;
  private final ServicingPlanner planner;
  private final Processes processes;
  private final Runs runs;
  private final OfflineServicingLog log;
  private final Clock clock;
  private final TransactionOperations transaction;

  ServicingSchedules(
      ScheduleTable table,
      ServicingPlanner planner,
      Processes processes,
      Runs runs,
      OfflineServicingLog log,
      Clock clock,
      TransactionOperations transaction) {
    this.transaction = transaction;
    this.table = table;
    this.planner = planner;
    this.processes = processes;
    this.runs = runs;
    this.log = log;
    this.clock = clock;
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
    if (request.imageIds() == null || request.imageIds().isEmpty()) {
      throw new ScheduleException("The schedule names no image. Give at least one image id.");
    }
    Base base = Base.parse(request.base() == null ? Base.CURRENT.label() : request.base());
    List<String> images = ScheduleIds.of("imageIds", request.imageIds(), LONGEST_IMAGE_IDS);
    List<String> updates = ScheduleIds.of("updateIds", request.updateIds(), LONGEST_UPDATE_IDS);
    for (String image : images) {
      planner.plan(
          new ServicingRequest(
              image,
              updates,
              request.continueOnError(),
              request.updateDistributionPoints(),
              request.removeSupersededUpdates(),
              request.compacts(),
              base,
              null,
              ""));
    }
    ZoneId zone = ScheduleTimes.zone(zoneName(request), clock.getZone());
    Instant created = now();
    Instant start = ScheduleTimes.start(request.start(), zone, created);
    String cron = request.recurrence() == null ? null : request.recurrence().cron();
    if (request.recurrence() != null) {
      ScheduleTimes.next(cron == null ? "" : cron, zone, start);
    }
    ServicingSchedule saved =
        table.save(
            new ServicingSchedule(
                null,
                String.join(",", images),
                String.join(",", updates),
                start,
                cron,
                zone.getId(),
                request.continueOnError(),
                request.updateDistributionPoints(),
                request.removeSupersededUpdates(),
                base.label(),
                ScheduleState.SCHEDULED,
                null,
                created,
                request.restartAfterHostLoss(),
                request.compacts()));
    startNext(saved.id(), start);
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

  /**
   * @throws ScheduleBusyException while one of its runs is active
   */
  public void delete(long id) {
    // Its last run may just have ended, or its time just have come.
    processes.whenAtRest(() -> transaction.executeWithoutResult(status -> deleteAtRest(id)));
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

  @Override
  public List<String> images(long scheduleId) {
    return require(scheduleId).images();
  }

  @Override
  public Order begin(long scheduleId) {
    ServicingSchedule schedule = require(scheduleId);
    table.enters(scheduleId, ScheduleState.RUNNING);
    log.line(
        schedule.startAt().equals(schedule.createdAt())
            ? "1 Schedule(s) are marked for RunNow by the administrator"
            : "1 Schedule(s) are scheduled to be run at this time");
    return new Order(
        schedule.updates(),
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        schedule.base(),
        schedule.restartAfterHostLoss(),
        "Started by schedule " + scheduleId);
  }

  @Override
  public Optional<Instant> finish(long scheduleId) {
    ServicingSchedule schedule = require(scheduleId);
    table.enters(scheduleId, ScheduleState.FINISHED);
    return Optional.ofNullable(schedule.cron())
        .map(cron -> ScheduleTimes.next(cron, ZoneId.of(schedule.timeZone()), now()));
  }

  @Override
  public void startNext(long scheduleId, Instant due) {
    String instance =
        processes.start(PROCESS, Map.of("scheduleId", scheduleId, "start", Date.from(due)));
    table.awaits(scheduleId, due, instance);
    if (!due.isAfter(now())) {
      afterCommit(processes::wakeJobExecutor);
    }
  }

  private static String zoneName(ScheduleRequest request) {
    return request.recurrence() != null && request.recurrence().timeZone() != null
        ? request.recurrence().timeZone()
        : request.timeZone();
  }

  private static void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
