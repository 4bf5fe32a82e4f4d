package org.wimdism.cbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * An update file as it was delivered: a cabinet with one package, or an .msu with several, which is
 * a cabinet or a WIM. What it is shows in its first bytes and in what it holds, never in its name.
 */
public final class PackageFile {

  private static final int LONGEST_MAGIC = 8;

  private final Path file;
  private final boolean msu;
  private final List<PackageContents> packages;

  private PackageFile(Path file, boolean msu, List<PackageContents> packages) {
    this.file = file;
    this.msu = msu;
    this.packages = packages;
  }

  /**
   * Unpacks the file.
   *
   * @param scratch an existing folder; what is unpacked there stays until the caller removes it
   */
  public static PackageFile open(Path file, Path scratch) {
    return open(file, scratch, Optional.empty());
  }

  /**
   * Unpacks the file, or takes what is kept of it.
   *
   * @param scratch an existing folder; what is unpacked there stays until the caller removes it
   */
  public static PackageFile open(Path file, Path scratch, Optional<PackageCache> cache) {
    if (start(file).startsWith("MSWIM\0\0\0")) {
      Path parts = newFolder(scratch);
      List<Path> cabinets = WimPackage.cabinets(file, parts);
      return new PackageFile(file, true, packages(file, cabinets, parts, parts, cache));
    }
    requireCabinet(file);
    Path unpacked = newFolder(scratch);
    Cabinet cabinet = Cabinet.open(file);
    if (PackageContents.isPackage(cabinet.entries())) {
      String name = file.getFileName().toString();
      Path folder = cabinet.extract(unpacked, cache);
      return new PackageFile(file, false, List.of(PackageContents.read(name, folder)));
    }
    return new PackageFile(file, true, inside(file, cabinet, unpacked, cache));
  }

  Path file() {
    return file;
  }

  /** The package the file is made for: the last, servicing stacks it needs come before. */
  public Identity identity() {
    return root().identity();
  }

  /** The manifest of that package. */
  PackageManifest root() {
    return packages.get(packages.size() - 1).root();
  }

  boolean isMsu() {
    return msu;
  }

  /** In the order they are installed: servicing stacks first. */
  List<PackageContents> packages() {
    return packages;
  }

  private static List<PackageContents> inside(
      Path file, Cabinet msu, Path unpacked, Optional<PackageCache> cache) {
    List<String> names = msu.entries().stream().map(CabinetEntry::name).toList();
    if (names.stream().anyMatch(name -> lower(name).endsWith(".psf"))) {
      throw Fault.NOT_SUPPORTED.with(
          file.getFileName() + " carries its payload as deltas (PSFX); wimdism takes full files.");
    }
    // WSUSSCAN.cab is metadata for the update agent, with names that clash with the payload's.
    List<String> cabinets =
        names.stream()
            .filter(name -> lower(name).endsWith(".cab") && !lower(name).endsWith("wsusscan.cab"))
            .toList();
    if (cabinets.isEmpty()) {
      throw Fault.NOT_SUPPORTED.with(
          file.getFileName()
              + " holds neither an update.mum nor a cabinet with one: it is not an update package"
              + " for offline servicing (a Setup dynamic update is copied, not added).");
    }
    Path folder = msu.extract(unpacked, cache);
    return packages(file, cabinets.stream().map(folder::resolve).toList(), folder, unpacked, cache);
  }

  private static List<PackageContents> packages(
      Path file, List<Path> cabinets, Path root, Path scratch, Optional<PackageCache> cache) {
    List<PackageContents> packages = new ArrayList<>();
    for (Path inner : cabinets) {
      String name = root.relativize(inner).toString();
      requireCabinet(inner);
      Cabinet cabinet = Cabinet.open(inner);
      if (!PackageContents.isPackage(cabinet.entries())) {
        throw Fault.NOT_SUPPORTED.with(
            name + " in " + file.getFileName() + " holds no update.mum.");
      }
      Path folder = cabinet.extract(newFolder(scratch), cache);
      packages.add(PackageContents.read(name, folder));
    }
    packages.sort(Comparator.comparing(contents -> !isServicingStack(contents.root())));
    return packages;
  }

  private static boolean isServicingStack(PackageManifest manifest) {
    return lower(manifest.identity().name()).startsWith("package_for_servicingstack");
  }

  private static String start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND,
          "The system cannot find the file specified.\nThe package " + file + " cannot be read.",
          e);
    }
  }

  private static void requireCabinet(Path file) {
    String start = start(file);
    if (start.startsWith("PSTREAM\0")) {
      throw Fault.NOT_SUPPORTED.with(
          file.getFileName() + " is a payload stream (PSF); wimdism takes full-file packages.");
    }
    if (!start.startsWith("MSCF")) {
      throw Fault.INVALID_DATA.with(
          file.getFileName() + " is neither a CAB nor an .msu: it does not start as one does.");
    }
  }

  private static Path newFolder(Path parent) {
    try {
      return Files.createTempDirectory(parent, "package");
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The system cannot find the path specified.\n"
              + "The scratch folder "
              + parent
              + " cannot be written.",
          e);
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
