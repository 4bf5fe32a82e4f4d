package org.wimdism.cbs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wimdism.wim.MountedImage;

/** The folder in which an image keeps the manifests and catalogues of its packages. */
final class PackageFolder {

  private static final String FOLDER = "Windows/servicing/Packages/";

  private final MountedImage image;
  private final Map<Identity, Optional<PackageManifest>> known = new HashMap<>();

  PackageFolder(MountedImage image) {
    this.image = image;
  }

  static String manifestOf(Identity identity) {
    return FOLDER + identity + ".mum";
  }

  static String catalogueOf(Identity identity) {
    return FOLDER + identity + ".cat";
  }

  /** The manifest of a package; nothing where the image does not have it. */
  Optional<PackageManifest> manifest(Identity identity) {
    return known.computeIfAbsent(identity, this::read);
  }

  /** Takes note of a package that is being added. */
  void add(PackageManifest manifest) {
    known.put(manifest.identity(), Optional.of(manifest));
  }

  private Optional<PackageManifest> read(Identity identity) {
    String path = manifestOf(identity);
    return image
        .find(path)
        .map(entry -> PackageManifestReader.read(image.read(entry.path()), path));
  }
}
