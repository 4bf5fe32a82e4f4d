package org.drydock.servicing;

import java.util.List;
import org.drydock.dism.Dism;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.ServicingPlan.ReplacedUpdate;
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

  ServicingPlanner(ImageLibrary images, UpdateCatalog updates, Dism dism) {
    this.images = images;
    this.updates = updates;
    this.dism = dism;
  }

  /**
   * @throws org.drydock.site.BadInput when the request is incomplete
   * @throws org.drydock.site.NotFound when the image or an update does not exist
   * @throws org.drydock.site.Conflict when the image does not allow it
   */
  public ServicingPlan plan(ServicingRequest request) {
    OsImage image = images.requireReady(request.imageId());
    int version =
        request.base() == Base.ORIGINAL
            ? images.versions(image.id()).get(0).version()
            : image.currentVersion();
    List<Integer> indexes =
        images.indexes(image.id(), version).stream().map(ImageIndex::index).toList();
    refuseCleanUpOfSeveralIndexes(request, image, indexes);
    Supersedence.Picks picks = Supersedence.resolve(picked(request), dism.understandsDeltas());
    UpdateOrder.Phases phases = UpdateOrder.phases(picks.kept());
    return new ServicingPlan(
        image.id(),
        version,
        indexes,
        phases.first().stream().map(ServicingPlanner::planned).toList(),
        phases.afterCleanup().stream().map(ServicingPlanner::planned).toList(),
        picks.replaced().stream().map(ServicingPlanner::replaced).toList(),
        request.compactImage(),
        RoomEstimate.bytes(
            images.version(image.id(), version).size(),
            picks.kept().stream().mapToLong(update -> update.binary().size()).sum(),
            request.removeSupersededUpdates()));
  }

  /**
   * Says what stands against a request whose updates are not known yet.
   *
   * @throws org.drydock.site.NotFound when the image does not exist
   * @throws org.drydock.site.Conflict when the image does not allow it
   */
  public void checkImage(ServicingRequest request) {
    OsImage image = images.requireReady(request.imageId());
    List<Integer> indexes =
        images.indexes(image.id(), image.currentVersion()).stream().map(ImageIndex::index).toList();
    refuseCleanUpOfSeveralIndexes(request, image, indexes);
  }

  private static void refuseCleanUpOfSeveralIndexes(
      ServicingRequest request, OsImage image, List<Integer> indexes) {
    if (request.removeSupersededUpdates() && indexes.size() > 1) {
      throw new ServicingNotPossibleException(
          "Superseded updates cannot be removed from image "
              + image.id()
              + ": it has "
              + indexes.size()
              + " indexes, and that is possible only with one. Service it without"
              + " removeSupersededUpdates, or import a single index of it as an image of its own.");
    }
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

  private static PlannedUpdate planned(SoftwareUpdate update) {
    return new PlannedUpdate(
        update.id(),
        update.kb(),
        update.title(),
        update.binary().stagedName(),
        update.binary().sha256(),
        update.binary().size(),
        update.binary().container().name());
  }

  private static ReplacedUpdate replaced(Supersedence.Replaced replaced) {
    return new ReplacedUpdate(replaced.old().id(), replaced.by().id(), replaced.reason());
  }
}
