package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.CommitOptions;
import org.wimdism.wim.MetadataSurgery;
import org.wimdism.wim.MountRegistry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;
import org.wimdism.wim.SmallImage;

class DamagedFilesTest {

  @TempDir Path folder;
  private Path state;
  private Path mount;
  private Path wim;

  @BeforeEach
  void makeImage() throws Exception {
    state = folder.resolve("state");
    mount = Files.createDirectory(folder.resolve("mount"));
    wim = SmallImage.capture(folder);
  }

  @Test
  void aFileThatIsNoWim() throws Exception {
    Path file = Files.writeString(folder.resolve("no.wim"), "MZ this is a program".repeat(100));
    assertRefused(file, ErrorCode.INVALID_DATA, "is not a WIM file");
  }

  @Test
  void anEmptyFile() throws Exception {
    assertRefused(
        Files.createFile(folder.resolve("empty.wim")), ErrorCode.INVALID_DATA, "is empty");
  }

  @Test
  void aFolderOrNothing() {
    assertRefused(folder, ErrorCode.ACCESS_DENIED, "is not a file");
    assertRefused(folder.resolve("none.wim"), ErrorCode.FILE_NOT_FOUND, "cannot find");
  }

  @Test
  void aTruncatedWim() throws Exception {
    byte[] bytes = Files.readAllBytes(wim);
    for (int length : new int[] {8, 100, 208, 300, bytes.length / 2, bytes.length - 1}) {
      Path file = folder.resolve("cut-" + length + ".wim");
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused(file, ErrorCode.INVALID_DATA, file.toString());
    }
  }

  @Test
  void aDamagedDirectoryTree() throws Exception {
    long[] place = new long[1];
    // The metadata resource lies behind the files' data; its place is in the listing.
    String blobs = SmallImage.run("wimlib-imagex", "info", wim.toString(), "--blobs");
    String metadata =
        Arrays.stream(blobs.split("\n\n"))
            .filter(block -> block.contains("WIM_RESHDR_FLAG_METADATA"))
            .findFirst()
            .orElseThrow();
    place[0] = Long.parseLong(metadata.replaceAll("(?s).*Offset in WIM += (\\d+) bytes.*", "$1"));
    damage(wim, place[0] + 40);
    CommandRun run = mount(wim);
    assertThat(run.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(run.error()).contains(wim + " is damaged").contains("image 1");
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void aDamagedFileInTheImage() throws Exception {
    Path source = SmallImage.source(folder);
    byte[] content = new byte[100_000];
    new java.util.Random(1).nextBytes(content);
    Files.write(source.resolve("Windows/random.bin"), content);
    Files.delete(wim);
    SmallImage.run(
        "wimlib-imagex", "capture", source.toString(), wim.toString(), "--compress=none");
    byte[] bytes = Files.readAllBytes(wim);
    damage(wim, indexOf(bytes, Arrays.copyOf(content, 20)) + 50);
    CommandRun checked =
        CommandRun.of(
            state,
            "/Mount-Image",
            "/ImageFile:" + wim,
            "/Index:1",
            "/MountDir:" + mount,
            "/ReadOnly",
            "/CheckIntegrity");
    assertThat(checked.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(checked.error()).contains(wim + " is damaged");
    assertThat(mount).isEmptyDirectory();
    assertThat(mount(wim).code()).isZero();
    MountRegistry registry = new MountRegistry(state);
    try (MountedImage image = MountedImage.open(registry, mount)) {
      ServicingError error =
          org.junit.jupiter.api.Assertions.assertThrows(
              ServicingError.class, () -> image.read("Windows/random.bin"));
      assertThat(error.code()).isEqualTo(ErrorCode.INVALID_DATA);
      assertThat(error.text()).contains("random.bin").contains("damaged");
      try (ChangeSet changes = image.begin()) {
        Path file = Files.writeString(folder.resolve("new"), "new");
        changes.put(file, List.of("Windows/new.txt"));
        changes.commit();
      }
      assertThat(image.commit(CommitOptions.PLAIN, Progress.NONE)).isPresent();
      image.unmount();
    }
    CommandRun export =
        CommandRun.of(
            state,
            "/Export-Image",
            "/SourceImageFile:" + wim,
            "/SourceIndex:1",
            "/DestinationImageFile:" + folder.resolve("out.wim"),
            "/Compress:max");
    assertThat(export.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(folder.resolve("out.wim")).doesNotExist();
    assertThat(folder.resolve(".out.wim.wimdism")).doesNotExist();
  }

  @Test
  void aPathThatLeavesTheImage() throws Exception {
    Path file = uncompressed();
    new MetadataSurgery(file).rename("up", "..");
    CommandRun run = mount(file);
    assertThat(run.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(run.error()).contains("is damaged").contains("directory tree");
    CommandRun checked =
        CommandRun.of(
            state,
            "/Mount-Image",
            "/ImageFile:" + file,
            "/Index:1",
            "/MountDir:" + mount,
            "/CheckIntegrity");
    assertThat(checked.error()).contains("is damaged").contains("directory tree");
  }

  @Test
  void aHeaderThatCountsOtherImages() throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(wim.toFile(), "rw")) {
      bytes.seek(44); // the image count
      bytes.write(7);
    }
    assertRefused(wim, ErrorCode.INVALID_DATA, "is damaged");
  }

  @Test
  void anImageThatIsNoWindows_isSaidToBeNone() throws Exception {
    Path source = Files.createDirectory(folder.resolve("data"));
    Files.writeString(source.resolve("file"), "x");
    Path file = folder.resolve("data.wim");
    SmallImage.run("wimlib-imagex", "capture", source.toString(), file.toString());
    assertThat(mount(file).code()).isZero();
    CommandRun run = CommandRun.of(state, "/Image:" + mount, "/Get-Packages");
    assertThat(run.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND);
    assertThat(run.error()).contains("config/SOFTWARE").contains("Is it a Windows image?");
  }

  @Test
  void aFolderThatContainsItself() throws Exception {
    Path file = uncompressed();
    new MetadataSurgery(file).putRootInto("up");
    CommandRun run = mount(file);
    assertThat(run.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(run.error()).contains("is damaged").contains("directory tree");
  }

  @Test
  void aSplitWim() throws Exception {
    Path source = SmallImage.source(folder);
    for (int i = 0; i < 3; i++) {
      byte[] content = new byte[600_000];
      new java.util.Random(i).nextBytes(content);
      Files.write(source.resolve("Windows/big" + i), content);
    }
    Path large = folder.resolve("large.wim");
    SmallImage.run("wimlib-imagex", "capture", source.toString(), large.toString());
    Path part = folder.resolve("part.swm");
    SmallImage.run("wimlib-imagex", "split", large.toString(), part.toString(), "1");
    assertRefused(part, ErrorCode.SPLIT_WIM, "one part of a split WIM");
    assertRefused(folder.resolve("part2.swm"), ErrorCode.SPLIT_WIM, "Join the parts");
  }

  @Test
  void anEsd_isListedAndExportedButNotMounted() throws Exception {
    Path esd = folder.resolve("install.esd");
    SmallImage.run("wimlib-imagex", "export", wim.toString(), "1", esd.toString(), "--solid");
    CommandRun run = mount(esd);
    assertThat(run.code()).isEqualTo(ErrorCode.ESD_CANNOT_BE_MOUNTED);
    assertThat(run.error()).contains("is an ESD file").contains("/Export-Image");
    assertThat(CommandRun.of(state, "/Get-ImageInfo", "/ImageFile:" + esd).output())
        .contains("Name : Small");
    Path exported = folder.resolve("exported.wim");
    CommandRun export =
        CommandRun.of(
            state,
            "/Export-Image",
            "/SourceImageFile:" + esd,
            "/SourceIndex:1",
            "/DestinationImageFile:" + exported,
            "/Compress:max");
    assertThat(export.code()).as(export.output()).isZero();
    assertThat(mount(exported).code()).isZero();
  }

  @Test
  void aChangedFileThatAnotherProgramTouched_isNotCommitted() throws Exception {
    assertThat(mount(wim).code()).isZero();
    try (MountedImage image = MountedImage.open(new MountRegistry(state), mount);
        ChangeSet changes = image.begin()) {
      Path file = Files.writeString(folder.resolve("new"), "new");
      changes.put(file, List.of("Windows/new.txt"));
      changes.commit();
    }
    Files.writeString(mount.resolve(".wimdism/files/1"), "NEW");
    byte[] before = Files.readAllBytes(wim);
    CommandRun run = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(run.code()).isEqualTo(ErrorCode.CANNOT_COMMIT);
    assertThat(run.error()).contains("Windows/new.txt");
    assertThat(Files.readAllBytes(wim)).isEqualTo(before);
  }

  private void assertRefused(Path file, int code, String text) {
    for (CommandRun run :
        List.of(
            CommandRun.of(state, "/Get-ImageInfo", "/ImageFile:" + file),
            mount(file),
            CommandRun.of(
                state,
                "/Export-Image",
                "/SourceImageFile:" + file,
                "/SourceIndex:1",
                "/DestinationImageFile:" + folder.resolve("out.wim")))) {
      assertThat(run.error())
          .startsWith("Error: " + ErrorCode.format(code) + "\n\n")
          .contains(text);
      assertThat(run.code()).isEqualTo(code);
    }
    assertThat(mount).isEmptyDirectory();
    assertThat(folder.resolve("out.wim")).doesNotExist();
  }

  private CommandRun mount(Path file) {
    return CommandRun.of(
        state, "/Mount-Image", "/ImageFile:" + file, "/Index:1", "/MountDir:" + mount);
  }

  /** A WIM with a folder named "up" whose directory tree can be changed byte by byte. */
  private Path uncompressed() throws Exception {
    Path source = SmallImage.source(folder);
    SmallImage.write(source.resolve("Windows/up/file"), "file");
    Path file = folder.resolve("plain.wim");
    SmallImage.run(
        "wimlib-imagex", "capture", source.toString(), file.toString(), "--compress=none");
    return file;
  }

  private static void damage(Path file, long position) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int old = bytes.read();
      bytes.seek(position);
      bytes.write(old ^ 0xff);
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
