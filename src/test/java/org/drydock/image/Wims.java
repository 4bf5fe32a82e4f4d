package org.drydock.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Small real WIMs, made by wimlib-imagex. */
final class Wims {

  private Wims() {}

  /** Two images, as the stand-in tells it; with options only one. */
  static Path capture(Path wim, String content, String... options) throws Exception {
    Path tree = Files.createTempDirectory(wim.getParent(), "tree");
    Files.writeString(tree.resolve("file.txt"), content);
    List<String> command =
        new ArrayList<>(
            List.of("wimlib-imagex", "capture", tree.toString(), wim.toString(), "Image"));
    command.addAll(List.of(options));
    run(command);
    if (options.length == 0) {
      run(List.of("wimlib-imagex", "append", tree.toString(), wim.toString(), "Second"));
    }
    Files.delete(tree.resolve("file.txt"));
    Files.delete(tree);
    return wim;
  }

  /** An installation source folder whose WIM has this content. */
  static Path upgradePackage(Path folder, String content) throws Exception {
    Files.createDirectories(folder.resolve("sources"));
    Files.writeString(folder.resolve("setup.exe"), "setup");
    Files.writeString(folder.resolve("sources/lang.ini"), "[Available UI Languages]");
    capture(folder.resolve("sources/install.wim"), content);
    return folder;
  }

  /** Makes a WIM claim to be one part of several. */
  static Path split(Path wim) throws IOException {
    try (FileChannel channel = FileChannel.open(wim, StandardOpenOption.WRITE)) {
      ByteBuffer parts = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(parts.putShort((short) 1).putShort((short) 3).flip(), 40);
    }
    return wim;
  }

  /** Makes the header name another place for the table of all streams. */
  static void placeStreamTableAt(Path wim, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(wim, StandardOpenOption.WRITE)) {
      ByteBuffer place = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(place.putLong(offset).flip(), 56);
    }
  }

  static Path truncate(Path wim) throws IOException {
    try (FileChannel channel = FileChannel.open(wim, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 100);
    }
    return wim;
  }

  static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
  }
}
