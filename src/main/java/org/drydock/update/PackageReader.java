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
import java.util.Optional;
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
  private static final String AGGREGATED_METADATA = ".aggregatedmetadata.cab";
  private static final Predicate<String> PACKAGES =
      name -> name.endsWith(".cab") && !name.endsWith("wsusscan.cab");
  private static final Predicate<String> DELTAS =
      Pattern.compile(".+/[frn]/.+|.*\\.psf|.*\\.psf\\.cix\\.xml").asMatchPredicate();

  private final CabinetExtractor extractor;
  private final WimExtractor wims;
  private final CompDbReader compDbReader;

  PackageReader(CabinetExtractor extractor, WimExtractor wims, CompDbReader compDbReader) {
    this.extractor = extractor;
    this.wims = wims;
    this.compDbReader = compDbReader;
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
    FileType type = FileType.of(file);
    refuseWhatIsNoUpdate(type);
    return type == FileType.WIM ? fromWim(file, work) : readCabinet(file, work);
  }

  /** Tells by the first bytes alone, before a file is copied or unpacked. */
  static void refuseWhatIsNoUpdate(FileType type) throws UnreadableUpdateException {
    switch (type) {
      case CABINET, WIM -> {}
      case PAYLOAD_STREAM ->
          throw new UnreadableUpdateException(
              "It is the payload stream (PSF) of an express update, which Drydock cannot read yet."
                  + " Use an update with whole files.");
      case EMPTY -> throw new UnreadableUpdateException("It is empty. Copy the file again.");
      case UNKNOWN ->
          throw new UnreadableUpdateException(
              "It is not an update: its content is neither a cabinet (.cab, .msu) nor a WIM.");
    }
  }

  private Contents readCabinet(Path file, Path work) throws IOException, UnreadableUpdateException {
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

  /** An .msu in WIM form, as Windows 11 24H2 and Server 2025 have it. */
  private Contents fromWim(Path msu, Path work) throws IOException, UnreadableUpdateException {
    List<WimExtractor.Entry> parts =
        wims.list(msu, work.resolve("parts")).stream()
            .filter(WimExtractor.Entry::isInRoot)
            .toList();
    List<Contents> found = new ArrayList<>();
    List<CompDb> compDbs = new ArrayList<>();
    for (WimExtractor.Entry part : parts) {
      if (mayHoldManifests(part.lowerCaseName())) {
        Path unpacked = work.resolve("part-" + part.path());
        wims.extract(msu, List.of(part), MOST_PACKAGE_BYTES, unpacked);
        Path inner = unpacked.resolve(part.path());
        part(inner, unpacked.resolve("manifests")).ifPresent(found::add);
        if (part.lowerCaseName().endsWith(AGGREGATED_METADATA)) {
          compDbs.addAll(compDbReader.read(inner, unpacked.resolve("compdb")));
        }
        Files.delete(inner);
      }
    }
    if (found.isEmpty()) {
      throw new UnreadableUpdateException(
          "It is a WIM, but no update: neither it nor what is in it holds an update.mum. An"
              + " installation image is imported as an image, not dropped here.");
    }
    return new Contents(
        Container.MSU,
        found.stream()
            .flatMap(contents -> contents.packages().stream())
            .map(metadata -> metadata.with(CompDb.of(metadata.identity(), compDbs).orElse(null)))
            .toList(),
        PackageProperties.NONE,
        parts.stream().anyMatch(part -> DELTAS.test(part.lowerCaseName()))
            || found.stream().anyMatch(Contents::deltas),
        found.stream().map(Contents::newestManifest).max(Comparator.naturalOrder()).orElseThrow());
  }

  private static boolean mayHoldManifests(String name) {
    return PACKAGES.test(name) && !name.startsWith("desktopdeployment") || name.endsWith(".wim");
  }

  /** What a part of an .msu in WIM form holds; empty where it is no package. */
  private Optional<Contents> part(Path inner, Path work)
      throws IOException, UnreadableUpdateException {
    switch (FileType.of(inner)) {
      case CABINET -> {
        Cabinet cabinet = Cabinet.open(inner);
        return cabinet.has(MANIFEST::equals)
            ? Optional.of(fromPackage(cabinet, work))
            : Optional.empty();
      }
      case WIM -> {
        return fromExpandedPackage(inner, work);
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  /** The inner WIM: the content of a package cabinet, unpacked; its payload is in a .psf beside. */
  private Optional<Contents> fromExpandedPackage(Path wim, Path work)
      throws IOException, UnreadableUpdateException {
    List<WimExtractor.Entry> entries = wims.list(wim, work);
    List<WimExtractor.Entry> manifests =
        entries.stream()
            .filter(WimExtractor.Entry::isInRoot)
            .filter(entry -> entry.lowerCaseName().endsWith(".mum"))
            .toList();
    if (manifests.stream().noneMatch(entry -> entry.lowerCaseName().equals(MANIFEST))) {
      return Optional.empty();
    }
    Path unpacked = work.resolve("package");
    wims.extract(wim, manifests, MOST_MANIFEST_BYTES, unpacked);
    boolean deltas = entries.stream().anyMatch(entry -> DELTAS.test(entry.lowerCaseName()));
    return Optional.of(fromManifests(unpacked, deltas, newest(unpacked)));
  }

  private static Instant newest(Path folder) throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        newest = modified.isAfter(newest) ? modified : newest;
      }
    }
    return newest;
  }

  private Contents fromPackage(Cabinet cabinet, Path work)
      throws IOException, UnreadableUpdateException {
    List<Cabinet.Entry> manifests = cabinet.matching(name -> name.endsWith(".mum"));
    Path unpacked = work.resolve("package");
    extractor.extract(cabinet, "*.mum", manifests, MOST_MANIFEST_BYTES, unpacked);
    return fromManifests(
        unpacked,
        cabinet.has(DELTAS),
        manifests.stream()
            .map(Cabinet.Entry::modifiedAt)
            .max(Comparator.naturalOrder())
            .orElseThrow());
  }

  private static Contents fromManifests(Path unpacked, boolean deltas, Instant newest)
      throws IOException, UnreadableUpdateException {
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
        deltas || tree.all().anyMatch(PackageMetadata::psfx),
        newest);
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
