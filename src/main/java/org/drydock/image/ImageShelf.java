package org.drydock.image;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.drydock.host.DurableCopy;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Component;

/**
 * The folders {@code images/<id>/<version>}: a version is put together in a draft folder beside
 * them and gets its name, and loses the right to be written, when it is whole.
 */
@Component
class ImageShelf {

  private final Path images;

  ImageShelf(DataFolder dataFolder) {
    this.images = dataFolder.images();
  }

  Path root() {
    return images;
  }

  Path folder(String id) {
    return images.resolve(id);
  }

  Path version(String id, int version) {
    return folder(id).resolve(Integer.toString(version));
  }

  /** An empty draft; what an interrupted attempt left there is removed. */
  Path draft(String id, int version) throws IOException {
    Path draft = draftFolder(id, version);
    new FolderTree(draft).delete();
    Files.createDirectories(draft);
    return draft;
  }

  /**
   * Gives a draft another version's files, except one, without using room for them where it can.
   */
  void share(Path from, Path draft, Path except) throws IOException {
    for (Path file : new FolderTree(from).files()) {
      if (!file.equals(except)) {
        Path target = draft.resolve(file);
        Files.createDirectories(target.getParent());
        try {
          Files.createLink(target, from.resolve(file));
        } catch (UnsupportedOperationException | FileSystemException e) {
          DurableCopy.copy(from.resolve(file), target, () -> false, bytes -> {});
        }
      }
    }
  }

  /** Turns the draft into the version, in one rename; both survive a power cut. */
  Path finish(String id, int version) throws IOException {
    FolderTree draft = new FolderTree(draftFolder(id, version));
    Path target = version(id, version);
    // Nobody has published it, or this draft would not have been begun.
    new FolderTree(target).delete();
    draft.sync();
    draft.makeReadOnly();
    Files.move(draft.root(), target, StandardCopyOption.ATOMIC_MOVE);
    DurableCopy.syncFolder(folder(id));
    DurableCopy.syncFolder(images);
    return target;
  }

  void dropDraft(String id, int version) throws IOException {
    new FolderTree(draftFolder(id, version)).delete();
  }

  /**
   * Removes a version that no record knows any more. It loses its name first, so that what is left
   * after a crash is nobody's version.
   *
   * @return the bytes that became free
   */
  long discard(String id, int version) throws IOException {
    FolderTree dying = new FolderTree(folder(id).resolve("." + version + ".removed"));
    if (Files.exists(version(id, version))) {
      Files.move(version(id, version), dying.root(), StandardCopyOption.ATOMIC_MOVE);
      DurableCopy.syncFolder(folder(id));
    }
    long bytes = dying.ownBytes();
    dying.delete();
    return bytes;
  }

  /** Removes everything of an image that was never published. */
  void remove(String id) throws IOException {
    new FolderTree(folder(id)).delete();
  }

  Path draftFolder(String id, int version) {
    return folder(id).resolve("." + version + ".draft");
  }
}
