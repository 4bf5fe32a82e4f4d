package org.drydock.web.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunReport;
import org.drydock.servicing.RunReports;
import org.drydock.servicing.RunVisit;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDesk;
import org.drydock.web.audit.Audited;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page of a run, running or over. */
@Controller
@RequestMapping("/runs/{number}")
class RunPageController {

  private final RunReports reports;
  private final RunFeeds feeds;
  private final Runs runs;
  private final ServicingDesk desk;

  RunPageController(RunReports reports, RunFeeds feeds, Runs runs, ServicingDesk desk) {
    this.reports = reports;
    this.feeds = feeds;
    this.runs = runs;
    this.desk = desk;
  }

  @GetMapping
  String page(@PathVariable long number, Viewer viewer, Model model) {
    RunReport report = reports.of(number);
    model.addAttribute("page", RunPage.of(report, viewer));
    model.addAttribute("ownStream", true);
    return "run";
  }

  /** The parts of the page that change, after the page has heard that they did. */
  @GetMapping("/parts")
  String parts(@PathVariable long number, Viewer viewer, Model model) {
    RunReport report = feeds.report(number).orElseGet(() -> reports.of(number));
    model.addAttribute("page", RunPage.of(report, viewer));
    return "run-parts :: parts";
  }

  /** The visits to one step of the model. */
  @GetMapping("/steps/{element}")
  String step(@PathVariable long number, @PathVariable String element, Viewer viewer, Model model) {
    RunReport report = feeds.report(number).orElseGet(() -> reports.of(number));
    Instant now = viewer.now();
    List<RunVisit> visits = report.course().to(Set.of(element));
    model.addAttribute("element", element);
    model.addAttribute("name", visits.isEmpty() ? element : visits.get(0).name());
    model.addAttribute(
        "visits",
        visits.stream()
            .map(visit -> RunPage.Visited.of(visit, report, viewer.words(), now))
            .toList());
    return "run-parts :: step";
  }

  /** Where the run has been, as the diagram needs it. */
  @GetMapping("/course")
  @ResponseBody
  RunNews.Course course(@PathVariable long number) {
    RunReport report = feeds.report(number).orElseGet(() -> reports.of(number));
    return RunNews.of(report, Map.of()).course();
  }

  /**
   * What becomes of the run, until it is over. The id of an event is the offset in the log behind
   * it, where a browser that lost the connection goes on by itself.
   */
  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  SseEmitter stream(
      @PathVariable long number,
      @RequestParam(defaultValue = "0") long start,
      @RequestHeader(name = "Last-Event-ID", required = false) Long lastEventId) {
    return feeds.follow(runs.require(number), lastEventId == null ? start : lastEventId);
  }

  @PostMapping("/cancel")
  @Audited("Cancel run")
  String cancel(@PathVariable long number) {
    desk.cancel(number);
    return "redirect:/runs/" + number;
  }

  @PostMapping("/retry")
  @Audited("Retry stuck step of run")
  String retry(@PathVariable long number) {
    desk.retry(number);
    return "redirect:/runs/" + number;
  }

  @PostMapping("/rerun")
  @Audited("Run again")
  String runAgain(@PathVariable long number) {
    Run again = desk.runAgain(number);
    return "redirect:/runs/" + again.runNumber();
  }

  @PostMapping("/keep")
  @Audited("Keep or release run")
  String keep(@PathVariable long number, @RequestParam boolean keep) {
    runs.keep(number, keep);
    return "redirect:/runs/" + number;
  }
}
