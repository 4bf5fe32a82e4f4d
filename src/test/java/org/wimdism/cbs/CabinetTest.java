package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.ServicingError;

class CabinetTest {

  @TempDir Path folder;
  private byte[] content;
  private Path cabinet;

  @BeforeEach
  void pack() throws Exception {
    content = new byte[100_000];
    new Random(1).nextBytes(content);
    Path inside = Files.createDirectories(folder.resolve("in/xx"));
    Files.write(inside.resolve("evil.dll"), content);
    Files.writeString(folder.resolve("in/update.mum"), "<assembly/>");
    cabinet = folder.resolve("test.cab");
    Process gcab =
        new ProcessBuilder("gcab", "-c", "-z", cabinet.toString(), "update.mum", "xx/evil.dll")
            .directory(folder.resolve("in").toFile())
            .start();
    assertThat(gcab.waitFor()).isZero();
  }

  @Test
  void unpacksWhatItLists() throws Exception {
    Cabinet opened = Cabinet.open(cabinet);
    assertThat(opened.entries())
        .containsExactlyInAnyOrder(
            new CabinetEntry("update.mum", 11), new CabinetEntry("xx/evil.dll", content.length));
    opened.extract(folder.resolve("out"));
    assertThat(folder.resolve("out/xx/evil.dll")).hasBinaryContent(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.dll", "/x/evil.dll", "C:/evil.dll"})
  void nameThatLeadsOutIsRefusedBeforeAnythingIsUnpacked(String replacement) throws Exception {
    rename(replacement);
    assertThatThrownBy(() -> Cabinet.open(cabinet))
        .isInstanceOfSatisfying(
            ServicingError.class, error -> assertThat(error.code()).isEqualTo(13))
        .hasMessageContaining("\"" + replacement + "\"")
        .hasMessageContaining("Nothing was unpacked");
    try (Stream<Path> tree = Files.walk(folder)) {
      assertThat(tree.filter(path -> path.endsWith("evil.dll"))).hasSize(1);
    }
  }

  @Test
  void backslashesAreFolderSeparatorsToo() throws Exception {
    rename("..\\evil.dll");
    assertThatThrownBy(() -> Cabinet.open(cabinet)).hasMessageContaining("\"../evil.dll\"");
  }

  @Test
  void truncatedCabinetIsDamaged() throws Exception {
    byte[] bytes = Files.readAllBytes(cabinet);
    for (int length : new int[] {10, 40, 80, bytes.length / 2, bytes.length - 1}) {
      Files.write(cabinet, Arrays.copyOf(bytes, length));
      assertDamaged();
    }
  }

  @Test
  void cabinetWithAChangedByteInItsDataIsDamaged() throws Exception {
    byte[] bytes = Files.readAllBytes(cabinet);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(cabinet, bytes);
    assertDamaged();
  }

  private void assertDamaged() {
    assertThatThrownBy(() -> Cabinet.open(cabinet).extract(folder.resolve("out")))
        .isInstanceOfSatisfying(
            ServicingError.class, error -> assertThat(error.code()).isEqualTo(1392))
        .hasMessageContaining("test.cab is damaged");
  }

  /** Gives the file another name of the same length, in place. */
  private void rename(String replacement) throws IOException {
    String text = Files.readString(cabinet, StandardCharsets.ISO_8859_1);
    String renamed = text.replace("xx\\evil.dll", replacement);
    assertThat(renamed.equals(text)).as("renamed").isFalse();
    Files.writeString(cabinet, renamed, StandardCharsets.ISO_8859_1);
  }
}
