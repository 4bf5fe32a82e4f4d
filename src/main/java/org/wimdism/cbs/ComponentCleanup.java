package org.wimdism.cbs;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.Entry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/**
 * Removes superseded versions of components from the component store. With a reset of the base all
 * of them go; without it only those that packages brought which are superseded themselves, so that
 * the packages in force can still be uninstalled.
 */
public final class ComponentCleanup {

  private static final String PENDING = ComponentStore.FOLDER + "/pending.xml";
  private static final String STORE = "windows/winsxs/";

  private final MountedImage image;
  private final ComponentStore store;
  private final Clock clock;
  private final Consumer<String> detail;

  public ComponentCleanup(MountedImage image, Clock clock, Consumer<String> detail) {
    this.image = image;
    this.store = new ComponentStore(image);
    this.clock = clock;
    this.detail = detail;
  }

  /** Throws where operations wait for Windows' next start. */
  public static void requireNothingPending(MountedImage image) {
    if (image.find(PENDING).isPresent()) {
      throw Fault.PENDING_OPERATIONS.with(
          "The image has "
              + PENDING
              + ": changes wait for the next start of Windows. Clean up before optional components"
              + " and .NET updates are added, or begin again with the original image.");
    }
  }

  public void run(boolean resetBase, Progress progress) {
    requireNothingPending(image);
    try (ChangeSet changes = image.begin();
        Hives hives = Hives.changing(changes)) {
      List<Identity> superseded = superseded();
      if (!resetBase) {
        Set<String> replaceable = ofSupersededPackagesOnly(hives);
        superseded.removeIf(component -> !replaceable.contains(KeyForm.of(component)));
      }
      ComponentRecords records = ComponentRecords.of(changes, hives);
      int done = 0;
      for (Identity component : superseded) {
        remove(component, changes, records);
        progress.percent(100.0 * ++done / superseded.size());
      }
      if (resetBase) {
        new PackageRecords(hives.get(Hives.Name.SOFTWARE)).reset(clock.instant());
      }
      if (resetBase || (records.kept() && !superseded.isEmpty())) {
        hives.write();
      }
      changes.commit();
      progress.percent(100);
    }
  }

  /** All versions below the highest of each component. */
  private List<Identity> superseded() {
    List<Identity> superseded = new ArrayList<>();
    for (List<String> alike : likeNamed()) {
      List<Identity> versions =
          alike.stream()
              .map(store::read)
              .flatMap(Optional::stream)
              .map(ComponentManifest::identity)
              .toList();
      for (Identity version : versions) {
        boolean newer =
            versions.stream()
                .anyMatch(
                    other ->
                        other.sameComponent(version)
                            && other.version().compareTo(version.version()) > 0);
        if (newer) {
          superseded.add(version);
        }
      }
    }
    return superseded;
  }

  /**
   * Key forms that differ in nothing but version and pseudokey. Versions of one component are
   * always alike in this way; what is alike need not be one component.
   */
  private Collection<List<String>> likeNamed() {
    Map<String, List<String>> groups =
        store.names().stream().collect(Collectors.groupingBy(ComponentCleanup::withoutVersion));
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  private static String withoutVersion(String keyForm) {
    String[] parts = keyForm.split("_");
    if (parts.length < 6) {
      return keyForm;
    }
    parts[parts.length - 1] = "";
    parts[parts.length - 3] = "";
    return String.join("_", parts);
  }

  private Set<String> ofSupersededPackagesOnly(Hives hives) {
    Map<Boolean, List<Identity>> bySuperseded =
        new PackageRecords(hives.get(Hives.Name.SOFTWARE))
            .all().stream()
                .collect(
                    Collectors.partitioningBy(
                        each -> each.state() == PackageState.SUPERSEDED,
                        Collectors.mapping(InstalledPackage::identity, Collectors.toList())));
    PackageFolder folder = new PackageFolder(image);
    Set<String> only = PackageComponents.of(bySuperseded.get(true), folder, store);
    only.removeAll(PackageComponents.of(bySuperseded.get(false), folder, store));
    return only;
  }

  private void remove(Identity component, ChangeSet changes, ComponentRecords records) {
    String folder = ComponentStore.folderOf(component);
    Optional<String> used = usedFile(folder);
    if (used.isPresent()) {
      detail.accept(component + " stays: " + used.get() + " is still in use.");
      return;
    }
    changes.delete(folder);
    changes.delete(ComponentStore.manifestOf(component));
    records.remove(component);
    detail.accept(component + " is removed: a newer version is in the store.");
  }

  /** A file below the folder that has a link outside the store. */
  private Optional<String> usedFile(String folder) {
    for (Entry entry : image.list(folder)) {
      Optional<String> used =
          entry.directory()
              ? usedFile(entry.path())
              : image.linksOf(entry.path()).stream()
                  .filter(link -> !link.toLowerCase(Locale.ROOT).startsWith(STORE))
                  .findFirst();
      if (used.isPresent()) {
        return used;
      }
    }
    return Optional.empty();
  }
}
