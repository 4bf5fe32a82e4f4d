package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.MountRecord.Phase;

/**
 * Writes the changes of a mount into its WIM, with one overwrite.
 *
 * <p>libwim appends to the file and rewrites the header last. Killed before that, the WIM is as it
 * was; killed after it, the changes are in it and the record still says that they were being
 * written: the next commit writes them once more, which changes nothing.
 */
final class Commit {

  private static final String HIVES = WimPath.key("Windows/System32/config/");

  /** How many foreign files a message names. */
  private static final int NAMED = 5;

  private final MountRegistry registry;
  private final MountRecord record;
  private final MountFolder folder;
  private final Overlay changes;

  Commit(MountRegistry registry, MountRecord record, MountFolder folder, Overlay changes) {
    this.registry = registry;
    this.record = record;
    this.folder = folder;
    this.changes = changes;
  }

  Optional<CommitReport> run(CommitOptions options, Progress progress) {
    try {
      requireNoForeignFiles();
      if (changes.isEmpty() && !options.append()) {
        return Optional.empty();
      }
      folder.verify(changes);
      try (StateLock lock = registry.lockWim(record.imageFile())) {
        return Optional.of(write(options, progress));
      }
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.CANNOT_COMMIT,
          "The specified mounted image cannot be committed back into the WIM: "
              + e
              + ".\nThe image stays mounted.",
          e);
    }
  }

  private CommitReport write(CommitOptions options, Progress progress) throws IOException {
    long before = WimHeader.end(record.imageFile());
    try (WimFile wim = WimFile.openForWriting(record.imageFile(), options.checkIntegrity())) {
      int image = putChanges(wim, options.append());
      setRevision(wim, image);
      if (!options.append()) {
        registry.save(record.in(Phase.COMMITTING));
      }
      wim.overwrite(progress);
    }
    try (WimFile wim = WimFile.open(record.imageFile())) {
      if (!options.append()) {
        MountRecord committed = record.committed(wim.metadata(record.index()).sha1());
        registry.save(committed);
        folder.save(committed);
        folder.clear();
      }
      return report(wim, before);
    }
  }

  /** The number of the image that has the changes: the mounted one, or a new one. */
  private int putChanges(WimFile wim, boolean append) throws IOException {
    if (changesArePlain(wim)) {
      int image = append ? appendCopy(wim) : record.index();
      try (UpdateCommands commands = commands()) {
        if (commands.count() > 0) {
          wim.update(image, commands);
        }
      }
      return image;
    }
    TreeFile tree =
        TreeFile.take(record.imageFile(), record.index(), folder.newWorkFolder().resolve("tree"));
    MetadataTree changed = tree.read();
    new ChangedTree(changed, folder).apply(changes);
    tree.write(changed);
    try (UpdateCommands contents = contents()) {
      ImageReplacement replacement = new ImageReplacement(wim, tree, contents);
      if (append) {
        return replacement.append(copyName(wim));
      }
      replacement.replace(record.index());
      return record.index();
    }
  }

  /**
   * Whether nothing that is replaced, and no folder that gets something new, has security or
   * attributes to keep or to hand down: then libwim's own update, which is faster, loses nothing.
   */
  private boolean changesArePlain(WimFile wim) {
    for (Overlay.Node node : changes.nodes()) {
      String path = node.path();
      Optional<Boolean> plain = wim.isPlain(record.index(), path);
      while (plain.isEmpty()) {
        path = WimPath.parent(path);
        plain = wim.isPlain(record.index(), path);
      }
      if (!plain.get()) {
        return false;
      }
    }
    return true;
  }

  private UpdateCommands commands() {
    UpdateCommands commands = new UpdateCommands();
    changes.deletedPaths().forEach(commands::delete);
    for (Overlay.Node node : changes.nodes()) {
      commands.add(
          node.blob() == null ? folder.emptyFolder() : folder.blob(node.blob().number()),
          node.path());
    }
    return commands;
  }

  private UpdateCommands contents() {
    UpdateCommands commands = new UpdateCommands();
    for (int number : changes.blobNumbers()) {
      commands.add(folder.blob(number), Integer.toString(number));
    }
    return commands;
  }

  private int appendCopy(WimFile wim) {
    try (WimFile source = WimFile.open(record.imageFile())) {
      source.export(record.index(), wim, copyName(wim), false);
    }
    return wim.header().imageCount();
  }

  /** A name for a copy of the mounted image that no other image has. */
  private String copyName(WimFile wim) {
    String name = wim.property(record.index(), "NAME").orElse("");
    return name + " (" + (wim.header().imageCount() + 1) + ")";
  }

  /** Administrators read the build revision in the WIM's XML: it follows the registry. */
  private void setRevision(WimFile wim, int image) {
    Optional<Overlay.Node> software = changes.node(BuildRevision.SOFTWARE_HIVE);
    if (software.isEmpty() || wim.property(image, "WINDOWS/VERSION/BUILD").isEmpty()) {
      return;
    }
    BuildRevision.read(folder.blob(software.get().blob().number()))
        .ifPresent(
            revision ->
                wim.setProperty(
                    image, "WINDOWS/VERSION/SPBUILD", Integer.toUnsignedString(revision)));
  }

  private CommitReport report(WimFile wim, long before) throws IOException {
    Set<String> hiveContents = new HashSet<>();
    for (Overlay.Node node : changes.nodes()) {
      if (node.blob() != null && WimPath.key(node.path()).startsWith(HIVES)) {
        hiveContents.add(node.blob().sha1());
      }
    }
    long[] sums = new long[3];
    wim.iterateResources(
        resource -> {
          if (resource.offset() >= before) {
            int part = resource.metadata() ? 2 : hiveContents.contains(resource.sha1()) ? 1 : 0;
            sums[part] += resource.compressedSize();
          }
          return true;
        });
    return new CommitReport(sums[0], sums[1], sums[2], Files.size(record.imageFile()) - before);
  }

  private void requireNoForeignFiles() throws IOException {
    List<Path> foreign = folder.foreignFiles();
    if (!foreign.isEmpty()) {
      String names =
          foreign.stream()
              .limit(NAMED)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.joining(", "));
      throw new ServicingError(
          ErrorCode.CANNOT_COMMIT,
          "The specified mounted image cannot be committed back into the WIM.\n"
              + "The mount folder "
              + folder.path()
              + " holds files that wimdism did not put there: "
              + names
              + (foreign.size() > NAMED ? " and " + (foreign.size() - NAMED) + " more" : "")
              + ".\nThey are not part of the image. Move them away and commit again; the image"
              + " stays mounted.");
    }
  }
}
