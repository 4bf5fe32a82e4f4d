package org.drydock.web.api;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.drydock.engine.Processes;
import org.drydock.servicing.DistributionResults;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.RunSteps;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDesk;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingRequestException;
import org.drydock.servicing.UnservicedImages;
import org.drydock.servicing.UpdateResults;
import org.drydock.web.audit.Audited;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Servicing runs over HTTP. */
@RestController
@RequestMapping("/api/v1/runs")
class RunsController {

  /** How much of a log one answer holds. */
  private static final int LOG_PART_BYTES = 1 << 20;

  private final Runs runs;
  private final RunSteps steps;
  private final UpdateResults results;
  private final DistributionResults distributions;
  private final UnservicedImages unserviced;
  private final ServicingDesk desk;
  private final Processes processes;
  private final RunLog log;
  private final RunEvents events;

  RunsController(
      Runs runs,
      RunSteps steps,
      UpdateResults results,
      DistributionResults distributions,
      UnservicedImages unserviced,
      ServicingDesk desk,
      Processes processes,
      RunLog log,
      RunEvents events) {
    this.runs = runs;
    this.steps = steps;
    this.results = results;
    this.distributions = distributions;
    this.unserviced = unserviced;
    this.desk = desk;
    this.processes = processes;
    this.log = log;
    this.events = events;
  }

  @GetMapping
  List<RunSummary> runs(
      @RequestParam(required = false) String image, @RequestParam(required = false) String status) {
    return runs.list(image, status(status)).stream().map(RunSummary::of).toList();
  }

  @GetMapping("/{number}")
  RunDetails run(@PathVariable long number) {
    Run run = runs.require(number);
    ServicingPlan plan = runs.plan(number);
    return new RunDetails(
        RunSummary.of(run),
        new RunDetails.Options(
            run.continueOnError(),
            run.updateDistributionPoints(),
            run.removeSupersededUpdates(),
            plan.compactImage(),
            run.base()),
        plan,
        steps.of(run).stream().map(RunDetails.Step::of).toList(),
        results.ofRun(number).stream().map(result -> RunDetails.Result.of(result, plan)).toList(),
        distributions.ofRun(number),
        unserviced.ofRun(number),
        RunDetails.Problem.of(run),
        processes.incident(run.processInstanceId()).orElse(null),
        log.file(number).toString(),
        log.dismLog(number).toString());
  }

  @PostMapping("/{number}/cancel")
  @Audited("Cancel run")
  ResponseEntity<RunSummary> cancel(@PathVariable long number) {
    return ResponseEntity.accepted().body(RunSummary.of(desk.cancel(number)));
  }

  /** Has a step that stands still tried again. */
  @PostMapping("/{number}/retry")
  @Audited("Retry stuck step of run")
  ResponseEntity<RunSummary> retry(@PathVariable long number) {
    return ResponseEntity.accepted().body(RunSummary.of(desk.retry(number)));
  }

  @PostMapping("/{number}/rerun")
  @Audited("Run again")
  ResponseEntity<RunSummary> runAgain(@PathVariable long number) {
    Run run = desk.runAgain(number);
    return ResponseEntity.created(URI.create("/api/v1/runs/" + run.runNumber()))
        .body(RunSummary.of(run));
  }

  /** A part of the log, from an offset in bytes; the headers tell where and whether it goes on. */
  @GetMapping(path = "/{number}/log", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
  ResponseEntity<String> log(
      @PathVariable long number, @RequestParam(defaultValue = "0") long start) {
    Run run = runs.require(number);
    RunLog.Part part = log.read(number, start, LOG_PART_BYTES);
    return ResponseEntity.ok()
        .header("X-Text-Size", Long.toString(part.end()))
        .header("X-More-Data", Boolean.toString(part.more() || !run.status().isFinal()))
        .body(part.text());
  }

  /**
   * What becomes of the run, until it has ended. The id of a log event is the offset behind it,
   * where a browser that lost the connection goes on by itself.
   */
  @GetMapping(path = "/{number}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(
      @PathVariable long number,
      @RequestParam(defaultValue = "0") long start,
      @RequestHeader(name = "Last-Event-ID", required = false) Long lastEventId) {
    return events.follow(runs.require(number), lastEventId == null ? start : lastEventId);
  }

  private static RunStatus status(String label) {
    if (label == null || label.isBlank()) {
      return null;
    }
    return Arrays.stream(RunStatus.values())
        .filter(status -> status.label().equalsIgnoreCase(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ServicingRequestException(
                    "There is no status \""
                        + label
                        + "\". Give one of "
                        + Arrays.stream(RunStatus.values())
                            .map(RunStatus::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
