package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.wimdism.cbs.ComponentEffects.PlacedFile;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/**
 * Removes one package from an image, wholly or not at all: of each component it brought the highest
 * version that remains in the store comes back, and what none of them has goes.
 */
public final class PackageRemoval {

  private final MountedImage image;
  private final ScratchFolder scratch;
  private final Consumer<String> detail;

  public PackageRemoval(MountedImage image, ScratchFolder scratch, Consumer<String> detail) {
    this.image = image;
    this.scratch = scratch;
    this.detail = detail;
  }

  /** The identity of the package in a cabinet. */
  public static String nameOf(Path cabinet, ScratchFolder scratch) {
    PackageFile file = PackageFile.open(cabinet, scratch.path());
    if (file.isMsu()) {
      throw Fault.NOT_SUPPORTED.with(
          cabinet.getFileName()
              + " is an .msu: /Remove-Package takes cabinets only. Name the package with"
              + " /PackageName; /Get-Packages lists the names.");
    }
    return file.identity().toString();
  }

  /**
   * Removes the package.
   *
   * @param name its identity, as /Get-Packages lists it
   */
  public void remove(String name, Progress progress) {
    ComponentCleanup.requireNothingPending(image);
    try (ChangeSet changes = image.begin();
        ServicedImage serviced = ServicedImage.changing(image, changes)) {
      RemovalPlan plan = RemovalPlanner.plan(name, serviced);
      Leftovers leftovers = new Leftovers(serviced, changes, detail);
      List<ComponentManifest> outgoing = takeOut(plan.components(), serviced);
      outgoing.forEach(leftovers::of);
      int done = 0;
      List<ComponentManifest> next = next(outgoing, serviced);
      for (ComponentManifest component : next) {
        bringBack(component, serviced, changes);
        progress.percent(100.0 * ++done / (next.size() + 1));
      }
      leftovers.remove().forEach(PackageRemoval::refuseUnsure);
      plan.components().forEach(each -> deleteFromStore(each.identity(), serviced, changes));
      forget(plan, serviced, changes);
      serviced.hives().write();
      changes.commit();
      progress.percent(100);
    }
  }

  /** Takes the components out of the store; those of them that were in force are returned. */
  private List<ComponentManifest> takeOut(
      List<ComponentManifest> components, ServicedImage serviced) {
    ComponentStore store = serviced.store();
    List<ComponentManifest> outgoing =
        components.stream().filter(each -> !store.hasNewer(each.identity())).toList();
    outgoing.forEach(each -> effects(each, serviced));
    components.forEach(each -> store.remove(each.identity()));
    return outgoing;
  }

  private static List<ComponentManifest> next(
      List<ComponentManifest> outgoing, ServicedImage serviced) {
    Map<String, ComponentManifest> next = new TreeMap<>();
    for (ComponentManifest each : outgoing) {
      serviced
          .store()
          .inForce(each.identity())
          .ifPresent(found -> next.put(KeyForm.of(found.identity()), found));
    }
    return List.copyOf(next.values());
  }

  private void bringBack(ComponentManifest component, ServicedImage serviced, ChangeSet changes) {
    ComponentEffects effects = effects(component, serviced);
    for (PlacedFile placed : effects.files()) {
      placed
          .destination()
          .ifPresent(path -> link(component.identity(), placed.file(), path, changes));
    }
    effects.directories().forEach(changes::makeDirectory);
    effects.registry().forEach(change -> change.applyTo(serviced.hives()));
    detail.accept(component.identity() + " is in force again.");
  }

  /** Makes the destination a hard link of the stored file, beside the links that one has. */
  private void link(Identity component, PayloadFile file, String destination, ChangeSet changes) {
    String stored = ComponentStore.folderOf(component) + "/" + file.name();
    List<String> paths = new ArrayList<>(changes.linksOf(stored));
    if (paths.isEmpty()) {
      throw Fault.SOURCE_NOT_FOUND.with(
          "The component store lacks "
              + stored
              + ", which would be needed again. Nothing was changed.");
    }
    paths.add(destination);
    try {
      Path copy = Files.createTempDirectory(scratch.path(), "stored").resolve("file");
      image.extract(stored, copy);
      if (!Arrays.equals(Digests.of(file.algorithm(), copy), file.digest())) {
        throw Fault.HASH_MISMATCH.with(
            stored
                + " is not the file that its manifest describes, and it would be needed again."
                + " Nothing was changed.");
      }
      changes.put(copy, paths);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseUnsure(String what) {
    throw Fault.NOT_SUPPORTED.with(
        what
            + " would have to go if no other component has it, but wimdism cannot read all manifests"
            + " of the component store, so it does not remove the package. Use DISM.exe on"
            + " Windows.");
  }

  private static void deleteFromStore(
      Identity component, ServicedImage serviced, ChangeSet changes) {
    changes.delete(ComponentStore.folderOf(component));
    changes.delete(ComponentStore.manifestOf(component));
    serviced.components().remove(component);
  }

  private void forget(RemovalPlan plan, ServicedImage serviced, ChangeSet changes) {
    PackageRecords records = serviced.packages();
    for (Identity gone : plan.going()) {
      changes.delete(PackageFolder.manifestOf(gone));
      changes.delete(PackageFolder.catalogueOf(gone));
      records.remove(gone);
      detail.accept(gone + " is removed.");
    }
    for (Identity back : plan.returning()) {
      PackageState state =
          serviced
              .folder()
              .manifest(back)
              .map(PackageState::installed)
              .orElse(PackageState.INSTALLED);
      records.mark(back, state);
      detail.accept(back + " is installed again.");
    }
  }

  private static ComponentEffects effects(ComponentManifest component, ServicedImage serviced) {
    try {
      return ComponentEffects.of(component, serviced.architecture());
    } catch (Unsupported e) {
      throw Fault.NOT_SUPPORTED.with(
          "wimdism can neither take back nor bring back \""
              + e.element()
              + "\" of "
              + component.identity()
              + ", so it does not remove the package. Use DISM.exe on Windows.");
    }
  }
}
