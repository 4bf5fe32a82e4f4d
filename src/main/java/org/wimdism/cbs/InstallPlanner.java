package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.Dependency;
import org.wimdism.cbs.UpdateElement.OnComponent;

/**
 * Follows a package's manifest down to the components: nested packages whose parents are there,
 * deployments, dependencies. Refuses the whole package for one thing wimdism cannot carry out.
 */
final class InstallPlanner {

  private final PackageContents contents;
  private final ServicedImage image;
  private final ComponentPlanner componentPlanner;
  private final List<Identity> parents;
  private final List<PackageManifest> packages = new ArrayList<>();
  private final List<PlannedComponent> components = new ArrayList<>();
  private final List<Identity> skipped = new ArrayList<>();
  private final List<Identity> shared = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private InstallPlanner(PackageContents contents, ServicedImage image) {
    this.contents = contents;
    this.image = image;
    this.componentPlanner = new ComponentPlanner(contents, image.architecture());
    this.parents = new ArrayList<>(image.packages().parents());
  }

  /** Plans the package of the cabinet; that it is applicable was found before. */
  static InstallPlan plan(PackageContents contents, ServicedImage image) {
    requireWholeFiles(contents);
    InstallPlanner planner = new InstallPlanner(contents, image);
    planner.add(contents.root());
    return new InstallPlan(planner.packages, planner.components, planner.skipped, planner.shared);
  }

  /** Refuses packages whose payload is deltas. */
  static void requireWholeFiles(PackageContents contents) {
    if (contents.root().deltas()) {
      throw Fault.NOT_SUPPORTED.with(
          contents.root().identity()
              + " carries its payload as deltas (PSFX), which wimdism cannot apply; it takes"
              + " full-file packages. Service this image on Windows with DISM.exe.");
    }
    contents
        .delta()
        .ifPresent(
            path -> {
              throw Fault.NOT_SUPPORTED.with(
                  contents.root().identity()
                      + " carries "
                      + path
                      + " as a delta, which wimdism cannot apply; it takes full-file packages."
                      + " Service this image on Windows with DISM.exe.");
            });
  }

  private void add(PackageManifest manifest) {
    if (!manifest.unsupported().isEmpty()) {
      throw unsupported(manifest.unsupported().get(0), manifest.identity());
    }
    packages.add(manifest);
    parents.add(manifest.identity());
    for (UpdateElement update : manifest.updates()) {
      if (takesEffect(update, manifest, new HashSet<>())) {
        update.packages().forEach(this::addNested);
        update.components().forEach(component -> add(component, false, manifest.identity()));
      }
    }
  }

  private void addNested(Identity identity) {
    if (!seen.add(identity.toString())) {
      return;
    }
    Optional<PackageManifest> nested = contents.find(identity);
    Optional<InstalledPackage> installed = image.packages().installedInstead(identity);
    if (installed.isPresent()) {
      if (installed.get().identity().sameAs(identity)) {
        shared.add(installed.get().identity());
      }
      return;
    }
    if (nested.isEmpty()) {
      throw Fault.ASSEMBLY_MISSING.with(
          contents.root().identity()
              + " contains "
              + identity
              + ", of which there is no manifest.");
    }
    if (nested.get().hasParentAmong(parents)) {
      add(nested.get());
    } else {
      skipped.add(identity);
    }
  }

  private void add(Identity identity, boolean optional, Identity asker) {
    if (identity.language().equals("*")) {
      contents.anyLanguage(identity).forEach(each -> add(each.identity(), optional, asker));
      return;
    }
    if (!seen.add(KeyForm.of(identity)) || image.store().contains(identity)) {
      return;
    }
    Optional<ComponentManifest> component = contents.component(identity);
    if (component.isPresent()) {
      add(component.get());
    } else if (!optional && !image.store().hasNewer(identity)) {
      throw Fault.ASSEMBLY_MISSING.with(asker + " needs the component " + identity + ".");
    }
  }

  private void add(ComponentManifest component) {
    try {
      components.add(componentPlanner.plan(component));
    } catch (Unsupported e) {
      throw unsupported(e.element(), component.identity());
    }
    for (Dependency dependency : component.dependencies()) {
      add(dependency.component(), dependency.optional(), component.identity());
    }
  }

  /** Whether the update's condition holds; a condition it cannot evaluate refuses the package. */
  private boolean takesEffect(UpdateElement update, PackageManifest owner, Set<String> asked) {
    int conditions = update.onUpdates().size() + update.onComponents().size();
    if (!update.unsupported().isEmpty()) {
      throw unsupported(update.unsupported().get(0), owner.identity());
    }
    if (conditions > 1) {
      throw unsupported("applicable with " + conditions + " conditions", owner.identity());
    }
    if (!asked.add(update.name()) && conditions > 0) {
      throw unsupported("detectUpdate of " + update.name() + " in a circle", owner.identity());
    }
    for (String name : update.onUpdates()) {
      UpdateElement other =
          owner.updates().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unsupported("detectUpdate of " + name, owner.identity()));
      return takesEffect(other, owner, asked);
    }
    for (OnComponent condition : update.onComponents()) {
      return image.store().versionsOf(condition.component()).stream()
          .map(Identity::version)
          .anyMatch(condition::isMetBy);
    }
    return true;
  }

  private static RuntimeException unsupported(String element, Identity of) {
    return Fault.NOT_SUPPORTED.with(
        "wimdism cannot carry out \""
            + element
            + "\" of "
            + of
            + ", so it does not add the package. Service this image on Windows with DISM.exe.");
  }
}
