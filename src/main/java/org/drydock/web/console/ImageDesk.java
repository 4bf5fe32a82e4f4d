package org.drydock.web.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.ImageVersion;
import org.drydock.image.InstalledPackage;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ScheduledUpdates;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Runs;
import org.drydock.servicing.UpdateResult;
import org.drydock.servicing.UpdateResults;
import org.drydock.web.console.ImagePage.Cell;
import org.drydock.web.console.ImagePage.Fact;
import org.drydock.web.console.ImagePage.IndexContent;
import org.drydock.web.console.ImagePage.Installed;
import org.drydock.web.console.ImagePage.Matrix;
import org.drydock.web.console.ImagePage.MatrixRow;
import org.drydock.web.console.ImagePage.Planned;
import org.drydock.web.console.ImagePage.Tab;
import org.drydock.web.console.ImagePage.VersionRow;
import org.drydock.web.console.ImagePage.Versions;
import org.springframework.stereotype.Component;

/** Puts the page of an image together, one tab at a time. */
@Component
class ImageDesk {

  private static final List<Tab> TABS =
      List.of(
          new Tab("status", "Update status"),
          new Tab("installed", "Installed updates"),
          new Tab("servicing", "Servicing"),
          new Tab("versions", "Versions"),
          new Tab("runs", "Runs"));

  private final ImageLibrary images;
  private final ScheduledUpdates scheduled;
  private final ServicingSchedules schedules;
  private final Runs runs;
  private final UpdateResults results;
  private final UpdateNames updates;
  private final ImageNames imageNames;

  ImageDesk(
      ImageLibrary images,
      ScheduledUpdates scheduled,
      ServicingSchedules schedules,
      Runs runs,
      UpdateResults results,
      UpdateNames updates,
      ImageNames imageNames) {
    this.images = images;
    this.scheduled = scheduled;
    this.schedules = schedules;
    this.runs = runs;
    this.results = results;
    this.updates = updates;
    this.imageNames = imageNames;
  }

  /**
   * @param tab the name of a tab; the first one for anything else
   */
  ImagePage page(String id, String tab, Wording words) {
    OsImage image = images.require(id);
    List<ImageVersion> versions = images.versions(id);
    ImageVersion current = Images.current(image, versions);
    List<ImageIndex> indexes = current == null ? List.of() : images.indexes(id, current.version());
    ScheduledUpdates.Status status = scheduled.of(id);
    String open = TABS.stream().anyMatch(known -> known.name().equals(tab)) ? tab : "status";
    return new ImagePage(
        id,
        image.name(),
        image.kind() == ImageKind.IMAGE ? "OS image" : "OS upgrade package",
        image.state() == ImageState.READY,
        Images.state(image.state()),
        image.stateMessage(),
        facts(image, current, indexes),
        Badge.ofLabel(status.status()),
        words.moment(status.date()),
        runs.latestOf(id)
            .filter(run -> !run.status().isFinal())
            .map(run -> Link.toRun(run.runNumber()))
            .orElse(null),
        open,
        TABS,
        open.equals("status") ? matrix(id, indexes) : null,
        open.equals("installed") ? installed(id, current, indexes) : null,
        open.equals("servicing") ? servicing(id, words) : null,
        open.equals("versions") ? versions(versions, current, words) : null,
        open.equals("runs") ? runRows(id, words) : null);
  }

  private static List<Fact> facts(OsImage image, ImageVersion current, List<ImageIndex> indexes) {
    if (current == null) {
      return List.of();
    }
    return List.of(
        new Fact("version", Integer.toString(current.version())),
        new Fact("build", Images.builds(indexes)),
        new Fact("architecture", Images.distinct(indexes.stream().map(ImageIndex::architecture))),
        new Fact("languages", Images.languages(indexes)),
        new Fact("indexes", Integer.toString(indexes.size())),
        new Fact("size", Wording.size(current.size())));
  }

  private Matrix matrix(String id, List<ImageIndex> indexes) {
    Map<String, List<UpdateResults.OfRun>> byUpdate = new LinkedHashMap<>();
    results
        .latestOf(id)
        .forEach(
            found ->
                byUpdate
                    .computeIfAbsent(found.result().updateId(), key -> new ArrayList<>())
                    .add(found));
    List<MatrixRow> rows =
        byUpdate.entrySet().stream()
            .map(entry -> matrixRow(entry.getKey(), entry.getValue(), indexes))
            .toList();
    return new Matrix(indexes.stream().map(ImageDesk::title).toList(), rows);
  }

  private MatrixRow matrixRow(
      String update, List<UpdateResults.OfRun> found, List<ImageIndex> indexes) {
    List<Cell> cells = new ArrayList<>();
    for (ImageIndex index : indexes) {
      cells.add(
          found.stream()
              .filter(one -> one.result().index() == index.index())
              .findFirst()
              .map(one -> new Cell(Badge.of(one.result().state()), Link.toRun(one.run())))
              .orElse(null));
    }
    return new MatrixRow(
        updates.link(update),
        updates.title(update),
        cells,
        found.stream().flatMap(one -> why(one.result()).stream()).distinct().toList());
  }

  private static Optional<String> why(UpdateResult result) {
    boolean well =
        result.state() == UpdateResult.State.APPLIED
            || result.state() == UpdateResult.State.INSTALLED;
    if (well || result.message() == null) {
      return Optional.empty();
    }
    return Optional.of(
        "Index "
            + result.index()
            + ": "
            + (result.code() == null || result.message().contains(result.code())
                ? ""
                : result.code() + ": ")
            + result.message());
  }

  private List<IndexContent> installed(String id, ImageVersion current, List<ImageIndex> indexes) {
    if (current == null) {
      return List.of();
    }
    List<InstalledPackage> packages = images.installedPackages(id, current.version());
    return indexes.stream()
        .map(
            index ->
                new IndexContent(
                    title(index),
                    String.join(
                        " · ",
                        List.of(
                            String.valueOf(index.version()),
                            String.valueOf(index.edition()),
                            String.join(", ", index.languages()))),
                    packages.stream()
                        .filter(installed -> installed.index() == index.index())
                        .map(ImageDesk::installed)
                        .toList()))
        .toList();
  }

  private static Installed installed(InstalledPackage installed) {
    String state = installed.state() == null ? "unknown" : installed.state();
    String tone =
        switch (state) {
          case "Installed" -> "ok";
          case "Install Pending", "Uninstall Pending" -> "warn";
          default -> "idle";
        };
    return new Installed(
        installed.identity(),
        new Badge(tone, state),
        installed.releaseType(),
        installed.installTime());
  }

  private List<Planned> servicing(String id, Wording words) {
    return schedules.all().stream()
        .filter(schedule -> schedule.images().contains(id))
        .filter(schedule -> schedule.state() != ScheduleState.FINISHED)
        .map(schedule -> planned(schedule, words))
        .toList();
  }

  private Planned planned(ServicingSchedule schedule, Wording words) {
    return new Planned(
        Schedules.link(schedule),
        Schedules.badge(schedule),
        words.date(schedule.startAt()),
        Schedules.recurrence(schedule),
        Schedules.options(schedule),
        schedule.updates().stream().map(updates::line).toList());
  }

  private Versions versions(List<ImageVersion> versions, ImageVersion current, Wording words) {
    List<VersionRow> rows =
        new ArrayList<>(
            versions.stream().map(version -> versionRow(version, current, words)).toList());
    ImagePage.Chart chart = SizeChart.of(versions, rows);
    Collections.reverse(rows);
    return new Versions(rows, chart);
  }

  private VersionRow versionRow(ImageVersion version, ImageVersion current, Wording words) {
    return new VersionRow(
        version.version(),
        version.equals(current),
        version.keep(),
        version.experimental(),
        Wording.size(version.size()),
        Images.builds(images.indexes(version.imageId(), version.version())),
        words.moment(version.createdAt()),
        version.runNumber() == null ? null : Link.toRun(version.runNumber()),
        version.sha256(),
        "/api/v1/images/" + version.imageId() + "/versions/" + version.version() + "/file");
  }

  private List<RunRow> runRows(String id, Wording words) {
    ImageNames.Names names = imageNames.all();
    return runs.list(id, null).stream().map(run -> RunRow.of(run, names, words)).toList();
  }

  private static String title(ImageIndex index) {
    return index.name() == null ? "Index " + index.index() : index.index() + " · " + index.name();
  }
}
