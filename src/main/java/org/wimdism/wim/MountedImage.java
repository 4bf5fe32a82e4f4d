package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamException;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * An image that is mounted at a folder, with the changes made to it so far.
 *
 * <p>While it is open no other command can work on the same mount. For one thread.
 */
public final class MountedImage implements AutoCloseable {

  private final MountRegistry registry;
  private final StateLock lock;
  private final MountFolder folder;
  private final Optional<WimOutline> outline;
  private final ImageTree image;
  private final MountRecord record;
  private WimFile wim;
  private Overlay changes;
  private boolean changing;

  private MountedImage(MountRegistry registry, StateLock lock, MountRecord record) {
    this.registry = registry;
    this.lock = lock;
    this.record = record;
    this.folder = new MountFolder(record.mountFolder());
    this.changes = folder.load();
    this.outline = WimOutline.read(record.imageFile());
    this.image =
        new ImageTree(
            this::wim,
            record.index(),
            folder.treeIndex(),
            outline
                .flatMap(file -> file.metadata(record.index()))
                .orElseGet(() -> wim().metadata(record.index()).sha1()));
  }

  /** Opened when it is needed: most commands get along with the outline. */
  private WimFile wim() {
    if (wim == null) {
      wim = WimFile.open(record.imageFile());
    }
    return wim;
  }

  /**
   * Opens a mounted image of the standard state folder.
   *
   * @throws ServicingError when the folder is no mount, when the mount is unusable, or when another
   *     command works on it
   */
  public static MountedImage open(Path mountDir) {
    return open(MountRegistry.standard(System.getenv()), mountDir);
  }

  public static MountedImage open(MountRegistry registry, Path mountDir) {
    Path folder = PathIdentity.of(mountDir);
    StateLock lock = registry.lockMount(folder);
    try {
      return new MountedImage(registry, lock, registry.requireUsable(folder));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  public Path mountDir() {
    return folder.path();
  }

  public Path imageFile() {
    return record.imageFile();
  }

  public int index() {
    return record.index();
  }

  public boolean readOnly() {
    return record.readOnly();
  }

  /** A text of the image's XML in the WIM, such as {@code WINDOWS/VERSION/BUILD}. */
  public Optional<String> property(String name) {
    try {
      return outline.isPresent()
          ? outline.get().property(record.index(), name)
          : wim().property(record.index(), name);
    } catch (XMLStreamException e) {
      return wim().property(record.index(), name);
    }
  }

  /** The version of its Windows with the changes made so far, such as 10.0.26100.1742. */
  public Optional<String> version() {
    Optional<String> build = property("WINDOWS/VERSION/BUILD");
    if (build.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt revision =
        changes
            .node(BuildRevision.SOFTWARE_HIVE)
            .map(node -> BuildRevision.read(folder.blob(node.blob().number())))
            .orElse(OptionalInt.empty());
    return Optional.of(
        String.join(
            ".",
            property("WINDOWS/VERSION/MAJOR").orElse("0"),
            property("WINDOWS/VERSION/MINOR").orElse("0"),
            build.get(),
            revision.isPresent()
                ? Integer.toUnsignedString(revision.getAsInt())
                : property("WINDOWS/VERSION/SPBUILD").orElse("0")));
  }

  /**
   * The file or folder at a path, in any case and with '/' or '\'.
   *
   * @throws ServicingError when several names of the image differ only in case
   */
  public Optional<Entry> find(String path) {
    return tree().find(path);
  }

  /** What is in a folder; nothing for what is no folder. */
  public List<Entry> list(String directory) {
    return tree().list(directory);
  }

  /** All paths of the file's hard-link group, itself included; nothing for what is no file. */
  public List<String> linksOf(String path) {
    return tree().linksOf(path);
  }

  public byte[] read(String path) {
    try {
      Entry file = requireFile(path);
      Optional<Overlay.Node> node = changes.node(file.path());
      if (node.isPresent()) {
        return Files.readAllBytes(folder.blob(node.get().blob().number()));
      }
      Optional<byte[]> small = small(file);
      if (small.isPresent()) {
        return small.get();
      }
      Path work = folder.newWorkFolder();
      byte[] bytes = Files.readAllBytes(wim().extract(record.index(), file.path(), work));
      Durable.deleteTree(work);
      return bytes;
    } catch (IOException e) {
      throw failure("read " + path + " of the image", e);
    }
  }

  /** The content of a small file, without libwim; nothing where libwim is needed for it. */
  private Optional<byte[]> small(Entry file) {
    if (file.size() == 0 || file.size() > WimOutline.LARGEST_FILE || file.sha1().isEmpty()) {
      return Optional.empty();
    }
    return outline.flatMap(wimFile -> wimFile.content(file.sha1()));
  }

  /**
   * A file with the content of one of the image, such as a hive to look into: to be read only.
   *
   * <p>What comes out of the WIM is kept for the next command. It is worth that for files into
   * which almost every command looks.
   */
  public Path unpacked(String path) {
    try {
      Entry file = requireFile(path);
      Optional<Overlay.Node> node = changes.node(file.path());
      return node.isPresent()
          ? folder.blob(node.get().blob().number())
          : folder.kept(file, target -> extractContent(file.path(), target));
    } catch (IOException e) {
      throw failure("unpack " + path + " of the image", e);
    }
  }

  /** Copies a file of the image to a new file. */
  public void extract(String path, Path target) {
    try {
      Entry file = requireFile(path);
      Optional<Overlay.Node> node = changes.node(file.path());
      if (node.isPresent()) {
        Files.copy(folder.blob(node.get().blob().number()), target);
      } else {
        Path work = folder.newWorkFolder();
        Files.move(wim().extract(record.index(), file.path(), work), target);
        Durable.deleteTree(work);
      }
    } catch (IOException e) {
      throw failure("extract " + path + " of the image", e);
    }
  }

  /** As {@link #extract}, but the copy's time is now. */
  public void extractContent(String path, Path target) {
    try {
      Entry file = requireFile(path);
      Optional<byte[]> small =
          changes.node(file.path()).isPresent() ? Optional.empty() : small(file);
      if (small.isPresent()) {
        Files.write(target, small.get(), StandardOpenOption.CREATE_NEW);
      } else {
        extract(path, target);
      }
    } catch (IOException e) {
      throw failure("extract " + path + " of the image", e);
    }
  }

  /**
   * Begins changes; nothing of them is visible before they are committed.
   *
   * @throws ServicingError when the image is mounted for reading only
   */
  public ChangeSet begin() {
    requireWritable();
    if (changing) {
      throw new IllegalStateException("a change set of " + folder.path() + " is open");
    }
    try {
      changing = true;
      folder.dropUnused(changes.blobNumbers());
      return new ChangeSet(this, folder, image, changes);
    } catch (IOException e) {
      throw failure("begin to change the image", e);
    }
  }

  /**
   * Writes the changes into the WIM, once. The image must not be used afterwards, only closed; it
   * stays mounted.
   *
   * @return nothing when there were no changes, and nothing was written
   */
  public Optional<CommitReport> commit(CommitOptions options, Progress progress) {
    requireWritable();
    return new Commit(registry, record, folder, changes).run(options, progress);
  }

  /** Ends the mount, with all changes that were not committed. */
  public void unmount() {
    closeWim();
    registry.remove(record);
  }

  private void closeWim() {
    if (wim != null) {
      wim.close();
    }
  }

  @Override
  public void close() {
    closeWim();
    try {
      folder.clearWork();
    } catch (IOException e) {
      throw failure("remove temporary files", e);
    } finally {
      lock.close();
    }
  }

  void changed(Overlay committed) {
    changes = committed;
  }

  void changeSetEnded() {
    changing = false;
    try {
      folder.dropUnused(changes.blobNumbers());
    } catch (IOException e) {
      throw failure("remove files that are no longer needed", e);
    }
  }

  ServicingError failure(String what, IOException cause) {
    return new ServicingError(
        ErrorCode.WRITE_FAULT,
        "wimdism cannot "
            + what
            + ": "
            + cause
            + ".\nCheck the rights and the room in the mount folder "
            + folder.path()
            + ".",
        cause);
  }

  private LayeredTree tree() {
    return new LayeredTree(image, changes);
  }

  private Entry requireFile(String path) {
    return find(path)
        .filter(entry -> !entry.directory())
        .orElseThrow(
            () ->
                new ServicingError(
                    ErrorCode.FILE_NOT_FOUND, "The image has no file " + path + "."));
  }

  /** Throws when the image is mounted for reading only. */
  public void requireWritable() {
    if (record.readOnly()) {
      throw new ServicingError(
          ErrorCode.NO_WRITE_PERMISSION,
          "The image at "
              + folder.path()
              + " is mounted for reading only.\nMount it without /ReadOnly to change it.");
    }
  }
}
