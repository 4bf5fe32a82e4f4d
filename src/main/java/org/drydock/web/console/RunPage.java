package org.drydock.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drydock.dism.DismException.Explanation;
import org.drydock.image.CompanionImage;
import org.drydock.image.ImageIndex;
import org.drydock.servicing.DismWords;
import org.drydock.servicing.DistributionResult;
import org.drydock.servicing.ResultMatrix;
import org.drydock.servicing.ResultMatrix.State;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunReport;
import org.drydock.servicing.RunStage;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.RunStep;
import org.drydock.servicing.RunVisit;
import org.drydock.servicing.ServicingPlan.AddedUpdate;

/**
 * A run as its page shows it.
 *
 * @param canChange whether the viewer may cancel it, run it again or keep it
 * @param model the id of the process version that it follows; null once history has forgotten it
 * @param open the visit whose log is opened by itself; null for none
 * @param revision of what the parts show
 */
record RunPage(
    Head head,
    List<Stage> stages,
    String indexes,
    Now now,
    List<Column> columns,
    List<Row> rows,
    List<String> replaced,
    Outcome outcome,
    List<Delivered> delivered,
    boolean canChange,
    String model,
    String open,
    String revision) {

  private static final String COCKPIT = "/camunda/app/cockpit/default/#/";

  /**
   * @param took how long it took; null while it goes on
   * @param since when it was asked for, ISO; null once it is over
   * @param waits why it waits for a host; null unless it does
   * @param stopping whether only its distribution would be stopped by a cancel
   */
  record Head(
      long number,
      String imageId,
      String imageName,
      Badge status,
      boolean active,
      boolean cancelling,
      boolean stopping,
      String cause,
      Long schedule,
      Moment started,
      String took,
      String since,
      String host,
      int baseVersion,
      Integer newVersion,
      String left,
      Long leftFrom,
      Long previous,
      Long next,
      String cockpit,
      boolean keep,
      String waits,
      String incident,
      Failure failure) {}

  /**
   * @param where such as "Apply update · index 1 · KB5990107"
   */
  record Failure(String where, String code, Explanation dism, String message, DismWords words) {}

  /**
   * @param look the class of the strip's entry
   * @param sign what stands in the circle
   * @param state in words, for those who do not see the circle
   * @param detail below the name; null for nothing
   * @param since when to count from, in milliseconds; null unless it is going on
   */
  record Stage(
      String look,
      String sign,
      String name,
      String state,
      String detail,
      Long since,
      boolean eachIndex) {}

  /** A column of the matrix; the edition may be unknown. */
  record Column(String index, String edition) {}

  /** What it is doing; percent null where nobody says it. */
  record Now(String where, String doing, Double percent) {}

  /**
   * @param with the update whose checkpoint it is; null unless it is one
   */
  record Row(String kb, String title, String with, List<Badge> cells, List<Reason> reasons) {}

  /**
   * @param tone warn, bad or run
   */
  record Reason(
      String tone, String lead, String code, Explanation dism, String message, DismWords words) {}

  /** A row of the comparison, such as the build; null where it is not known. */
  record Compared(String what, String before, String after) {}

  /**
   * @param expected how long it would take by the plan; null where the plan did not tell
   * @param took null while it goes on
   * @param added why updates are applied that nobody picked
   * @param notServiced images that stay as they are, with their versions
   */
  record Outcome(
      List<Compared> compared,
      String sha256,
      int wanted,
      String present,
      String expected,
      String took,
      List<String> added,
      List<String> notServiced,
      List<String> options) {}

  record Delivered(String point, Badge badge, String path, String message) {}

  static RunPage of(RunReport report, Viewer viewer) {
    return new RunPage(
        head(report, viewer.words()),
        report.stages().stream().map(stage -> stage(stage, report)).toList(),
        indexes(report),
        now(report),
        columns(report),
        report.matrix().rows().stream().map(row -> row(row, report)).toList(),
        report.plan().replaced().stream().map(replaced -> replaced.reason()).toList(),
        outcome(report),
        report.distributions().stream().map(RunPage::delivered).toList(),
        viewer.administrator(),
        report.model().map(model -> model.id()).orElse(null),
        failing(report).map(RunVisit::id).orElse(null),
        RunNews.of(report, Map.of()).revision());
  }

  private static Head head(RunReport report, Wording words) {
    Run run = report.run();
    boolean active = !run.status().isFinal();
    return new Head(
        run.runNumber(),
        run.imageId(),
        report.image().name(),
        Badge.of(run.status()),
        active,
        run.status() == RunStatus.CANCELLING,
        run.newVersion() != null || run.cancelRequested(),
        run.cause(),
        run.scheduleId(),
        words.moment(run.startedAt() == null ? run.createdAt() : run.startedAt()),
        report.took().map(Wording::span).orElse(null),
        active ? run.createdAt().toString() : null,
        run.host(),
        run.baseVersion(),
        run.newVersion(),
        report.left().map(RunPage::about).orElse(null),
        report.earlier().orElse(null),
        report.previous().orElse(null),
        report.next().orElse(null),
        cockpit(report),
        run.keep(),
        run.status() == RunStatus.QUEUED ? run.queueReason() : null,
        report.incident().orElse(null),
        failure(report));
  }

  /** Cockpit knows active instances only, and the models of all. */
  private static String cockpit(RunReport report) {
    if (!report.run().status().isFinal()) {
      return COCKPIT + "process-instance/" + report.run().processInstanceId() + "/runtime";
    }
    return report
        .model()
        .map(model -> COCKPIT + "process-definition/" + model.id() + "/runtime")
        .orElse(null);
  }

  private static String about(Duration left) {
    return left.toSeconds() < 1 ? "a moment" : Wording.span(left);
  }

  private static Failure failure(RunReport report) {
    Run run = report.run();
    if (run.failureMessage() == null) {
      return null;
    }
    List<String> where = new ArrayList<>();
    if (run.failureStep() != null) {
      where.add(run.failureStep());
    }
    if (run.failureIndex() != null) {
      where.add("index " + run.failureIndex());
    }
    report.plan().updates().stream()
        .filter(update -> update.updateId().equals(run.failureUpdate()))
        .forEach(update -> where.add(update.kb()));
    return new Failure(
        String.join(" · ", where),
        run.failureCode(),
        report.failure().orElse(null),
        run.failureMessage(),
        run.failureWords());
  }

  /** The visit at which the run failed. */
  private static Optional<RunVisit> failing(RunReport report) {
    return report.course().visits().stream()
        .filter(visit -> visit.state() == RunStep.State.FAILED)
        .filter(visit -> visit.name().equals(report.run().failureStep()))
        .reduce((first, last) -> last);
  }

  private static Stage stage(RunStage stage, RunReport report) {
    int number = report.stages().indexOf(stage) + 1;
    return new Stage(
        look(stage.state()),
        sign(stage.state(), number),
        stage.name(),
        words(stage.state()),
        detail(stage),
        stage.state() == RunStage.State.NOW && stage.activeSince() != null
            ? stage.activeSince().toEpochMilli() - millis(stage.took())
            : null,
        stage.eachIndex());
  }

  private static long millis(Duration duration) {
    return duration == null ? 0 : duration.toMillis();
  }

  private static String look(RunStage.State state) {
    return switch (state) {
      case NEXT -> "next";
      case SKIPPED -> "omit";
      case DONE -> "done";
      case NOW -> "now";
      case CANCELLED -> "stopped";
      case PARTIAL -> "part";
      case FAILED -> "fail";
    };
  }

  private static String sign(RunStage.State state, int number) {
    return switch (state) {
      case NEXT, NOW -> Integer.toString(number);
      case SKIPPED -> "–";
      case DONE -> "✓";
      case CANCELLED -> "■";
      case PARTIAL -> "!";
      case FAILED -> "✕";
    };
  }

  private static String words(RunStage.State state) {
    return switch (state) {
      case NEXT -> "to come";
      case SKIPPED -> "skipped";
      case DONE -> "done";
      case NOW -> "going on";
      case CANCELLED -> "cancelled";
      case PARTIAL -> "done with errors";
      case FAILED -> "failed";
    };
  }

  private static String detail(RunStage stage) {
    String parts =
        stage.total() == null || stage.total() == 0 || stage.took() == null
            ? null
            : Math.min(stage.done() + (stage.state() == RunStage.State.NOW ? 1 : 0), stage.total())
                + " of "
                + stage.total();
    return switch (stage.state()) {
      case NOW -> parts;
      case NEXT -> stage.estimate() == null ? null : "~ " + Wording.span(stage.estimate());
      case SKIPPED -> stage.note();
      default -> parts == null ? span(stage.took()) : parts + "\n" + span(stage.took());
    };
  }

  private static String span(Duration took) {
    return took.toMillis() < 1000 ? "< 1 s" : Wording.span(took);
  }

  private static String indexes(RunReport report) {
    int total = report.plan().indexes().size();
    if (total < 2) {
      return null;
    }
    return report
        .index()
        .map(index -> "Index " + (report.plan().indexes().indexOf(index) + 1) + " of " + total)
        .orElse("All " + total + " indexes");
  }

  private static Now now(RunReport report) {
    if (report.doing().isEmpty()) {
      return null;
    }
    return new Now(
        report.course().current().map(visit -> RunNews.where(visit, report)).orElse(null),
        report.doing().get(),
        report.percent().orElse(null));
  }

  private static List<Column> columns(RunReport report) {
    return report.plan().indexes().stream()
        .map(
            index ->
                new Column(
                    "Index " + index,
                    report.indexes().stream()
                        .filter(known -> known.index() == index)
                        .map(ImageIndex::name)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)))
        .toList();
  }

  private static Row row(ResultMatrix.Row row, RunReport report) {
    return new Row(
        row.update().kb(),
        row.update().title(),
        row.with() == null ? null : row.with().kb(),
        row.cells().stream().map(RunPage::badge).toList(),
        row.reasons().stream()
            .map(reason -> reason(reason, row.update().kb(), report.plan().indexes().size()))
            .toList());
  }

  private static Badge badge(ResultMatrix.Cell cell) {
    return switch (cell.state()) {
      case APPLIED -> new Badge("ok", "applied");
      case INSTALLED -> new Badge("ok", "installed already");
      case NOT_APPLICABLE -> new Badge("idle", "not applicable");
      case NOT_SUPPORTED -> new Badge("warn", "not supported");
      case FAILED -> new Badge("bad", "failed");
      case NOT_ATTEMPTED -> new Badge("warn", "not attempted");
      case WAITING -> new Badge("idle", "waiting");
      case CHECKING -> new Badge("run", "checking");
      case APPLYING ->
          new Badge(
              "run",
              cell.percent() == null
                  ? "applying"
                  : String.format(Locale.ROOT, "%.0f %%", cell.percent()));
      case NOT_REACHED -> new Badge("idle", "not attempted");
    };
  }

  private static Reason reason(ResultMatrix.Reason reason, String kb, int indexes) {
    String where =
        indexes < 2 || reason.indexes().size() == indexes
            ? ""
            : " in index "
                + reason.indexes().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String lead =
        switch (reason.state()) {
          case FAILED -> kb + " failed" + where;
          case NOT_SUPPORTED -> kb + " is not supported" + where;
          case NOT_APPLICABLE -> kb + " is not applicable" + where;
          case NOT_ATTEMPTED -> kb + " was not attempted" + where;
          case INSTALLED -> kb + " is installed already" + where;
          default -> kb + where;
        };
    return new Reason(
        tone(reason.state()), lead, reason.code(), reason.dism(), reason.message(), reason.words());
  }

  private static String tone(State state) {
    return switch (state) {
      case FAILED -> "bad";
      case NOT_APPLICABLE, INSTALLED -> "idle";
      default -> "warn";
    };
  }

  private static Outcome outcome(RunReport report) {
    List<Compared> compared = new ArrayList<>();
    for (ImageIndex index : report.indexes()) {
      compared.add(
          new Compared(
              report.indexes().size() == 1 ? "Build" : "Build, index " + index.index(),
              index.version(),
              report.after().stream()
                  .flatMap(after -> after.indexes().stream())
                  .filter(after -> after.index() == index.index())
                  .map(ImageIndex::version)
                  .findFirst()
                  .orElse(null)));
    }
    compared.add(
        new Compared(
            "Size of the WIM",
            report.before().map(before -> Wording.size(before.version().size())).orElse(null),
            report.after().map(after -> sizeAfter(report, after.version().size())).orElse(null)));
    return new Outcome(
        compared,
        report.after().map(after -> after.version().sha256()).orElse(null),
        wanted(report),
        present(report),
        report.plan().expectedSeconds() == null
            ? null
            : Wording.span(Duration.ofSeconds(report.plan().expectedSeconds())),
        report.took().map(Wording::span).orElse(null),
        report.plan().added().stream().map(AddedUpdate::reason).toList(),
        report.notServiced().stream().map(RunPage::notServiced).toList(),
        options(report));
  }

  private static int wanted(RunReport report) {
    Set<String> added =
        report.plan().added().stream().map(AddedUpdate::updateId).collect(Collectors.toSet());
    long picked =
        report.plan().updates().stream()
            .filter(update -> !added.contains(update.updateId()))
            .count();
    return (int) picked + report.plan().replaced().size();
  }

  private static String notServiced(CompanionImage image) {
    return image.version() == null
        ? image.name() + " (its version cannot be read)"
        : image.name() + " " + image.version();
  }

  private static String sizeAfter(RunReport report, long size) {
    return Wording.size(size)
        + report
            .before()
            .filter(before -> before.version().size() > 0)
            .map(
                before ->
                    String.format(
                        Locale.ROOT, " (%+.1f %%)", 100.0 * size / before.version().size() - 100))
            .orElse("");
  }

  /** In how many indexes each update is now, where the run is over. */
  private static String present(RunReport report) {
    List<ResultMatrix.Row> rows =
        report.matrix().rows().stream().filter(row -> row.with() == null).toList();
    int indexes = report.plan().indexes().size();
    long everywhere = rows.stream().filter(row -> present(row) == indexes).count();
    long somewhere = rows.stream().filter(row -> present(row) > 0).count() - everywhere;
    if (report.run().status().isFinal() && report.run().newVersion() == null) {
      long before =
          rows.stream()
              .filter(row -> row.cells().stream().allMatch(cell -> cell.state() == State.INSTALLED))
              .count();
      return before + " (the image is unchanged)";
    }
    return somewhere == 0
        ? Long.toString(everywhere)
        : everywhere + ", and " + somewhere + " in some indexes";
  }

  private static long present(ResultMatrix.Row row) {
    return row.cells().stream()
        .filter(cell -> cell.state() == State.APPLIED || cell.state() == State.INSTALLED)
        .count();
  }

  private static List<String> options(RunReport report) {
    List<String> options = new ArrayList<>();
    Run run = report.run();
    options.add(run.continueOnError() ? "continue on error" : "stop on the first error");
    if (run.removeSupersededUpdates()) {
      options.add("remove superseded updates");
    }
    if (report.plan().compactImage()) {
      options.add("compact the image");
    }
    if (run.updateDistributionPoints()) {
      options.add("update distribution points");
    }
    if (run.base().equals("original")) {
      options.add("start from the original image");
    }
    return options;
  }

  private static Delivered delivered(DistributionResult result) {
    return new Delivered(
        result.distributionPoint(),
        result.successful() ? new Badge("ok", "distributed") : new Badge("bad", "not updated"),
        result.path(),
        result.message());
  }

  /** A visit of a step, as the panel beside the diagram lists it. */
  record Visited(
      String id, String where, Badge badge, Moment started, String took, String message) {

    static Visited of(RunVisit visit, RunReport report, Wording words, Instant now) {
      return new Visited(
          visit.id(),
          RunNews.where(visit, report),
          switch (visit.state()) {
            case ACTIVE -> new Badge("run", "running");
            case DONE -> new Badge("ok", "done");
            case FAILED -> new Badge("bad", "failed");
            case CANCELLED -> new Badge("idle", "cancelled");
          },
          words.moment(visit.startedAt()),
          visit.isActive() ? null : span(visit.duration(now)),
          visit.message());
    }
  }
}
