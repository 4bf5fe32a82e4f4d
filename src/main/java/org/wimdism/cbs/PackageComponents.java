package org.wimdism.cbs;

import java.util.HashSet;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.Dependency;
import org.wimdism.wim.MountedImage;

/** Which components an installed package brought, from the manifests the image keeps. */
final class PackageComponents {

  private final MountedImage image;
  private final ComponentStore store;
  private final Set<String> keyForms = new HashSet<>();

  private PackageComponents(MountedImage image, ComponentStore store) {
    this.image = image;
    this.store = store;
  }

  /** The key forms of the components of all these packages; nested ones must be among them. */
  static Set<String> of(
      Iterable<InstalledPackage> packages, MountedImage image, ComponentStore store) {
    PackageComponents components = new PackageComponents(image, store);
    packages.forEach(each -> components.addAllOf(each.identity()));
    return components.keyForms;
  }

  private void addAllOf(Identity identity) {
    String path = "Windows/servicing/Packages/" + identity + ".mum";
    if (image.find(path).isPresent()) {
      PackageManifestReader.read(image.read(path), path)
          .updates()
          .forEach(update -> update.components().forEach(this::add));
    }
  }

  private void add(Identity component) {
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
