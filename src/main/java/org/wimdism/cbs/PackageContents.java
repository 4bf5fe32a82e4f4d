package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wimdism.cbs.ComponentManifest.PayloadFile;

/** An unpacked update cabinet: its package manifests, component manifests and payload. */
final class PackageContents {

  private static final String ROOT_MANIFEST = "update.mum";

  private final String name;
  private final Map<String, Path> files;
  private final PackageManifest root;
  private final List<Named<PackageManifest>> packages = new ArrayList<>();
  private final Map<String, Named<ComponentManifest>> components = new HashMap<>();

  private PackageContents(String name, Map<String, Path> files) {
    this.name = name;
    this.files = files;
    root = PackageManifestReader.read(bytes(files.get(ROOT_MANIFEST)), ROOT_MANIFEST);
    if (!root.deltas()) {
      // The manifests of delta packages are often deltas themselves; their metadata is enough.
      readManifests();
    }
  }

  private record Named<T>(String fileName, T manifest) {}

  /**
   * Reads an unpacked cabinet.
   *
   * @param name what messages call it
   */
  static PackageContents read(String name, Path folder) {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.filter(Files::isRegularFile)
          .forEach(
              file -> files.put(folder.relativize(file).toString().toLowerCase(Locale.ROOT), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackageContents(name, files);
  }

  static boolean isPackage(List<CabinetEntry> entries) {
    return entries.stream().anyMatch(entry -> entry.name().equalsIgnoreCase(ROOT_MANIFEST));
  }

  String name() {
    return name;
  }

  /** The package the cabinet is made for: update.mum. */
  PackageManifest root() {
    return root;
  }

  Optional<PackageManifest> find(Identity identity) {
    return packages.stream()
        .map(Named::manifest)
        .filter(manifest -> manifest.identity().sameAs(identity))
        .findFirst();
  }

  Optional<ComponentManifest> component(Identity identity) {
    return Optional.ofNullable(components.get(KeyForm.of(identity)))
        .map(Named::manifest)
        .filter(manifest -> manifest.identity().sameAs(identity));
  }

  /** The resources of a component in every language the cabinet has. */
  List<ComponentManifest> anyLanguage(Identity wanted) {
    return components.values().stream()
        .map(Named::manifest)
        .filter(
            manifest ->
                manifest.identity().name().equalsIgnoreCase(wanted.name())
                    && manifest.identity().architecture().equalsIgnoreCase(wanted.architecture())
                    && manifest.identity().version().equals(wanted.version()))
        .toList();
  }

  Optional<Path> payload(ComponentManifest component, PayloadFile file) {
    String manifest = components.get(KeyForm.of(component.identity())).fileName();
    String folder = manifest.substring(0, manifest.lastIndexOf('.')) + "/";
    return Stream.of(file.name(), file.sourceName())
        .filter(candidate -> !candidate.isEmpty())
        .map(candidate -> files.get(folder + candidate.toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The catalogue beside a package manifest. */
  Optional<Path> catalogue(PackageManifest manifest) {
    return packages.stream()
        .filter(named -> named.manifest().identity().sameAs(manifest.identity()))
        .map(named -> named.fileName().replaceAll("\\.mum$", ".cat"))
        .map(files::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The first file that shows the payload to be deltas, which wimdism cannot turn into files. */
  Optional<String> delta() {
    return files.keySet().stream()
        .filter(
            path ->
                path.endsWith(".psf")
                    || path.endsWith(".psf.cix.xml")
                    || (path.matches("[^/]+/[frn]/.+") && !isPayload(path)))
        .findFirst();
  }

  private boolean isPayload(String path) {
    return components.values().stream()
        .map(Named::manifest)
        .anyMatch(
            manifest ->
                manifest.files().stream()
                    .anyMatch(
                        file ->
                            payload(manifest, file).filter(files.get(path)::equals).isPresent()));
  }

  private void readManifests() {
    files.forEach(
        (path, file) -> {
          if (path.contains("/")) {
            return;
          }
          if (path.equals(ROOT_MANIFEST)) {
            packages.add(new Named<>(path, root));
          } else if (path.endsWith(".mum")) {
            packages.add(new Named<>(path, PackageManifestReader.read(bytes(file), path)));
          } else if (path.endsWith(".manifest")) {
            addComponent(path, ComponentManifestReader.read(bytes(file), path));
          }
        });
  }

  private void addComponent(String path, ComponentManifest manifest) {
    Named<ComponentManifest> twin =
        components.put(KeyForm.of(manifest.identity()), new Named<>(path, manifest));
    if (twin != null) {
      throw Fault.MANIFEST_BROKEN.with(
          twin.fileName() + " and " + path + " describe the same component.");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > ManifestXml.LARGEST) {
        throw Fault.MANIFEST_BROKEN.with(
            file.getFileName() + " is larger than " + ManifestXml.LARGEST + " bytes.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
