package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drydock.update.UpdateBinary.Container;
import org.springframework.stereotype.Component;

/** Reads the packages of an update file, their manifests only; payload is never unpacked. */
@Component
class PackageReader {

  /** The manifests of a cumulative update take about 60 MB. */
  private static final long MOST_MANIFEST_BYTES = 512L << 20;

  private static final long MOST_PACKAGE_BYTES = 8L << 30;
  private static final long MOST_PROPERTIES_BYTES = 1L << 20;

  private static final int DEEPEST_NESTING = 64;

  private static final String MANIFEST = "update.mum";
  private static final Predicate<String> PACKAGES =
      name -> name.endsWith(".cab") && !name.endsWith("wsusscan.cab");
  private static final Predicate<String> DELTAS =
      Pattern.compile(".+/[frn]/.+|.*\\.psf|.*\\.psf\\.cix\\.xml").asMatchPredicate();

  private final CabinetExtractor extractor;

  PackageReader(CabinetExtractor extractor) {
    this.extractor = extractor;
  }

  /**
   * What is in an update file.
   *
   * @param newestManifest the date of the newest manifest, for files that do not say their own
   */
  record Contents(
      Container container,
      List<PackageMetadata> packages,
      PackageProperties properties,
      boolean deltas,
      Instant newestManifest) {}

  /**
   * @param work an empty folder of the caller's, who removes it
   */
  Contents read(Path file, Path work) throws IOException, UnreadableUpdateException {
    Cabinet cabinet = Cabinet.open(file);
    if (cabinet.has(MANIFEST::equals)) {
      return fromPackage(cabinet, work);
    }
    List<Cabinet.Entry> packages = cabinet.matching(PACKAGES);
    if (packages.isEmpty()) {
      throw new UnreadableUpdateException(
          "It is a cabinet, but no update package: there is neither update.mum nor a package inside."
              + " Setup dynamic updates (loose files) are not for images.");
    }
    return fromMsu(cabinet, packages, work);
  }

  private Contents fromMsu(Cabinet msu, List<Cabinet.Entry> entries, Path work)
      throws IOException, UnreadableUpdateException {
    PackageProperties properties = properties(msu, work);
    List<Contents> found = new ArrayList<>();
    for (Cabinet.Entry entry : entries) {
      Path unpacked = work.resolve("msu-" + found.size());
      extractor.extract(msu, exactly(entry.name()), List.of(entry), MOST_PACKAGE_BYTES, unpacked);
      Path inner = unpacked.resolve(entry.name());
      if (Files.isRegularFile(inner) && FileType.of(inner) == FileType.CABINET) {
        Cabinet cabinet = Cabinet.open(inner);
        if (cabinet.has(MANIFEST::equals)) {
          found.add(fromPackage(cabinet, unpacked.resolve("manifests")));
        }
      }
      Files.deleteIfExists(inner);
    }
    if (found.isEmpty()) {
      throw new UnreadableUpdateException(
          "It is an .msu, but none of the cabinets in it holds an update.mum.");
    }
    return new Contents(
        Container.MSU,
        found.stream().flatMap(contents -> contents.packages().stream()).toList(),
        properties,
        msu.has(DELTAS) || found.stream().anyMatch(Contents::deltas),
        found.stream().map(Contents::newestManifest).max(Comparator.naturalOrder()).orElseThrow());
  }

  private PackageProperties properties(Cabinet msu, Path work)
      throws IOException, UnreadableUpdateException {
    List<Cabinet.Entry> entries = msu.matching(name -> name.endsWith("pkgproperties.txt"));
    if (entries.isEmpty()) {
      return PackageProperties.NONE;
    }
    Path unpacked = work.resolve("properties");
    extractor.extract(
        msu,
        exactly(entries.get(0).name()),
        entries.subList(0, 1),
        MOST_PROPERTIES_BYTES,
        unpacked);
    return PackageProperties.read(unpacked.resolve(entries.get(0).name()));
  }

  private Contents fromPackage(Cabinet cabinet, Path work)
      throws IOException, UnreadableUpdateException {
    List<Cabinet.Entry> manifests = cabinet.matching(name -> name.endsWith(".mum"));
    Path unpacked = work.resolve("package");
    extractor.extract(cabinet, "*.mum", manifests, MOST_MANIFEST_BYTES, unpacked);
    Map<PackageIdentity, PackageManifest> byIdentity = new LinkedHashMap<>();
    PackageManifest root = null;
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        PackageManifest manifest = ManifestReader.read(file);
        byIdentity.put(manifest.metadata().identity(), manifest);
        if (unpacked.relativize(file).toString().equalsIgnoreCase(MANIFEST)) {
          root = manifest;
        }
      }
    }
    if (root == null) {
      throw new UnreadableUpdateException("The cabinet is damaged: update.mum did not come out.");
    }
    PackageMetadata tree = tree(root, byIdentity, new HashSet<>(), 1);
    return new Contents(
        Container.CAB,
        List.of(tree),
        PackageProperties.NONE,
        cabinet.has(DELTAS) || tree.all().anyMatch(PackageMetadata::psfx),
        manifests.stream()
            .map(Cabinet.Entry::modifiedAt)
            .max(Comparator.naturalOrder())
            .orElseThrow());
  }

  /**
   * Each package once, below the first that refers to it; what has no manifest here is left out.
   */
  private static PackageMetadata tree(
      PackageManifest manifest,
      Map<PackageIdentity, PackageManifest> byIdentity,
      Set<PackageIdentity> seen,
      int level)
      throws UnreadableUpdateException {
    if (level > DEEPEST_NESTING) {
      throw new UnreadableUpdateException("Its packages are nested too deeply.");
    }
    seen.add(manifest.metadata().identity());
    List<PackageMetadata> nested = new ArrayList<>();
    for (PackageIdentity identity : manifest.contained()) {
      PackageManifest child = byIdentity.get(identity);
      if (child != null && !seen.contains(identity)) {
        nested.add(tree(child, byIdentity, seen, level + 1));
      }
    }
    return manifest.metadata().withNested(List.copyOf(nested));
  }

  /** A pattern that matches one name only. */
  private static String exactly(String name) {
    return name.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
  }
}
