package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.StoreDamage.Kind;
import org.wimdism.wim.Entry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/** Compares the component store and the package manifests of an image with what they should be. */
final class StoreScan {

  static final String PACKAGES = "Windows/servicing/Packages/";

  /** A component's folder, as opposed to the store's own ones such as Manifests and Temp. */
  private static final Pattern KEY_FORM =
      Pattern.compile("[^_]+_.+_[^_]+_\\d+\\.\\d+\\.\\d+\\.\\d+_[^_]+_[0-9a-f]{16}");

  private static final String SUFFIX = ".manifest";

  private final MountedImage image;
  private final ScratchFolder scratch;
  private final Consumer<String> warning;

  StoreScan(MountedImage image, ScratchFolder scratch, Consumer<String> warning) {
    this.image = image;
    this.scratch = scratch;
    this.warning = warning;
  }

  /**
   * Finds what is missing, and what is altered.
   *
   * @param hashing whether contents are compared, too
   */
  List<StoreDamage> run(boolean hashing, Progress progress) {
    List<StoreDamage> damages = new ArrayList<>();
    List<Entry> manifests =
        image.list(ComponentStore.MANIFESTS).stream()
            .filter(entry -> entry.name().toLowerCase(Locale.ROOT).endsWith(SUFFIX))
            .toList();
    int done = 0;
    Set<String> described = new HashSet<>();
    for (Entry manifest : manifests) {
      String name = manifest.name().toLowerCase(Locale.ROOT);
      String keyForm = name.substring(0, name.length() - SUFFIX.length());
      described.add(keyForm);
      damages.addAll(component(keyForm, manifest.path(), hashing));
      progress.percent(99.0 * ++done / manifests.size());
    }
    for (Entry folder : image.list(ComponentStore.FOLDER)) {
      String keyForm = folder.name().toLowerCase(Locale.ROOT);
      if (folder.directory()
          && KEY_FORM.matcher(keyForm).matches()
          && !described.contains(keyForm)) {
        damages.add(StoreDamage.of(Kind.MANIFEST_MISSING, manifestPath(keyForm)));
      }
    }
    damages.addAll(packages(hashing));
    progress.percent(100);
    return damages;
  }

  /** What is wrong with the files of a component whose manifest is good. */
  List<StoreDamage> files(String keyForm, ComponentManifest component, boolean hashing) {
    List<StoreDamage> damages = new ArrayList<>();
    for (PayloadFile file : component.files()) {
      String path = ComponentStore.FOLDER + "/" + keyForm + "/" + file.name();
      Optional<Entry> stored = image.find(path).filter(entry -> !entry.directory());
      if (stored.isEmpty()) {
        damages.add(StoreDamage.of(Kind.FILE_MISSING, path, component, file));
      } else if (hashing && !matches(stored.get().path(), file)) {
        damages.add(StoreDamage.of(Kind.FILE_ALTERED, stored.get().path(), component, file));
      }
    }
    return damages;
  }

  /** Whether a file of the image has the digest that the manifest gives. */
  boolean matches(String path, PayloadFile file) {
    Path copy = scratch.path().resolve("scanned");
    try {
      image.extract(path, copy);
      return Arrays.equals(Digests.of(file.algorithm(), copy), file.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(copy);
    }
  }

  static String manifestPath(String keyForm) {
    return ComponentStore.MANIFESTS + "/" + keyForm + SUFFIX;
  }

  /** The key form that a path of a manifest names. */
  static String keyFormOf(String manifestPath) {
    String name = manifestPath.substring(manifestPath.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
  }

  private List<StoreDamage> component(String keyForm, String path, boolean hashing) {
    byte[] bytes = image.read(path);
    if (ManifestXml.isCompressed(bytes)) {
      warning.accept(path + " is a compressed manifest: its component is not checked.");
      return List.of();
    }
    ComponentManifest component;
    try {
      component = ComponentManifestReader.read(bytes, path);
    } catch (ServicingError e) {
      return List.of(StoreDamage.of(Kind.MANIFEST_BROKEN, path));
    }
    return KeyForm.of(component.identity()).equals(keyForm)
        ? files(keyForm, component, hashing)
        : List.of(StoreDamage.of(Kind.MANIFEST_BROKEN, path));
  }

  private List<StoreDamage> packages(boolean hashing) {
    List<StoreDamage> damages = new ArrayList<>();
    try (ServicedImage serviced = ServicedImage.reading(image)) {
      for (InstalledPackage each : serviced.packages().all()) {
        String path = PACKAGES + each.identity() + ".mum";
        if (image.find(path).isEmpty()) {
          if (each.state().countsAsInstalled()) {
            damages.add(StoreDamage.of(Kind.PACKAGE_MISSING, path));
          }
        } else if (hashing && !namedByCatalogue(path)) {
          damages.add(StoreDamage.of(Kind.PACKAGE_ALTERED, path));
        }
      }
    }
    return damages;
  }

  /** A package without a readable catalogue cannot be judged, so it is not damaged. */
  private boolean namedByCatalogue(String path) {
    String catalogue = path.replaceAll("\\.mum$", ".cat");
    if (image.find(catalogue).isEmpty()) {
      return true;
    }
    CatalogueFile file = new CatalogueFile(image.read(catalogue));
    return !file.readable() || file.names(image.read(path));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
