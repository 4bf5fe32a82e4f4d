package org.drydock.web.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunCourses;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunLogReader;
import org.drydock.servicing.RunLogReader.Hits;
import org.drydock.servicing.RunLogReader.Span;
import org.drydock.servicing.RunLogReader.Window;
import org.drydock.servicing.RunVisit;
import org.drydock.servicing.Runs;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log of a run in windows, for the page that shows a part of it at a time. */
@RestController
@RequestMapping("/runs/{number}/log")
class RunLogController {

  private static final int PART_BYTES = 1 << 20;

  private final Runs runs;
  private final RunCourses courses;
  private final RunLogReader reader;
  private final RunLog log;

  RunLogController(Runs runs, RunCourses courses, RunLogReader reader, RunLog log) {
    this.runs = runs;
    this.courses = courses;
    this.reader = reader;
    this.log = log;
  }

  /**
   * @param from where the part begins that may be shown, in bytes
   * @param until where it ends, or the end of the log
   */
  record Page(LogPart part, long from, long until) {}

  private record Scope(Span span, String step) {}

  /**
   * A window of the log.
   *
   * @param at the offset it begins at, or ends at if it goes backward
   * @param visit the visit of a step whose lines alone are wanted; empty for all
   */
  @GetMapping
  Page page(
      @PathVariable long number,
      @RequestParam(defaultValue = "9223372036854775807") long at,
      @RequestParam(defaultValue = "false") boolean back,
      @RequestParam(defaultValue = "") String visit) {
    Scope scope = scope(runs.require(number), visit);
    Window window =
        back
            ? reader.backward(number, at, scope.span(), scope.step())
            : reader.forward(number, at, scope.span(), scope.step());
    return new Page(
        LogPart.of(window), scope.span().from(), Math.min(scope.span().until(), window.size()));
  }

  /** Where the log holds a text; a long log is searched part by part. */
  @GetMapping("/search")
  Hits search(
      @PathVariable long number,
      @RequestParam String text,
      @RequestParam(defaultValue = "0") long from,
      @RequestParam(defaultValue = "") String visit) {
    Scope scope = scope(runs.require(number), visit);
    return reader.search(number, text, from, scope.span(), scope.step());
  }

  /** The whole log, as it is. */
  @GetMapping("/raw")
  void raw(
      @PathVariable long number,
      @RequestParam(defaultValue = "false") boolean download,
      HttpServletResponse answer)
      throws IOException {
    runs.require(number);
    answer.setContentType("text/plain;charset=UTF-8");
    if (download) {
      answer.setHeader(
          HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"run-" + number + ".log\"");
    }
    long offset = 0;
    for (boolean more = true; more; ) {
      RunLog.Part part = log.read(number, offset, PART_BYTES);
      answer.getOutputStream().write(part.text().getBytes(StandardCharsets.UTF_8));
      more = part.more() && part.end() > offset;
      offset = part.end();
    }
  }

  private Scope scope(Run run, String visit) {
    if (visit.isEmpty()) {
      return new Scope(Span.ALL, null);
    }
    return courses.of(run).visits().stream()
        .filter(known -> known.id().equals(visit))
        .findFirst()
        .map(known -> new Scope(span(run, known), known.elementId()))
        .orElse(new Scope(Span.ALL, null));
  }

  private Span span(Run run, RunVisit visit) {
    return reader.span(visit, run.runNumber());
  }
}
