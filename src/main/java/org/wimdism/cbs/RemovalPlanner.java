package org.wimdism.cbs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wimdism.cbs.ComponentManifest.Dependency;

/** Finds out whether a package can be removed, what goes with it and what is in force again. */
final class RemovalPlanner {

  private static final String STACK = "package_for_servicingstack";

  /** Packages of these release types are Windows itself. */
  private static final Set<String> OF_WINDOWS = Set.of("foundation", "product");

  private final ServicedImage serviced;
  private final List<InstalledPackage> all;
  private final List<InstalledPackage> going = new ArrayList<>();
  private final List<InstalledPackage> staying = new ArrayList<>();
  private final List<InstalledPackage> returning = new ArrayList<>();

  private RemovalPlanner(ServicedImage serviced) {
    this.serviced = serviced;
    this.all = serviced.packages().all();
  }

  /** Plans the removal of the package of that name. */
  static RemovalPlan plan(String name, ServicedImage serviced) {
    return new RemovalPlanner(serviced).plan(name);
  }

  private RemovalPlan plan(String name) {
    InstalledPackage target =
        all.stream()
            .filter(each -> each.identity().toString().equalsIgnoreCase(name))
            .filter(each -> each.state() != PackageState.ABSENT)
            .findFirst()
            .orElseThrow(
                () ->
                    Fault.UNKNOWN_PACKAGE.with(
                        "The image has no package "
                            + name
                            + "; /Get-Packages lists those it has."));
    requireNoPart(target);
    takeWithParts(target);
    going.forEach(this::requireRemovable);
    requireAfterReset(target);
    all.stream().filter(each -> !going.contains(each)).forEach(staying::add);
    findReturning();
    requireNoDependants(target);
    return new RemovalPlan(identities(going), identities(returning), components());
  }

  private void requireNoPart(InstalledPackage target) {
    for (String owner : target.owners()) {
      boolean other = !owner.equalsIgnoreCase(target.identity().toString());
      if (other && all.stream().anyMatch(each -> isNamed(each, owner))) {
        throw Fault.CANNOT_UNINSTALL.with(
            target.identity() + " is a part of " + owner + "; remove that one.");
      }
    }
  }

  private void takeWithParts(InstalledPackage target) {
    going.add(target);
    for (InstalledPackage each : all) {
      if (!going.contains(each)
          && !each.owners().isEmpty()
          && each.owners().stream()
              .allMatch(owner -> going.stream().anyMatch(one -> isNamed(one, owner)))) {
        going.add(each);
      }
    }
  }

  private void requireRemovable(InstalledPackage each) {
    switch (each.state()) {
      case INSTALLED, SUPERSEDED -> {}
      case PERMANENT -> throw permanent(each, "it is permanent");
      case INSTALL_PENDING, UNINSTALL_PENDING ->
          throw Fault.PENDING_OPERATIONS.with(
              each.identity() + " waits for the next start of Windows: " + each.state().word());
      default ->
          throw Fault.NOT_SUPPORTED.with(
              "wimdism cannot remove "
                  + each.identity()
                  + ", which is neither installed nor superseded ("
                  + each.state().word()
                  + "). Use DISM.exe on Windows.");
    }
    PackageManifest manifest = manifest(each);
    String releaseType = manifest.description().releaseType().toLowerCase(Locale.ROOT);
    if (manifest.description().permanent()) {
      throw permanent(each, "it is permanent");
    }
    if (each.identity().name().toLowerCase(Locale.ROOT).startsWith(STACK)) {
      throw permanent(each, "servicing stacks stay");
    }
    if (OF_WINDOWS.contains(releaseType)) {
      throw permanent(each, "it is Windows itself");
    }
  }

  private static RuntimeException permanent(InstalledPackage each, String reason) {
    return Fault.CANNOT_UNINSTALL.with(each.identity() + " cannot be removed: " + reason + ".");
  }

  private void requireAfterReset(InstalledPackage target) {
    Optional<Instant> reset = serviced.packages().lastReset();
    if (reset.isPresent()
        && target.installTime().filter(time -> time.isAfter(reset.get())).isEmpty()) {
      throw Fault.CANNOT_UNINSTALL.with(
          target.identity()
              + " was installed before "
              + reset.get()
              + ", when /ResetBase removed what it replaced. Begin again with an image from before"
              + " that.");
    }
  }

  /** The next lower version of what goes, where the store still has all of its components. */
  private void findReturning() {
    for (InstalledPackage gone : going) {
      if (gone.state() != PackageState.SUPERSEDED) {
        staying.stream()
            .filter(each -> each.state() == PackageState.SUPERSEDED)
            .filter(each -> each.identity().sameButVersion(gone.identity()))
            .filter(each -> owners(each).allMatch(this::isInForce))
            .sorted(Comparator.comparing((InstalledPackage each) -> each.identity().version()))
            .reduce((lower, higher) -> higher)
            .ifPresent(this::bringBack);
      }
    }
  }

  private void bringBack(InstalledPackage superseded) {
    List<InstalledPackage> whole = new ArrayList<>(List.of(superseded));
    for (InstalledPackage each : staying) {
      if (each.state() == PackageState.SUPERSEDED
          && each.owners().stream().anyMatch(owner -> isNamed(superseded, owner))
          && !whole.contains(each)
          && !isReplaced(each)) {
        whole.add(each);
      }
    }
    if (whole.stream().allMatch(this::isInStore)) {
      whole.stream().filter(each -> !returning.contains(each)).forEach(returning::add);
    }
  }

  private boolean isReplaced(InstalledPackage part) {
    return staying.stream()
        .anyMatch(
            each ->
                each.state().countsAsInstalled()
                    && each.identity().sameButVersion(part.identity()));
  }

  private Stream<InstalledPackage> owners(InstalledPackage part) {
    return staying.stream()
        .filter(each -> !each.equals(part))
        .filter(each -> part.owners().stream().anyMatch(owner -> isNamed(each, owner)));
  }

  private boolean isInForce(InstalledPackage each) {
    return each.state().countsAsInstalled() || returning.contains(each);
  }

  /** Whether no component that the package always brings was cleaned up. */
  private boolean isInStore(InstalledPackage each) {
    Set<String> seen = new HashSet<>();
    return serviced
        .folder()
        .manifest(each.identity())
        .filter(
            manifest ->
                manifest.updates().stream()
                    .filter(update -> update.onUpdates().isEmpty())
                    .filter(update -> update.onComponents().isEmpty())
                    .flatMap(update -> update.components().stream())
                    .allMatch(component -> isWhole(component, seen)))
        .isPresent();
  }

  private boolean isWhole(Identity component, Set<String> seen) {
    String keyForm = KeyForm.of(component);
    if (!seen.add(keyForm)) {
      return true;
    }
    return serviced.store().contains(component)
        && serviced.store().read(keyForm).stream()
            .flatMap(manifest -> manifest.dependencies().stream())
            .filter(dependency -> !dependency.optional())
            .map(Dependency::component)
            .allMatch(each -> isWhole(each, seen));
  }

  /** Throws where a package in force had a parent and would have none any more. */
  private void requireNoDependants(InstalledPackage target) {
    List<Identity> before = serviced.packages().parents();
    List<Identity> after = new ArrayList<>(before);
    after.removeAll(identities(going));
    after.addAll(identities(returning));
    List<InstalledPackage> inForce = staying.stream().filter(this::isInForce).toList();
    for (InstalledPackage each : inForce) {
      Optional<PackageManifest> manifest = serviced.folder().manifest(each.identity());
      if (manifest.isPresent()
          && manifest.get().hasParentAmong(before)
          && !manifest.get().hasParentAmong(after)) {
        throw Fault.CANNOT_UNINSTALL.with(
            each.identity()
                + " needs "
                + target.identity()
                + " as its parent; remove "
                + each.identity()
                + " first.");
      }
    }
  }

  private List<ComponentManifest> components() {
    ComponentStore store = serviced.store();
    Set<String> only = PackageComponents.of(identities(going), serviced.folder(), store);
    only.retainAll(store.names());
    only.removeAll(PackageComponents.of(identities(staying), serviced.folder(), store));
    only.removeAll(new UnownedComponents(serviced.hives().get(Hives.Name.SOFTWARE)).keyForms());
    return only.stream().sorted().map(this::stored).toList();
  }

  private ComponentManifest stored(String keyForm) {
    return serviced
        .store()
        .read(keyForm)
        .orElseThrow(
            () ->
                Fault.NOT_SUPPORTED.with(
                    "wimdism cannot read the manifest of "
                        + keyForm
                        + ", so it cannot remove the component. Use DISM.exe on Windows."));
  }

  private PackageManifest manifest(InstalledPackage each) {
    return serviced
        .folder()
        .manifest(each.identity())
        .orElseThrow(
            () ->
                Fault.SOURCE_NOT_FOUND.with(
                    "The image has no "
                        + PackageFolder.manifestOf(each.identity())
                        + ", so it cannot be known what to remove."));
  }

  private static boolean isNamed(InstalledPackage each, String name) {
    return each.identity().toString().equalsIgnoreCase(name);
  }

  private static List<Identity> identities(List<InstalledPackage> packages) {
    return packages.stream().map(InstalledPackage::identity).toList();
  }
}
