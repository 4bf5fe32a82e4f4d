package org.drydock.web.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.drydock.engine.Processes;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.notification.Delivery;
import org.drydock.notification.Notifications;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.DistributionResults;
import org.drydock.servicing.Runs;
import org.drydock.site.NodeState;
import org.drydock.site.Nodes;
import org.drydock.update.ContentKeeper;
import org.drydock.update.Download;
import org.drydock.update.SourceWatch;
import org.drydock.update.UpdateDownloads;
import org.drydock.web.console.DashboardPage.Warning;
import org.springframework.stereotype.Component;

/** Collects from the services what somebody should look after. */
@Component
class Warnings {

  /** The copy of an image and, at worst, a second one of the same size, which is exported. */
  private static final int COPIES = 2;

  private static final int LATEST_DELIVERIES = 20;
  private static final String UPDATES = "/updates";
  private static final String QUARANTINED = "quarantined";

  private final Runs runs;
  private final Processes processes;
  private final ServicingSchedules schedules;
  private final Nodes nodes;
  private final ImageLibrary images;
  private final DistributionResults distributions;
  private final Hosts hosts;
  private final SourceWatch sources;
  private final ContentKeeper content;
  private final UpdateDownloads downloads;
  private final Notifications notifications;

  Warnings(
      Runs runs,
      Processes processes,
      ServicingSchedules schedules,
      Nodes nodes,
      ImageLibrary images,
      DistributionResults distributions,
      Hosts hosts,
      SourceWatch sources,
      ContentKeeper content,
      UpdateDownloads downloads,
      Notifications notifications) {
    this.runs = runs;
    this.processes = processes;
    this.schedules = schedules;
    this.nodes = nodes;
    this.images = images;
    this.distributions = distributions;
    this.hosts = hosts;
    this.sources = sources;
    this.content = content;
    this.downloads = downloads;
    this.notifications = notifications;
  }

  /** The gravest first. */
  List<Warning> all(ImageNames.Names names) {
    List<Warning> warnings = new ArrayList<>();
    incidents(warnings);
    lostHosts(warnings);
    fullDrive(warnings);
    stoppedSchedules(warnings);
    failedDistributions(warnings, names);
    failedImports(warnings);
    sources
        .concerns()
        .forEach(
            concern -> warnings.add(new Warning("warn", concern, new Link("Updates", UPDATES))));
    damagedContent(warnings);
    failedDownloads(warnings);
    notificationsGivenUp(warnings);
    warnings.sort(Comparator.comparing(Warning::tone)); // bad before warn
    return warnings;
  }

  private void incidents(List<Warning> warnings) {
    runs.active()
        .forEach(
            run ->
                processes
                    .incident(run.processInstanceId())
                    .ifPresent(
                        reason ->
                            warnings.add(
                                new Warning(
                                    "bad",
                                    "Run #" + run.runNumber() + " is stuck: " + reason,
                                    Link.toRun(run.runNumber())))));
  }

  private void lostHosts(List<Warning> warnings) {
    nodes.all().stream()
        .filter(node -> node.state() == NodeState.LOST)
        .forEach(
            node ->
                warnings.add(
                    new Warning(
                        "bad",
                        "Host "
                            + node.name()
                            + " is lost: it has given no sign of life. Its DISM commands may go on.",
                        new Link("Hosts", "/hosts"))));
  }

  private void fullDrive(List<Warning> warnings) {
    Optional<ImageVersion> largest =
        images.all().stream()
            .filter(image -> image.state() == ImageState.READY)
            .map(this::current)
            .filter(Objects::nonNull)
            .max(Comparator.comparingLong(ImageVersion::size));
    long free = hosts.freeRoom();
    largest
        .filter(version -> free < COPIES * version.size())
        .ifPresent(
            version ->
                warnings.add(
                    new Warning(
                        "bad",
                        "The servicing drive of host %s is nearly full: %s free; servicing %s can take more than %s."
                            .formatted(
                                nodes.self(),
                                Wording.size(free),
                                version.imageId(),
                                Wording.size(COPIES * version.size())),
                        new Link("Settings", "/settings"))));
  }

  private ImageVersion current(OsImage image) {
    return images.versions(image.id()).stream()
        .filter(version -> Objects.equals(version.version(), image.currentVersion()))
        .findFirst()
        .orElse(null); // removed just now
  }

  private void stoppedSchedules(List<Warning> warnings) {
    for (ServicingSchedule schedule : schedules.all()) {
      String label = schedule.label();
      if (schedule.state() == ScheduleState.STOPPED) {
        warnings.add(
            new Warning(
                "warn", label + " is stopped and will not run again.", Schedules.link(schedule)));
      } else if (schedule.state() == ScheduleState.DISABLED) {
        String reason = schedule.reason() == null ? "it failed too often." : schedule.reason();
        warnings.add(
            new Warning("bad", label + " is disabled: " + reason, Schedules.link(schedule)));
      }
    }
  }

  private void damagedContent(List<Warning> warnings) {
    content.files().stream()
        .filter(file -> file.state().equals(QUARANTINED) && file.needed())
        .forEach(
            file ->
                warnings.add(
                    new Warning(
                        "bad",
                        "The update file %s is damaged and was put aside: %s"
                            .formatted(file.fileName(), Objects.toString(file.note(), "")),
                        new Link("Updates", UPDATES))));
  }

  private void failedDownloads(List<Warning> warnings) {
    downloads.all().stream()
        .filter(download -> download.state() == Download.State.FAILED)
        .forEach(
            download ->
                warnings.add(
                    new Warning(
                        "warn",
                        "The download of %s failed: %s"
                            .formatted(download.fileName(), download.error()),
                        new Link("Updates", UPDATES))));
  }

  /** Only among the latest: what is long past is of no use to anybody. */
  private void notificationsGivenUp(List<Warning> warnings) {
    notifications.deliveries(null, LATEST_DELIVERIES).stream()
        .filter(delivery -> delivery.state() == Delivery.State.FAILED)
        .collect(Collectors.toMap(Delivery::targetId, delivery -> delivery, (last, old) -> last))
        .values()
        .forEach(
            delivery ->
                warnings.add(
                    new Warning(
                        "warn",
                        "A notification to %s was given up: %s"
                            .formatted(delivery.targetName(), delivery.message()),
                        new Link("Settings", "/settings"))));
  }

  private void failedDistributions(List<Warning> warnings, ImageNames.Names names) {
    distributions.latest().stream()
        .filter(latest -> !latest.result().successful())
        .forEach(
            latest ->
                warnings.add(
                    new Warning(
                        "warn",
                        "%s, version %d did not reach distribution point %s: %s"
                            .formatted(
                                names.link(latest.imageId()).text(),
                                latest.version(),
                                latest.result().distributionPoint(),
                                latest.result().message()),
                        new Link("Distribution", "/distribution-points"))));
  }

  private void failedImports(List<Warning> warnings) {
    images.all().stream()
        .filter(image -> image.state() == ImageState.FAILED)
        .forEach(
            image ->
                warnings.add(
                    new Warning(
                        "warn",
                        "The import of %s failed: %s".formatted(image.name(), image.stateMessage()),
                        new Link("Image " + image.id(), "/images/" + image.id()))));
  }
}
