package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** Copies images between WIM files and deletes them. */
public final class Images {

  private final MountRegistry registry;

  public Images(MountRegistry registry) {
    this.registry = registry;
  }

  /**
   * Exports an image into a new WIM, or adds it to an existing one.
   *
   * <p>A new file gets its name when it is complete and on the disk; until then it lies beside it
   * under a temporary one, which the next export to this name replaces.
   */
  public void export(ExportRequest request, Progress progress) {
    Path destination = request.destination();
    if (!Files.isDirectory(destination.getParent())) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The system cannot find the path specified: the folder of "
              + destination
              + " does not exist.\nMake it first.");
    }
    try (StateLock lock = registry.lockWim(destination);
        WimFile source = WimFile.open(request.source())) {
      source.requireImage(request.image());
      if (Files.exists(destination)) {
        append(request, source, progress);
      } else {
        writeNew(request, source, progress);
      }
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.WRITE_FAULT, "wimdism cannot write " + destination + ": " + e, e);
    }
  }

  /** Deletes an image; the indexes after it move up, its data stays in the file unused. */
  public void delete(Path file, int image, boolean checkIntegrity, Progress progress) {
    Path real = PathIdentity.of(file);
    try (StateLock lock = registry.lockWim(real)) {
      registry.requireNothingMounted(real);
      try (WimFile wim = WimFile.openForWriting(real, checkIntegrity)) {
        wim.requireImage(image);
        if (wim.header().imageCount() == 1) {
          throw new ServicingError(
              ErrorCode.NOT_SUPPORTED,
              "The only image of " + file + " cannot be deleted.\nDelete the file instead.");
        }
        wim.deleteImage(image);
        wim.overwrite(progress);
      }
    }
  }

  private void append(ExportRequest request, WimFile source, Progress progress) throws IOException {
    if (Files.isSameFile(request.source(), request.destination())) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "An image cannot be exported into its own file.\nName another destination.");
    }
    try (WimFile wim = WimFile.openForWriting(request.destination(), request.checkIntegrity())) {
      wim.requireMountable();
      source.export(request.image(), wim, request.name(), request.bootable());
      wim.overwrite(progress);
    }
  }

  private void writeNew(ExportRequest request, WimFile source, Progress progress)
      throws IOException {
    Path destination = request.destination();
    Path temporary = destination.resolveSibling("." + destination.getFileName() + ".wimdism");
    Files.deleteIfExists(temporary);
    try (WimFile wim = WimFile.create(request.compression())) {
      source.export(request.image(), wim, request.name(), request.bootable());
      boolean solid = request.compression() == Compression.RECOVERY;
      wim.write(temporary, solid, request.checkIntegrity(), progress);
      Durable.rename(temporary, destination);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
