package org.drydock.web.console;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drydock.engine.DeployedProcess;
import org.drydock.engine.DeployedProcesses;
import org.drydock.engine.ElementStatistics;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The process models in the engine, with what their instances did. */
@Controller
@RequestMapping("/processes")
class ProcessesController {

  private static final String COCKPIT = "/camunda/app/cockpit/default/#/process-definition/";

  private final DeployedProcesses processes;

  ProcessesController(DeployedProcesses processes) {
    this.processes = processes;
  }

  /** A model in the list; its numbers are those of the latest version. */
  record Row(
      String key,
      String name,
      String description,
      int version,
      Moment deployed,
      long running,
      long ended) {}

  /**
   * One version of a model.
   *
   * @param versions the numbers of all of them, the latest first
   */
  record Page(
      String id,
      String key,
      String name,
      String description,
      int version,
      List<Integer> versions,
      Moment deployed,
      long running,
      long ended,
      String cockpit,
      List<Step> steps) {}

  /**
   * @param share of the time of all steps together, in percent
   */
  record Step(
      String id,
      String name,
      long running,
      long visits,
      long cancelled,
      String mean,
      long share,
      long incidents) {}

  @GetMapping
  String list(Viewer viewer, Model model) {
    model.addAttribute(
        "rows", processes.latest().stream().map(process -> row(process, viewer)).toList());
    return "processes";
  }

  @GetMapping("/{key}")
  String process(
      @PathVariable String key,
      @RequestParam(required = false) Integer version,
      Viewer viewer,
      Model model) {
    List<DeployedProcess> versions = processes.versions(key);
    DeployedProcess shown = version == null ? versions.get(0) : processes.version(key, version);
    model.addAttribute(
        "page",
        new Page(
            shown.id(),
            shown.key(),
            shown.name(),
            shown.description(),
            shown.version(),
            versions.stream().map(DeployedProcess::version).toList(),
            viewer.words().moment(shown.deployedAt()),
            processes.running(shown.id()),
            processes.ended(shown.id()),
            COCKPIT + shown.id() + "/runtime",
            steps(shown.id())));
    return "process";
  }

  /** A version never changes, so that a browser may keep its model. */
  @GetMapping(path = "/models/{id}", produces = MediaType.APPLICATION_XML_VALUE)
  @ResponseBody
  ResponseEntity<String> model(@PathVariable String id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
        .contentType(MediaType.APPLICATION_XML)
        .body(processes.model(id));
  }

  /** The numbers for the diagram. */
  @GetMapping("/models/{id}/steps")
  @ResponseBody
  Map<String, Step> numbers(@PathVariable String id) {
    return steps(id).stream().collect(Collectors.toMap(Step::id, Function.identity()));
  }

  private Row row(DeployedProcess process, Viewer viewer) {
    return new Row(
        process.key(),
        process.name(),
        process.description(),
        process.version(),
        viewer.words().moment(process.deployedAt()),
        processes.running(process.id()),
        processes.ended(process.id()));
  }

  private List<Step> steps(String id) {
    Map<String, String> names = processes.steps(id);
    List<ElementStatistics> met =
        processes.statistics(id).stream()
            .filter(step -> names.containsKey(step.elementId()))
            .toList();
    double whole = met.stream().mapToDouble(ProcessesController::millis).sum();
    return met.stream()
        .sorted(Comparator.comparingDouble(ProcessesController::millis).reversed())
        .map(
            step ->
                new Step(
                    step.elementId(),
                    names.get(step.elementId()),
                    step.running(),
                    step.visits(),
                    step.cancelled(),
                    step.mean() == null ? "–" : mean(step.mean()),
                    whole == 0 ? 0 : Math.round(100 * millis(step) / whole),
                    step.incidents()))
        .toList();
  }

  private static String mean(Duration mean) {
    return mean.toMillis() < 1000 ? mean.toMillis() + " ms" : Wording.span(mean);
  }

  private static double millis(ElementStatistics step) {
    return step.mean() == null ? 0 : (double) step.mean().toMillis() * step.visits();
  }
}
