package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a WIM without libwim, compared with what libwim wrote. */
class WimOutlineTest {

  private static final int CHUNK = 1 << 15;

  @TempDir Path folder;

  @Test
  void smallFilesOfAllKindsAreUnpackedAsTheyWerePackedByLibwim() throws Exception {
    List<byte[]> files = files();
    WimOutline outline = WimOutline.read(wim(files, "LZX")).orElseThrow();
    for (byte[] file : files) {
      assertThat(outline.content(sha1(file))).hasValueSatisfying(found -> equal(found, file));
    }
    assertThat(outline.content("0".repeat(40))).isEmpty();
  }

  @Test
  void otherCompressionIsLeftToLibwim() throws Exception {
    byte[] text = "a text that can be compressed\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    assertThat(outlineOf(text, "XPRESS").content(sha1(text))).isEmpty();
    assertThat(outlineOf(text, "none").content(sha1(text)))
        .hasValueSatisfying(found -> equal(found, text));
  }

  @Test
  void damagedContentIsLeftToLibwim() throws Exception {
    byte[] text = "a text that can be compressed\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    Path wim = wim(List.of(text), "LZX");
    long header = 208;
    try (RandomAccessFile damaged = new RandomAccessFile(wim.toFile(), "rw")) {
      damaged.seek(header);
      damaged.write(new byte[64]);
    }
    assertThat(WimOutline.read(wim).orElseThrow().content(sha1(text))).isEmpty();
  }

  @Test
  void headerTreesAndTextsAreThoseThatLibwimReads() throws Exception {
    Path wim = SmallImage.capture(folder);
    WimOutline outline = WimOutline.read(wim).orElseThrow();
    try (WimFile opened = WimFile.open(wim)) {
      assertThat(outline.guid()).isEqualTo(opened.header().guid());
      assertThat(outline.imageCount()).isEqualTo(1);
      assertThat(outline.metadata(1)).hasValue(opened.metadata(1).sha1());
      for (String name : List.of("NAME", "WINDOWS/ARCH", "WINDOWS/VERSION/BUILD", "TOTALBYTES")) {
        assertThat(outline.property(1, name)).isPresent().isEqualTo(opened.property(1, name));
      }
    }
    assertThat(outline.metadata(2)).isEmpty();
    assertThat(outline.property(1, "WINDOWS/VERSION")).isEmpty();
    assertThat(outline.property(2, "NAME")).isEmpty();
  }

  @Test
  void whatIsNoWholeWimHasNoOutline() throws Exception {
    Path wim = SmallImage.capture(folder);
    try (RandomAccessFile truncated = new RandomAccessFile(wim.toFile(), "rw")) {
      truncated.setLength(truncated.length() - 1);
    }
    assertThat(WimOutline.read(wim)).isEmpty();
    assertThat(WimOutline.read(Files.writeString(folder.resolve("text"), "MSWIM"))).isEmpty();
    assertThat(WimOutline.read(Files.write(folder.resolve("zeros"), new byte[4_096]))).isEmpty();
    assertThat(WimOutline.read(folder.resolve("none"))).isEmpty();
  }

  private WimOutline outlineOf(byte[] file, String compression) throws Exception {
    return WimOutline.read(wim(List.of(file), compression)).orElseThrow();
  }

  private Path wim(List<byte[]> files, String compression) throws Exception {
    Path tree = Files.createTempDirectory(folder, "tree");
    for (int i = 0; i < files.size(); i++) {
      Files.write(tree.resolve("file" + i), files.get(i));
    }
    Path wim = tree.resolveSibling(tree.getFileName() + ".wim");
    SmallImage.run(
        "wimlib-imagex", "capture", tree.toString(), wim.toString(), "--compress=" + compression);
    return wim;
  }

  private static List<byte[]> files() throws IOException {
    Random random = new Random(1);
    List<byte[]> files = new ArrayList<>();
    for (int size : List.of(1, 10, 11, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000)) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      files.add(noise);
      byte[] runs = new byte[size];
      for (int i = 0; i < size; i++) {
        runs[i] = (byte) (i / 300 % 7 == 0 ? noise[i] : 'a' + i / 100 % 20);
      }
      files.add(runs);
      byte[] calls = new byte[size];
      for (int i = 0; i < size; i++) {
        calls[i] = (byte) (i % 9 == 0 ? 0xe8 : i % 9 < 3 ? noise[i] & 3 : i % 9 == 4 ? -1 : 0);
      }
      files.add(calls);
    }
    Path programs = Path.of(System.getProperty("java.home"), "lib");
    for (String program : List.of("libjli.so", "libnet.so", "libnio.so", "libzip.so")) {
      files.add(Files.readAllBytes(programs.resolve(program)));
    }
    return files;
  }

  private static String sha1(byte[] bytes) {
    return HexFormat.of().formatHex(Digest.sha1(bytes));
  }

  private static void equal(byte[] found, byte[] expected) {
    assertThat(found).isEqualTo(expected);
  }
}
