package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** One image of a WIM file, to look into and to copy files out of without mounting it. */
public final class WimImage implements AutoCloseable {

  private final WimFile wim;
  private final int image;
  private final ImageTree tree;

  private WimImage(WimFile wim, int image) {
    this.wim = wim;
    this.image = image;
    this.tree = new ImageTree(wim, image);
  }

  /** Throws when the file has no such image. */
  public static WimImage open(Path file, int image) {
    WimFile wim = WimFile.open(file);
    try {
      return new WimImage(wim, wim.requireImage(image));
    } catch (RuntimeException e) {
      wim.close();
      throw e;
    }
  }

  /** As {@link MountedImage#find}. */
  public Optional<Entry> find(String path) {
    return tree.find(WimPath.normal(path));
  }

  /** What is in the folder whose path is given in the image's spelling; the root is empty. */
  public List<Entry> list(String folder) {
    return tree.list(folder);
  }

  /** Copies a file of the image to a new file. */
  public void extract(Entry file, Path target) {
    try {
      Path work = Files.createTempDirectory(target.getParent(), "extract");
      Files.move(wim.extract(image, file.path(), work), target);
      Durable.deleteTree(work);
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.WRITE_FAULT,
          "wimdism cannot copy "
              + file.path()
              + " out of "
              + wim.file()
              + ": "
              + e
              + ".\nCheck the rights and the room in "
              + target.getParent()
              + ".",
          e);
    }
  }

  @Override
  public void close() {
    wim.close();
  }
}
