package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * Changes to a mounted image that become visible together, at {@link #commit()}, or not at all.
 *
 * <p>They become part of the mount; the WIM is written when the mount is committed.
 */
public final class ChangeSet implements AutoCloseable {

  /** A hive that was handed out: what it was, and where its copy lies. */
  private record OpenHive(Path copy, String sha1) {}

  private final MountedImage mounted;
  private final MountFolder folder;
  private final Overlay changes;
  private final LayeredTree tree;
  private final Map<String, OpenHive> hives = new LinkedHashMap<>();
  private int lastBlob;
  private boolean open = true;

  ChangeSet(MountedImage mounted, MountFolder folder, ImageTree image, Overlay changes)
      throws IOException {
    this.mounted = mounted;
    this.folder = folder;
    this.changes = changes.copy();
    this.tree = new LayeredTree(image, this.changes);
    this.lastBlob = folder.highestBlobNumber();
  }

  /** As {@link MountedImage#find}, with this change set's own changes. */
  public Optional<Entry> find(String path) {
    return tree.find(path);
  }

  /** As {@link MountedImage#list}, with this change set's own changes. */
  public List<Entry> list(String directory) {
    return tree.list(directory);
  }

  /** As {@link MountedImage#linksOf}, with this change set's own changes. */
  public List<String> linksOf(String path) {
    return tree.linksOf(path);
  }

  /**
   * Puts a file at one or more paths, which become hard links of one file.
   *
   * <p>A path that exists keeps its spelling; folders that are missing are made. To replace a file
   * at all its links name all of them, see {@link #linksOf}: links that are not named keep the old
   * content.
   *
   * @param source is moved away
   */
  public void put(Path source, List<String> paths) {
    put(paths, number -> folder.take(source, number));
  }

  /**
   * As {@link #put}, but the source stays where it is. It must not be written to any more.
   *
   * @param sha1 of the source, in lower-case hex
   */
  public void putLink(Path source, String sha1, List<String> paths) {
    put(paths, number -> folder.link(source, number, sha1));
  }

  private interface BlobSource {
    Overlay.Blob take(int number) throws IOException;
  }

  private void put(List<String> paths, BlobSource source) {
    requireOpen();
    List<String> resolved = new ArrayList<>();
    for (String path : paths) {
      resolved.add(resolveForFile(path));
    }
    try {
      Overlay.Blob blob = source.take(++lastBlob);
      for (String path : resolved) {
        changes.put(new Overlay.Node(path, blob));
      }
    } catch (IOException e) {
      throw mounted.failure("put " + paths.get(0) + " into the image", e);
    }
  }

  /** Deletes a file or a folder with everything in it; one that is not there is no error. */
  public void delete(String path) {
    requireOpen();
    Optional<Entry> entry = tree.find(path);
    if (entry.isPresent()) {
      String found = entry.get().path();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("the root of the image cannot be deleted");
      }
      changes.drop(found);
      if (tree.find(found).isPresent()) {
        changes.hide(found);
      }
    }
  }

  /** Makes a folder and those above it; one that exists is no error. */
  public void makeDirectory(String path) {
    requireOpen();
    folderAt(WimPath.normal(path));
  }

  /**
   * A copy of a registry hive, to be changed in place with {@link org.wimdism.hive.Hive}. {@link
   * #commit()} puts it back if it was changed. The same path gives the same copy.
   */
  public Path hive(String path) {
    requireOpen();
    Entry entry =
        tree.find(path)
            .filter(found -> !found.directory())
            .orElseThrow(
                () ->
                    new ServicingError(
                        ErrorCode.FILE_NOT_FOUND,
                        "The image has no registry hive " + path + ".\nIs it a Windows image?"));
    OpenHive known = hives.get(entry.path());
    if (known != null) {
      return known.copy();
    }
    try {
      Path copy = folder.newWorkFolder().resolve(entry.name());
      extract(entry, copy);
      hives.put(entry.path(), new OpenHive(copy, entry.sha1()));
      return copy;
    } catch (IOException e) {
      throw mounted.failure("copy the registry hive " + path, e);
    }
  }

  /** Makes all changes visible, with one rename. */
  public void commit() {
    requireOpen();
    try {
      for (Map.Entry<String, OpenHive> hive : hives.entrySet()) {
        String sha1 = Digest.sha1(hive.getValue().copy());
        if (!sha1.equals(hive.getValue().sha1())) {
          Path changed = hive.getValue().copy();
          put(linksOf(hive.getKey()), number -> folder.take(changed, number, sha1));
        }
      }
      folder.save(changes);
      mounted.changed(changes);
      close();
    } catch (IOException e) {
      throw mounted.failure("record the changes", e);
    }
  }

  /** Drops all changes. */
  public void rollback() {
    close();
  }

  /** Drops what was not committed. */
  @Override
  public void close() {
    if (open) {
      open = false;
      mounted.changeSetEnded();
    }
  }

  private void extract(Entry entry, Path copy) throws IOException {
    Optional<Overlay.Node> node = changes.node(entry.path());
    if (node.isPresent()) {
      Files.copy(folder.blob(node.get().blob().number()), copy);
    } else {
      Files.copy(mounted.unpacked(entry.path()), copy);
    }
  }

  private String resolveForFile(String path) {
    String normal = WimPath.normal(path);
    Optional<Entry> existing = tree.find(normal);
    if (existing.isPresent()) {
      if (existing.get().directory()) {
        throw new ServicingError(
            ErrorCode.ALREADY_EXISTS,
            "A file cannot be put at " + path + ": the image has a folder of that name.");
      }
      return existing.get().path();
    }
    return WimPath.child(folderAt(WimPath.parent(normal)), WimPath.name(normal));
  }

  /** The folder in the image's spelling; it is made where it does not exist. */
  private String folderAt(String normal) {
    Optional<Entry> existing = tree.find(normal);
    if (existing.isPresent()) {
      if (!existing.get().directory()) {
        throw new ServicingError(
            ErrorCode.ALREADY_EXISTS,
            "A folder cannot be made at " + normal + ": the image has a file of that name.");
      }
      return existing.get().path();
    }
    String path = WimPath.child(folderAt(WimPath.parent(normal)), WimPath.name(normal));
    changes.put(new Overlay.Node(path, null));
    return path;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("The change set has ended.");
    }
  }
}
