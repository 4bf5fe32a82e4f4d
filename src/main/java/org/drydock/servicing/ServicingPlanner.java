package org.drydock.servicing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.dism.Dism;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.servicing.ServicingPlan.AddedUpdate;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.ServicingPlan.ReplacedUpdate;
import org.drydock.update.Checkpoints;
import org.drydock.update.ImageFacts;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.Supersedence;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateOrder;
import org.springframework.stereotype.Component;

/** Turns a request into a plan, or says why that cannot be done. */
@Component
public class ServicingPlanner {

  private final ImageLibrary images;
  private final UpdateCatalog updates;
  private final Dism dism;
  private final ImageApplicability applicability;
  private final NewerUpdates newer;
  private final CarriedUpdates carried;
  private final RunDurations durations;

  ServicingPlanner(
      ImageLibrary images,
      UpdateCatalog updates,
      Dism dism,
      ImageApplicability applicability,
      NewerUpdates newer,
      CarriedUpdates carried,
      RunDurations durations) {
    this.images = images;
    this.updates = updates;
    this.dism = dism;
    this.applicability = applicability;
    this.newer = newer;
    this.carried = carried;
    this.durations = durations;
  }

  /**
   * @throws org.drydock.site.BadInput when the request is incomplete
   * @throws org.drydock.site.NotFound when the image or an update does not exist
   * @throws org.drydock.site.Conflict when the image does not allow it
   */
  public ServicingPlan plan(ServicingRequest request) {
    OsImage image = images.requireReady(request.imageId());
    int version = baseVersion(request, image);
    List<SoftwareUpdate> picks = picked(request);
    List<AddedUpdate> added = new ArrayList<>();
    Map<Integer, ImageFacts> indexes = facts(image.id(), version);
    refuseCleanUp(request, image, indexes);
    NewerUpdates.Picks newest =
        newer.replace(picks, List.copyOf(indexes.values()), request.replaceSuperseded());
    picks = newest.picks();
    added.addAll(newest.added());
    if (request.base() == Base.ORIGINAL) {
      picks = withCarried(picks, carried.since(image, version), image.currentVersion(), added);
    }
    Supersedence.Picks resolved = Supersedence.resolve(picks, dism.understandsDeltas());
    List<ApplyUnit> units = units(resolved.kept(), List.copyOf(indexes.values()), added);
    UpdateOrder.Phases phases = UpdateOrder.phases(units.stream().map(ApplyUnit::target).toList());
    return new ServicingPlan(
        image.id(),
        version,
        List.copyOf(indexes.keySet()),
        planned(phases.first(), units),
        planned(phases.afterCleanup(), units),
        Stream.concat(
                newest.replaced().stream(),
                resolved.replaced().stream().map(ServicingPlanner::replaced))
            .toList(),
        added,
        newest.outdated(),
        request.compactImage(),
        RoomEstimate.bytes(
            images.version(image.id(), version).size(),
            units.stream().mapToLong(ApplyUnit::bytes).sum(),
            request.removeSupersededUpdates()),
        durations.expected(image.id()).map(Duration::toSeconds).orElse(null));
  }

  /**
   * Says what stands against a request whose updates are not known yet.
   *
   * @throws org.drydock.site.NotFound when the image does not exist
   * @throws org.drydock.site.Conflict when the image does not allow it
   */
  public void checkImage(ServicingRequest request) {
    OsImage image = images.requireReady(request.imageId());
    refuseCleanUp(request, image, facts(image.id(), baseVersion(request, image)));
  }

  private int baseVersion(ServicingRequest request, OsImage image) {
    return request.base() == Base.ORIGINAL
        ? images.versions(image.id()).get(0).version()
        : image.currentVersion();
  }

  /** An update and the checkpoints that are applied with it. */
  private record ApplyUnit(SoftwareUpdate target, List<SoftwareUpdate> checkpoints) {

    long bytes() {
      return Stream.concat(checkpoints.stream(), Stream.of(target))
          .mapToLong(update -> update.binary().size())
          .sum();
    }
  }

  private Map<Integer, ImageFacts> facts(String imageId, int version) {
    Map<Integer, ImageFacts> facts = new TreeMap<>();
    images
        .indexes(imageId, version)
        .forEach(
            index ->
                facts.put(index.index(), applicability.facts(imageId, version, index.index())));
    return facts;
  }

  private static void refuseCleanUp(
      ServicingRequest request, OsImage image, Map<Integer, ImageFacts> indexes) {
    if (!request.removeSupersededUpdates()) {
      return;
    }
    if (indexes.size() > 1) {
      throw new CleanUpNotPossibleException(
          "Superseded updates cannot be removed from image "
              + image.id()
              + ": it has "
              + indexes.size()
              + " indexes, and that is possible only with one. Service it without"
              + " removeSupersededUpdates, or import a single index of it as an image of its own.");
    }
    indexes.forEach((index, facts) -> refuseCleanUpOfPending(request, image, index, facts));
  }

  /** DISM would answer 0x800f0806 after all updates had been applied. */
  private static void refuseCleanUpOfPending(
      ServicingRequest request, OsImage image, int index, ImageFacts facts) {
    facts.pending().stream()
        .findFirst()
        .ifPresent(
            pending -> {
              throw new CleanUpNotPossibleException(
                  "Superseded updates cannot be removed from image "
                      + image.id()
                      + ": index "
                      + index
                      + " has pending operations ("
                      + pending
                      + "), with which DISM refuses to clean up (0x800f0806). "
                      + (request.base() == Base.ORIGINAL
                          ? "Import an image without pending operations."
                          : "Start from the original (base: original), which applies again what the"
                              + " current version has."));
            });
  }

  private List<SoftwareUpdate> picked(ServicingRequest request) {
    List<String> ids = request.updateIds().stream().distinct().toList();
    if (ids.isEmpty()) {
      throw new ServicingRequestException(
          "No updates were picked for image "
              + request.imageId()
              + ". Name at least one update id; the list of applicable updates shows them.");
    }
    return ids.stream().map(updates::require).toList();
  }

  private static List<SoftwareUpdate> withCarried(
      List<SoftwareUpdate> picks,
      List<SoftwareUpdate> carried,
      int currentVersion,
      List<AddedUpdate> added) {
    List<SoftwareUpdate> all = new ArrayList<>(picks);
    for (SoftwareUpdate update : carried) {
      if (picks.stream().noneMatch(pick -> pick.id().equals(update.id()))) {
        all.add(update);
        added.add(
            new AddedUpdate(
                update.id(),
                update.label()
                    + " is applied again: version "
                    + currentVersion
                    + " has it, and the run starts from the original."));
      }
    }
    return all;
  }

  /** A checkpoint is part of the update that needs it, and no command of its own. */
  private List<ApplyUnit> units(
      List<SoftwareUpdate> kept, List<ImageFacts> indexes, List<AddedUpdate> added) {
    List<SoftwareUpdate> known = updates.all();
    List<ApplyUnit> units =
        kept.stream()
            .map(target -> new ApplyUnit(target, Checkpoints.before(target, known, indexes)))
            .toList();
    Set<String> members =
        units.stream()
            .flatMap(unit -> unit.checkpoints().stream())
            .map(SoftwareUpdate::id)
            .collect(Collectors.toSet());
    for (ApplyUnit unit : units) {
      for (SoftwareUpdate checkpoint : unit.checkpoints()) {
        if (kept.stream().noneMatch(pick -> pick.id().equals(checkpoint.id()))) {
          added.add(
              new AddedUpdate(
                  checkpoint.id(),
                  checkpoint.label()
                      + " is added: it is the checkpoint that "
                      + unit.target().label()
                      + " builds on, and the image lacks it."));
        }
      }
    }
    return units.stream().filter(unit -> !members.contains(unit.target().id())).toList();
  }

  private static List<PlannedUpdate> planned(List<SoftwareUpdate> phase, List<ApplyUnit> units) {
    return phase.stream()
        .map(
            target ->
                units.stream()
                    .filter(unit -> unit.target().id().equals(target.id()))
                    .map(unit -> planned(target, unit.checkpoints()))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static PlannedUpdate planned(SoftwareUpdate update, List<SoftwareUpdate> checkpoints) {
    return new PlannedUpdate(
        update.id(),
        update.kb(),
        update.title(),
        update.binary().stagedName(),
        update.binary().sha256(),
        update.binary().size(),
        update.binary().container().name(),
        checkpoints.stream()
            .map(checkpoint -> beside(update, planned(checkpoint, List.of())))
            .toList());
  }

  /** Their files lie in one folder. */
  private static PlannedUpdate beside(SoftwareUpdate update, PlannedUpdate checkpoint) {
    return checkpoint.fileName().equalsIgnoreCase(update.binary().stagedName())
        ? checkpoint.named(checkpoint.updateId() + "-" + checkpoint.fileName())
        : checkpoint;
  }

  private static ReplacedUpdate replaced(Supersedence.Replaced replaced) {
    return new ReplacedUpdate(replaced.old().id(), replaced.by().id(), replaced.reason());
  }
}
