package org.wimdism.wim;

import java.nio.file.Path;

/**
 * Brings a changed directory tree, as an image, into the WIM it was taken from.
 *
 * <p>Nothing is written before {@link WimFile#overwrite}.
 */
final class ImageReplacement {

  private final WimFile wim;
  private final TreeFile tree;
  private final UpdateCommands contents;

  /**
   * @param contents adds every new content, under any path: the tree names contents by their SHA-1,
   *     so the WIM has to know them first
   */
  ImageReplacement(WimFile wim, TreeFile tree, UpdateCommands contents) {
    this.wim = wim;
    this.tree = tree;
    this.contents = contents;
  }

  /** Adds the tree as another image and returns its number. */
  int append(String name) {
    int carrier = addContents();
    exportTree(name, false);
    wim.deleteImage(carrier);
    wim.markChanged(carrier);
    return carrier;
  }

  /**
   * Puts the tree in the place of an image.
   *
   * <p>libwim adds images at the end only, so those behind it are taken out and added again, in
   * their order. What is stored of them stays as it is.
   */
  void replace(int image) {
    int count = wim.header().imageCount();
    int boot = wim.header().bootIndex();
    int carrier = addContents();
    wim.deleteImage(image);
    exportTree(null, boot == image);
    wim.deleteImage(carrier - 1);
    wim.markChanged(count);
    Path file = wim.file();
    for (int next = image + 1; next <= count; next++) {
      wim.deleteImage(image);
      try (WimFile source = WimFile.open(file)) {
        source.export(next, wim, null, boot == next);
      }
    }
  }

  /** An image that exists only until the tree, which needs its contents, is there. */
  private int addContents() {
    int carrier = wim.addEmptyImage();
    if (contents.count() > 0) {
      wim.update(carrier, contents);
    }
    return carrier;
  }

  private void exportTree(String name, boolean bootable) {
    try (WimFile source = WimFile.open(tree.path())) {
      source.export(1, wim, name, bootable);
    }
  }
}
