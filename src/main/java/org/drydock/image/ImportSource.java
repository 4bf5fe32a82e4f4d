package org.drydock.image;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be imported, after the checks that take no time.
 *
 * @param files with the WIM among them
 * @param wim the WIM's path in the version's folder
 * @param size of all files, in bytes
 */
record ImportSource(List<SourceFile> files, Path wim, long size) {

  private static final String SOURCES = "sources";
  private static final String INSTALL_WIM = "install.wim";
  private static final List<String> NOT_INSTALL_WIM = List.of("install.esd", "install.swm");

  /** One WIM file. */
  static ImportSource image(ImportRoots roots, String path) throws IOException {
    Path file = roots.resolve(path);
    if (Files.isDirectory(file)) {
      throw new ImportSourceException(
          file
              + " is a folder. Give the path of its .wim file, or import the folder as"
              + " \"upgrade-package\".");
    }
    requireReadable(file);
    WimHeader.check(file);
    Path name = Path.of(path.trim()).getFileName();
    return new ImportSource(List.of(new SourceFile(file, name)), name, Files.size(file));
  }

  /** An installation source folder. */
  static ImportSource upgradePackage(ImportRoots roots, String path, Path library)
      throws IOException {
    Path folder = roots.resolve(path);
    if (!Files.isDirectory(folder)) {
      throw new ImportSourceException(
          folder
              + " is not a folder. An upgrade package is a folder with sources/install.wim; import"
              + " a single .wim file as \"image\".");
    }
    if (library.toRealPath().startsWith(folder)) {
      throw new ImportSourceException(
          folder + " contains Drydock's own image library. Give the folder of the Windows media.");
    }
    Path wim = installWim(folder);
    Path real = wim.toRealPath();
    roots.requireInside(wim, real);
    requireReadable(real);
    WimHeader.check(real);
    return all(roots, folder, folder.relativize(wim));
  }

  /** A sentence about the copies of the files, said of the files that were given. */
  String asGiven(String sentence, Path copies) {
    String text = sentence;
    for (SourceFile file : files) {
      text = text.replace(copies.resolve(file.name()).toString(), file.file().toString());
    }
    return text;
  }

  private static ImportSource all(ImportRoots roots, Path folder, Path wim) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    long[] size = {0};
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path sub, BasicFileAttributes attributes)
              throws IOException {
            roots.requireInside(sub, sub.toRealPath());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            requireReadable(file);
            Path real = file.toRealPath();
            roots.requireInside(file, real);
            files.add(new SourceFile(real, folder.relativize(file)));
            size[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return new ImportSource(files, wim, size[0]);
  }

  /** Media copied on Linux may write the names in any case. */
  private static Path installWim(Path folder) throws IOException {
    Path sources =
        child(folder, SOURCES)
            .orElseThrow(
                () -> new ImportSourceException(folder + " has no folder \"sources\". " + ASK));
    Optional<Path> wim = child(sources, INSTALL_WIM);
    if (wim.isPresent()) {
      return wim.get();
    }
    for (String other : NOT_INSTALL_WIM) {
      Optional<Path> found = child(sources, other);
      if (found.isPresent()) {
        WimHeader.check(found.get()); // says what it is and how to convert it
      }
    }
    throw new ImportSourceException(sources + " has no install.wim. " + ASK);
  }

  private static final String ASK =
      "Give the folder of the Windows media that contains sources/install.wim.";

  private static Optional<Path> child(Path folder, String name) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> child.getFileName().toString().equalsIgnoreCase(name))
          .findFirst();
    }
  }

  private static void requireReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ImportSourceException(
          file
              + " is not a file that the server can read. Give the server's user read access, or"
              + " remove it if it is a broken link or a device.");
    }
  }
}
