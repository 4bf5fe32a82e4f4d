package org.drydock.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.drydock.engine.DeployedProcess;
import org.drydock.servicing.RunCourse;
import org.drydock.servicing.RunReport;
import org.drydock.servicing.RunVisit;

/**
 * What an open page is told of its run beside the log.
 *
 * @param revision differs when something differs that the page's parts show; they are asked for
 *     then
 */
record RunNews(Progress progress, Course course, String revision) {

  /**
   * What the run is doing.
   *
   * @param where such as "Index 1 · KB5990002"; null where it is at no index
   * @param doing in words; null where it does nothing
   * @param percent null where none was reported
   * @param step the element of the model
   * @param until when the run may be over, by an earlier run; null where that cannot be told
   */
  record Progress(
      String where, String doing, Double percent, String step, Instant until, String status) {}

  /** Where the run has been: the run's own process first. */
  record Course(List<Way> ways, List<Visit> visits, boolean incident) {}

  /**
   * The way through one process instance.
   *
   * @param model the id of the process version; null once history has forgotten it
   * @param flows source and target of each sequence flow that was taken
   */
  record Way(
      String instance,
      String model,
      String name,
      Map<String, Met> elements,
      List<List<String>> flows) {}

  /**
   * @param millis how long its visits took together
   */
  record Met(int visits, boolean active, int failed, long millis) {}

  /**
   * @param label such as "Apply update · index 1 · KB5990002"
   * @param ended null while it is active
   */
  record Visit(String id, String step, String label, String state, Long started, Long ended) {}

  static RunNews of(RunReport report, Map<String, Double> percents) {
    Course course = course(report);
    String revision =
        Integer.toHexString(
            Objects.hash(
                report.run().toString(),
                course.toString(),
                report.matrix().rows().stream()
                    .flatMap(row -> row.cells().stream())
                    .map(cell -> cell.state().name())
                    .toList(),
                report.distributions().toString(),
                report.incident(),
                report.next()));
    return new RunNews(progress(report, percents), course, revision);
  }

  /** The same, but for how far the operations are. */
  RunNews with(RunReport report, Map<String, Double> percents) {
    return new RunNews(progress(report, percents), course, revision);
  }

  private static Progress progress(RunReport report, Map<String, Double> percents) {
    RunVisit current =
        report.run().status().isFinal() ? null : report.course().current().orElse(null);
    Double percent = current == null ? null : current.progress();
    if (current != null && current.operationId() != null) {
      percent = percents.getOrDefault(current.operationId(), percent);
    }
    return new Progress(
        current == null ? null : where(current, report),
        report.doing().orElse(null),
        percent,
        current == null ? null : current.elementId(),
        report.left().map(left -> report.at().plus(rounded(left))).orElse(null),
        report.run().status().label());
  }

  /** To whole seconds, so that it stays the same while the run goes as it did before. */
  private static Duration rounded(Duration left) {
    return Duration.ofSeconds(left.toSeconds());
  }

  /** The index and the update that a step works at; null where it works at none. */
  static String where(RunVisit visit, RunReport report) {
    if (visit.index() == null) {
      return null;
    }
    String index = "Index " + visit.index();
    return visit.updateId() == null
        ? index
        : index + " · " + report.plan().update(visit.updateId()).kb();
  }

  /** A visit by its name, such as "Apply update · index 1 · KB5990002". */
  static String label(RunVisit visit, RunReport report) {
    String where = where(visit, report);
    return where == null ? visit.name() : visit.name() + " · " + where.replace("Index", "index");
  }

  private static Course course(RunReport report) {
    return new Course(
        report.course().processes().stream().map(RunNews::way).toList(),
        report.course().visits().stream().map(visit -> visit(visit, report)).toList(),
        report.incident().isPresent());
  }

  private static Way way(RunCourse.Instance instance) {
    Map<String, Met> elements = new LinkedHashMap<>();
    instance
        .elements()
        .forEach(
            (id, element) ->
                elements.put(
                    id,
                    new Met(
                        element.visits(),
                        element.active(),
                        element.failed(),
                        element.took().toMillis())));
    return new Way(
        instance.id(),
        instance.model().map(DeployedProcess::id).orElse(null),
        instance.model().map(DeployedProcess::name).orElse(null),
        elements,
        instance.flows().stream().map(flow -> List.of(flow.from(), flow.to())).toList());
  }

  private static Visit visit(RunVisit visit, RunReport report) {
    return new Visit(
        visit.id(),
        visit.elementId(),
        label(visit, report),
        visit.state().name().toLowerCase(Locale.ROOT),
        visit.startedAt().toEpochMilli(),
        visit.endedAt() == null ? null : visit.endedAt().toEpochMilli());
  }
}
