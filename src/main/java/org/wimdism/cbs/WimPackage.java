package org.wimdism.cbs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wimdism.wim.Entry;
import org.wimdism.wim.WimImage;

/** An .msu in WIM form, as Windows 11 24H2 and Server 2025 have it. */
final class WimPackage {

  private static final String CABINET = "MSCF";

  /** Parts that are no packages: what the update agent reads, and programs for Setup. */
  private static final List<String> NO_PACKAGES =
      List.of("aggregatedmetadata", "desktopdeployment", "wsusscan");

  /** Parts that hold deltas, and are too large to be copied out only to see that. */
  private static final List<String> DELTAS = List.of(".wim", ".psf");

  private WimPackage() {}

  /**
   * Copies out the cabinets that hold packages.
   *
   * @throws org.wimdism.ServicingError error 50 for a part with deltas
   */
  static List<Path> cabinets(Path file, Path folder) {
    List<Path> cabinets = new ArrayList<>();
    try (WimImage image = WimImage.open(file, 1)) {
      List<Entry> parts =
          image.list("").stream()
              .filter(entry -> !entry.directory())
              .sorted(Comparator.comparing(Entry::name))
              .toList();
      Optional<Entry> deltas = parts.stream().filter(WimPackage::isNamedAsDeltas).findFirst();
      if (deltas.isPresent()) {
        throw deltas(file, deltas.get().name());
      }
      for (Entry part : parts) {
        Path copy = folder.resolve(part.name());
        image.extract(part, copy);
        if (holdsPackage(copy, file)) {
          cabinets.add(copy);
        }
      }
    }
    if (cabinets.isEmpty()) {
      throw Fault.NOT_SUPPORTED.with(
          file.getFileName()
              + " is a WIM without a cabinet that holds an update.mum: it is not an update package"
              + " for offline servicing.");
    }
    return cabinets;
  }

  private static boolean holdsPackage(Path part, Path file) {
    String magic = magic(part);
    String name = part.getFileName().toString();
    if (magic.startsWith("MSWIM\0\0\0") || magic.startsWith("PSTREAM\0")) {
      throw deltas(file, name);
    }
    if (!magic.startsWith(CABINET)) {
      return false;
    }
    if (PackageContents.isPackage(Cabinet.open(part).entries())) {
      return true;
    }
    if (NO_PACKAGES.stream().noneMatch(name.toLowerCase(Locale.ROOT)::contains)) {
      throw Fault.NOT_SUPPORTED.with(name + " in " + file.getFileName() + " holds no update.mum.");
    }
    return false;
  }

  private static boolean isNamedAsDeltas(Entry entry) {
    return DELTAS.stream().anyMatch(entry.name().toLowerCase(Locale.ROOT)::endsWith);
  }

  private static RuntimeException deltas(Path file, String part) {
    return Fault.NOT_SUPPORTED.with(
        file.getFileName()
            + " is an .msu in WIM form whose payload is deltas ("
            + part
            + "), which wimdism cannot apply; it takes full-file packages. Service this image on"
            + " Windows with DISM.exe.");
  }

  private static String magic(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
