package org.drydock.web.api;

import java.net.URI;
import java.util.List;
import org.drydock.schedule.ScheduleHistory;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Servicing schedules over HTTP. */
@RestController
@RequestMapping("/api/v1/schedules")
class SchedulesController {

  private final ServicingSchedules schedules;
  private final ScheduleHistory history;
  private final Runs runs;

  SchedulesController(ServicingSchedules schedules, ScheduleHistory history, Runs runs) {
    this.schedules = schedules;
    this.history = history;
    this.runs = runs;
  }

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

  @PutMapping("/{id}")
  @Audited("Change schedule")
  ScheduleView edit(@PathVariable long id, @RequestBody ScheduleRequest request) {
    return view(schedules.edit(id, request));
  }

  @GetMapping("/{id}/history")
  List<OccurrenceView> history(@PathVariable long id) {
    schedules.require(id);
    return history.of(id).stream().map(OccurrenceView::of).toList();
  }

  @PostMapping("/{id}/run-now")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Audited("Run schedule now")
  ScheduleView runNow(@PathVariable long id) {
    return view(schedules.runNow(id));
  }

  @PostMapping("/{id}/pause")
  @Audited("Pause schedule")
  ScheduleView pause(@PathVariable long id) {
    return view(schedules.pause(id));
  }

  @PostMapping("/{id}/resume")
  @Audited("Resume schedule")
  ScheduleView resume(@PathVariable long id) {
    return view(schedules.resume(id));
  }

  @DeleteMapping("/{id}")
  @Audited("Delete schedule")
  ResponseEntity<Void> delete(@PathVariable long id) {
    schedules.delete(id);
    return ResponseEntity.noContent().build();
  }

  private ScheduleView view(ServicingSchedule schedule) {
    return ScheduleView.of(
        schedule,
        schedules.nextDates(schedule),
        history.latestOf(schedule.id()).map(OccurrenceView::of).orElse(null),
        runs.ofSchedule(schedule.id()).stream().map(Run::runNumber).toList());
  }
}
