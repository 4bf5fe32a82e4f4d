package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.StoreDamage.Kind;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;

/**
 * Puts good files in the place of damaged ones. What is taken must be what the image itself says it
 * is: a payload file by the digest in its manifest, a manifest by its folder's name, a package
 * manifest by its catalogue.
 */
final class StoreRepair {

  private static final int NAMED = 5;
  private static final Set<String> THIRTY_TWO_BIT = Set.of("wow64", "x86");

  private final MountedImage image;
  private final ComponentStore store;
  private final StoreScan scan;
  private final ScratchFolder scratch;
  private final List<RepairSource> sources;
  private final Consumer<String> detail;
  private final List<String> notFound = new ArrayList<>();

  StoreRepair(
      MountedImage image,
      StoreScan scan,
      ScratchFolder scratch,
      List<RepairSource> sources,
      Consumer<String> detail) {
    this.image = image;
    this.store = new ComponentStore(image);
    this.scan = scan;
    this.scratch = scratch;
    this.sources = sources;
    this.detail = detail;
  }

  /** Repairs everything; throws when the sources lack something. */
  void repair(List<StoreDamage> damages, ChangeSet changes) {
    for (StoreDamage damage : damages) {
      switch (damage.kind()) {
        case FILE_MISSING, FILE_ALTERED -> repairFile(damage, changes);
        case MANIFEST_MISSING, MANIFEST_BROKEN -> repairManifest(damage, changes);
        case PACKAGE_MISSING, PACKAGE_ALTERED -> repairPackage(damage, changes);
      }
    }
    if (!notFound.isEmpty()) {
      throw Fault.SOURCE_NOT_FOUND.with(
          "There is no good copy of "
              + notFound.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (notFound.size() > NAMED ? " and " + (notFound.size() - NAMED) + " more" : "")
              + (sources.isEmpty() ? " in the image." : " in the image or the sources.")
              + " Nothing was changed.\nName a Windows of the same version with /Source: a folder,"
              + " a mounted image, or wim:FILE:INDEX.");
    }
  }

  private void repairFile(StoreDamage damage, ChangeSet changes) {
    ComponentManifest component = damage.component().orElseThrow();
    PayloadFile file = damage.file().orElseThrow();
    Optional<String> destination = destination(component.identity(), file);
    Optional<String> used = destination.filter(path -> image.find(path).isPresent());
    boolean usedIsGood = used.filter(path -> scan.matches(path, file)).isPresent();
    Optional<Path> good =
        usedIsGood
            ? Optional.of(copy(used.get()))
            : fromSources(damage.path(), copy -> hasDigest(copy, file));
    if (good.isEmpty()) {
      notFound.add(damage.path());
      return;
    }
    Set<String> paths = new LinkedHashSet<>(Set.of(damage.path()));
    paths.addAll(changes.linksOf(damage.path()));
    if (usedIsGood) {
      paths.addAll(changes.linksOf(used.get()));
    } else if (used.isEmpty() && !store.hasNewer(component.identity())) {
      destination.ifPresent(paths::add);
    }
    put(good.get(), List.copyOf(paths), changes);
  }

  private void repairManifest(StoreDamage damage, ChangeSet changes) {
    String keyForm = StoreScan.keyFormOf(damage.path());
    Optional<Path> good = fromSources(damage.path(), copy -> isManifestOf(keyForm, copy));
    if (good.isEmpty()) {
      notFound.add(damage.path());
      return;
    }
    ComponentManifest component = ComponentManifestReader.read(bytes(good.get()), damage.path());
    put(good.get(), List.of(damage.path()), changes);
    scan.files(keyForm, component, false).forEach(file -> repairFile(file, changes));
  }

  private void repairPackage(StoreDamage damage, ChangeSet changes) {
    String catalogue = damage.path().replaceAll("\\.mum$", ".cat");
    Optional<Path> named =
        image.find(catalogue).isPresent()
            ? Optional.of(copy(catalogue))
            : fromSources(catalogue, copy -> new CatalogueFile(bytes(copy)).readable());
    Optional<Path> good =
        named.flatMap(
            cat ->
                fromSources(
                    damage.path(), copy -> new CatalogueFile(bytes(cat)).names(bytes(copy))));
    if (good.isEmpty()) {
      notFound.add(damage.path());
      return;
    }
    put(good.get(), List.of(damage.path()), changes);
    if (damage.kind() == Kind.PACKAGE_MISSING) {
      put(named.get(), List.of(catalogue), changes);
    }
  }

  private Optional<Path> fromSources(String path, Predicate<Path> good) {
    for (RepairSource source : sources) {
      Path copy = newFile();
      if (source.copy(path, copy) && good.test(copy)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  private Path copy(String path) {
    Path copy = newFile();
    image.extract(path, copy);
    return copy;
  }

  private void put(Path file, List<String> paths, ChangeSet changes) {
    changes.put(file, paths);
    detail.accept(paths.get(0) + " is repaired.");
  }

  private Optional<String> destination(Identity component, PayloadFile file) {
    boolean thirtyTwoBit =
        THIRTY_TWO_BIT.contains(component.architecture())
            && !"0".equals(image.property("WINDOWS/ARCH").orElse(""));
    return Place.path(file.destination(), thirtyTwoBit).map(folder -> folder + "/" + file.name());
  }

  /** The files that are there must match it: nothing else tells one manifest from another. */
  private boolean isManifestOf(String keyForm, Path file) {
    try {
      ComponentManifest manifest = ComponentManifestReader.read(bytes(file), keyForm);
      return KeyForm.of(manifest.identity()).equals(keyForm)
          && scan.files(keyForm, manifest, true).stream()
              .noneMatch(damage -> damage.kind() == Kind.FILE_ALTERED);
    } catch (ServicingError e) {
      return false;
    }
  }

  private static boolean hasDigest(Path file, PayloadFile expected) {
    try {
      return Arrays.equals(Digests.of(expected.algorithm(), file), expected.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path newFile() {
    try {
      return Files.createTempDirectory(scratch.path(), "repair").resolve("file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
