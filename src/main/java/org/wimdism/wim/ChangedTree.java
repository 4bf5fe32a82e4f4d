package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * Makes the changes of a mount in the directory tree of its image.
 *
 * <p>A replaced path keeps its security descriptor, attributes, short name and time of creation; a
 * new one inherits from its folder. Of paths that become links of one file, which have one
 * descriptor together, all get what the first one that exists has.
 */
final class ChangedTree {

  /** Attributes that NTFS hands down from a folder. */
  private static final int HANDED_DOWN =
      MetadataEntry.COMPRESSED | MetadataEntry.NOT_CONTENT_INDEXED;

  private final MetadataTree tree;
  private final MountFolder folder;

  ChangedTree(MetadataTree tree, MountFolder folder) {
    this.tree = tree;
    this.folder = folder;
  }

  void apply(Overlay changes) throws IOException {
    changes.deletedPaths().forEach(this::delete);
    Map<Overlay.Blob, List<String>> files = new LinkedHashMap<>();
    for (Overlay.Node node : changes.nodes()) {
      if (node.blob() == null) {
        makeFolder(node.path());
      } else {
        files.computeIfAbsent(node.blob(), blob -> new ArrayList<>()).add(node.path());
      }
    }
    for (Map.Entry<Overlay.Blob, List<String>> file : files.entrySet()) {
      FileTime written = Files.getLastModifiedTime(folder.blob(file.getKey().number()));
      put(file.getValue(), FileContent.of(file.getKey(), written));
    }
  }

  private void delete(String path) {
    tree.find(WimPath.parent(path)).ifPresent(parent -> parent.removeChild(WimPath.name(path)));
  }

  private MetadataEntry makeFolder(String path) {
    Optional<MetadataEntry> existing = tree.find(path);
    if (existing.isPresent()) {
      return existing.get();
    }
    return create(path, true, FileContent.windowsTime(FileTime.from(Instant.now())));
  }

  private void put(Collection<String> paths, FileContent content) {
    MetadataEntry file =
        paths.stream()
            .flatMap(path -> tree.find(path).stream())
            .findFirst()
            .orElseGet(() -> create(paths.iterator().next(), false, content.time()));
    file.replaceContent(content, paths.size() > 1 ? tree.newLinkGroup() : 0);
    for (String path : paths) {
      MetadataEntry link = tree.find(path).orElseGet(() -> create(path, false, content.time()));
      if (link != file) {
        link.becomeLinkOf(file);
      }
    }
  }

  private MetadataEntry create(String path, boolean directory, long time) {
    MetadataEntry parent = makeFolder(WimPath.parent(path));
    MetadataEntry entry = MetadataEntry.named(WimPath.name(path));
    int kind = directory ? MetadataEntry.DIRECTORY : MetadataEntry.ARCHIVE;
    int security =
        tree.descriptor(parent.security())
            .map(descriptor -> inherited(descriptor, directory, path))
            .map(tree::numberOf)
            .orElse(MetadataEntry.NO_SECURITY);
    entry.create(kind | parent.attributes() & HANDED_DOWN, security, time);
    parent.addChild(entry);
    return entry;
  }

  private static byte[] inherited(byte[] descriptor, boolean directory, String path) {
    try {
      return new SecurityDescriptor(descriptor).inherited(directory);
    } catch (IndexOutOfBoundsException e) {
      throw new ServicingError(
          ErrorCode.INVALID_DATA,
          "The security descriptor of the folder "
              + WimPath.parent(path)
              + " in the image is damaged, so that "
              + path
              + " cannot inherit from it.\nNothing was written; the image stays mounted. Discard it"
              + " and take an undamaged image.",
          e);
    }
  }
}
