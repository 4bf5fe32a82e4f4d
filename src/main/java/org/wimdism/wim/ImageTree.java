package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * The files of one image as its WIM holds them. Where there is a file for it, the whole tree is
 * written down for the next command; else folders are listed when they are asked for.
 */
final class ImageTree {

  private static final Entry ROOT = new Entry("", true, 0, "", 0, 0);

  private final Supplier<WimFile> wim;
  private final int image;
  private final Map<String, Map<String, List<Entry>>> folders = new HashMap<>();
  private final Path indexFile;
  private final String metadataSha1;
  private Optional<TreeIndex> index;

  /** A tree of which only folders are asked for. */
  ImageTree(WimFile wim, int image) {
    this.wim = () -> wim;
    this.image = image;
    this.indexFile = null;
    this.metadataSha1 = null;
    this.index = Optional.empty();
  }

  /**
   * A tree.
   *
   * @param wim opens the file when it is needed for the first time
   * @param indexFile where its index is, or is written when it is needed
   * @param metadataSha1 the SHA-1 of the resource that holds the tree
   */
  ImageTree(Supplier<WimFile> wim, int image, Path indexFile, String metadataSha1) {
    this.wim = wim;
    this.image = image;
    this.indexFile = indexFile;
    this.metadataSha1 = metadataSha1;
    this.index = TreeIndex.open(indexFile, metadataSha1);
  }

  /**
   * The entry at a normal path, in any case.
   *
   * @throws ServicingError when several names differ only in case: libwim would pick one of them
   */
  Optional<Entry> find(String path) {
    Entry found = ROOT;
    for (String part : WimPath.parts(path)) {
      if (!found.directory()) {
        return Optional.empty();
      }
      List<Entry> matches =
          isIndexed()
              ? index().find(found.path(), part)
              : names(found.path()).getOrDefault(WimPath.key(part), List.of());
      if (matches.isEmpty()) {
        return Optional.empty();
      }
      if (matches.size() > 1) {
        throw ambiguous(matches);
      }
      found = matches.get(0);
    }
    return Optional.of(found);
  }

  /** What is in the folder whose path is given in the image's spelling. */
  List<Entry> list(String folder) {
    if (isIndexed()) {
      return index().list(folder);
    }
    List<Entry> entries = new ArrayList<>();
    names(folder).values().forEach(entries::addAll);
    return entries;
  }

  /** All paths of the file's hard-link group. */
  List<String> linksOf(Entry file) {
    List<String> links = file.linkGroup() == 0 ? List.of() : index().links(file.linkGroup());
    return links.isEmpty() ? List.of(file.path()) : links;
  }

  /**
   * Throws when the directory tree is damaged, also where libwim would go on without the damaged
   * part, such as a file named "..": a commit would lose it.
   */
  void requireReadable() {
    List<String> messages = LibWimMessages.during(() -> names(""));
    for (String message : messages) {
      if (message.contains("Ignoring ")) {
        throw new ServicingError(
            ErrorCode.INVALID_DATA,
            wim.get().file()
                + " is damaged: the directory tree of image "
                + image
                + " has entries that cannot be there. libwim says: "
                + message
                + "\nNothing was changed. Take an undamaged copy of the file.");
      }
    }
  }

  private Map<String, List<Entry>> names(String folder) {
    return folders.computeIfAbsent(
        folder,
        f -> {
          Map<String, List<Entry>> names = new HashMap<>();
          for (Entry entry : wim.get().list(image, f)) {
            names.computeIfAbsent(WimPath.key(entry.name()), k -> new ArrayList<>(1)).add(entry);
          }
          return names;
        });
  }

  private boolean isIndexed() {
    return indexFile != null;
  }

  private TreeIndex index() {
    if (index.isEmpty()) {
      try {
        index = Optional.of(TreeIndex.write(indexFile, metadataSha1, wim.get(), image));
      } catch (IOException e) {
        throw new ServicingError(
            ErrorCode.WRITE_FAULT,
            "wimdism cannot write "
                + indexFile
                + ": "
                + e
                + ".\nCheck the rights and the room in the mount folder.",
            e);
      }
    }
    return index.get();
  }

  private ServicingError ambiguous(List<Entry> matches) {
    List<String> paths = new ArrayList<>();
    matches.forEach(match -> paths.add(match.path()));
    return new ServicingError(
        ErrorCode.NOT_SUPPORTED,
        "The image has several files whose names differ only in case: "
            + String.join(", ", paths)
            + ".\nwimdism does not guess which one is meant.");
  }
}
