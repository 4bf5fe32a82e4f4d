package org.wimdism.cbs;

import java.util.HashSet;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.Dependency;

/** Which components packages list, from the manifests the image keeps. */
final class PackageComponents {

  private final PackageFolder folder;
  private final ComponentStore store;
  private final Set<String> keyForms = new HashSet<>();

  private PackageComponents(PackageFolder folder, ComponentStore store) {
    this.folder = folder;
    this.store = store;
  }

  /**
   * The key forms of the components of all these packages, whether the image has them or not;
   * nested packages must be among them.
   */
  static Set<String> of(Iterable<Identity> packages, PackageFolder folder, ComponentStore store) {
    PackageComponents components = new PackageComponents(folder, store);
    packages.forEach(components::addAllOf);
    return components.keyForms;
  }

  private void addAllOf(Identity identity) {
    folder
        .manifest(identity)
        .ifPresent(
            manifest ->
                manifest.updates().forEach(update -> update.components().forEach(this::add)));
  }

  private void add(Identity component) {
    if (component.language().equals("*")) {
      store.anyLanguage(component).forEach(this::add);
      return;
    }
    String keyForm = KeyForm.of(component);
    if (keyForms.add(keyForm) && store.names().contains(keyForm)) {
      store
          .read(keyForm)
          .ifPresent(
              manifest ->
                  manifest.dependencies().stream().map(Dependency::component).forEach(this::add));
    }
  }
}
