package org.drydock.web.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.web.audit.Audited;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Servicing schedules over HTTP. */
@RestController
@RequestMapping("/api/v1/schedules")
class SchedulesController {

  private static final String STOPPED =
      "Its process instance was deleted in Cockpit or through /engine-rest, so it will not run"
          + " again. Delete it, and create it anew if it is still wanted.";

  private final ServicingSchedules schedules;
  private final Runs runs;

  SchedulesController(ServicingSchedules schedules, Runs runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  /**
   * A schedule as the interface shows it.
   *
   * @param state scheduled, running, finished or stopped
   * @param message why it is stopped; absent otherwise
   * @param runs the numbers of its runs, the latest first
   */
  record ScheduleView(
      long id,
      List<String> imageIds,
      List<String> updateIds,
      Instant start,
      ScheduleRequest.Recurrence recurrence,
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      boolean compactImage,
      String base,
      boolean restartAfterHostLoss,
      String state,
      String message,
      String processInstanceId,
      Instant createdAt,
      List<Long> runs) {}

  @PostMapping
  @Audited("Schedule updates")
  ResponseEntity<ScheduleView> create(@RequestBody ScheduleRequest request) {
    ServicingSchedule schedule = schedules.create(request);
    return ResponseEntity.created(URI.create("/api/v1/schedules/" + schedule.id()))
        .body(view(schedule));
  }

  @GetMapping
  List<ScheduleView> schedules() {
    return schedules.all().stream().map(this::view).toList();
  }

  @GetMapping("/{id}")
  ScheduleView schedule(@PathVariable long id) {
    return view(schedules.require(id));
  }

  @DeleteMapping("/{id}")
  @Audited("Delete schedule")
  ResponseEntity<Void> delete(@PathVariable long id) {
    schedules.delete(id);
    return ResponseEntity.noContent().build();
  }

  private ScheduleView view(ServicingSchedule schedule) {
    return new ScheduleView(
        schedule.id(),
        schedule.images(),
        schedule.updates(),
        schedule.startAt(),
        schedule.cron() == null
            ? null
            : new ScheduleRequest.Recurrence(schedule.cron(), schedule.timeZone()),
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        schedule.base(),
        schedule.restartAfterHostLoss(),
        schedule.state().name().toLowerCase(Locale.ROOT),
        schedule.state() == ScheduleState.STOPPED ? STOPPED : null,
        schedule.processInstanceId(),
        schedule.createdAt(),
        runs.ofSchedule(schedule.id()).stream().map(Run::runNumber).toList());
  }
}
