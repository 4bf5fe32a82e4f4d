package org.drydock.web.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduledUpdates;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStep;
import org.drydock.servicing.RunSteps;
import org.drydock.servicing.Runs;
import org.drydock.web.console.ImagesPage.ImportForm;
import org.drydock.web.console.ImagesPage.Mark;
import org.drydock.web.console.ImagesPage.Row;
import org.drydock.web.console.ImagesPage.Shelf;
import org.springframework.stereotype.Component;

/** Puts the lists of images together. */
@Component
class Images {

  private static final int LAST_RUNS = 8;

  private final ImageLibrary images;
  private final ScheduledUpdates scheduled;
  private final Runs runs;
  private final RunSteps steps;

  Images(ImageLibrary images, ScheduledUpdates scheduled, Runs runs, RunSteps steps) {
    this.images = images;
    this.scheduled = scheduled;
    this.runs = runs;
    this.steps = steps;
  }

  ImagesPage page(String filter, ImportForm form, Wording words) {
    return new ImagesPage(
        filter,
        List.of(
            shelf(
                "Operating system images",
                "No image yet. Import a .wim file below.",
                ImageKind.IMAGE,
                filter,
                words),
            shelf(
                "Operating system upgrade packages",
                "No upgrade package yet. Import an installation source folder below.",
                ImageKind.UPGRADE_PACKAGE,
                filter,
                words)),
        form);
  }

  private Shelf shelf(String title, String empty, ImageKind kind, String filter, Wording words) {
    List<Row> rows =
        images.all().stream()
            .filter(image -> image.kind() == kind)
            .map(image -> row(image, words))
            .filter(row -> matches(row, filter))
            .toList();
    return new Shelf(
        title, filter.isBlank() ? empty : "Nothing matches “" + filter.strip() + "”.", rows);
  }

  private static boolean matches(Row row, String filter) {
    String text =
        Stream.of(row.id(), row.name(), row.about(), row.build(), row.status().text())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    return Stream.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .allMatch(text::contains);
  }

  private Row row(OsImage image, Wording words) {
    List<ImageVersion> versions = images.versions(image.id());
    ImageVersion current = current(image, versions);
    List<ImageIndex> indexes =
        current == null ? List.of() : images.indexes(image.id(), current.version());
    ScheduledUpdates.Status status = scheduled.of(image.id());
    List<Run> last = runs.list(image.id(), null).stream().limit(LAST_RUNS).toList();
    return new Row(
        image.id(),
        image.name(),
        image.id() + (indexes.isEmpty() ? "" : " · " + languages(indexes)),
        state(image.state()),
        image.stateMessage(),
        current == null ? null : Integer.toString(current.version()),
        builds(indexes),
        distinct(indexes.stream().map(ImageIndex::architecture)),
        indexes.isEmpty() ? null : Integer.toString(indexes.size()),
        current == null ? null : Wording.size(current.size()),
        change(versions, current),
        words.moment(status.date()),
        Badge.ofLabel(status.status()),
        detail(last),
        marks(last));
  }

  static ImageVersion current(OsImage image, List<ImageVersion> versions) {
    return versions.stream()
        .filter(version -> Objects.equals(version.version(), image.currentVersion()))
        .findFirst()
        .orElse(null);
  }

  static Badge state(ImageState state) {
    return switch (state) {
      case IMPORTING -> new Badge("run", "Importing");
      case FAILED -> new Badge("bad", "Import failed");
      case READY -> null;
    };
  }

  /** Without the part that all of Windows 10 and 11 has. */
  static String builds(List<ImageIndex> indexes) {
    return distinct(
        indexes.stream()
            .map(ImageIndex::version)
            .filter(Objects::nonNull)
            .map(version -> version.startsWith("10.0.") ? version.substring(5) : version));
  }

  static String languages(List<ImageIndex> indexes) {
    return distinct(indexes.stream().flatMap(index -> index.languages().stream()));
  }

  static String distinct(Stream<String> words) {
    return words.filter(Objects::nonNull).distinct().collect(Collectors.joining(", "));
  }

  private static String change(List<ImageVersion> versions, ImageVersion current) {
    int place = versions.indexOf(current);
    if (place < 1) {
      return null;
    }
    long difference = current.size() - versions.get(place - 1).size();
    return difference == 0
        ? null
        : (difference > 0 ? "+" : "−") + Wording.size(Math.abs(difference)) + " by servicing";
  }

  private String detail(List<Run> last) {
    if (last.isEmpty()) {
      return null;
    }
    Run run = last.get(0);
    if (run.status().isFinal()) {
      return run.failureMessage();
    }
    return steps.of(run).stream()
        .filter(step -> step.state() == RunStep.State.ACTIVE)
        .reduce((first, second) -> second)
        .map(step -> step.name() + percent(step.progress()))
        .orElse(run.queueReason());
  }

  private static String percent(Double progress) {
    return progress == null ? "" : String.format(Locale.ROOT, ", %.0f %%", progress);
  }

  private static List<Mark> marks(List<Run> last) {
    List<Mark> marks = new ArrayList<>();
    last.forEach(
        run -> {
          Badge badge = Badge.of(run.status());
          marks.add(new Mark(badge.tone(), "Run #" + run.runNumber() + ": " + badge.text()));
        });
    Collections.reverse(marks);
    return marks;
  }
}
