package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

class HiveTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeHive() throws IOException {
    file = folder.resolve("SOFTWARE");
    EmptyHive.create(file);
  }

  @Test
  void whatIsWritten_isReadBackByOthers() throws Exception {
    try (Hive hive = Hive.open(file, true)) {
      Key key = hive.root().createPath("Microsoft\\Windows NT\\CurrentVersion");
      key.setDword("UBR", 1742);
      key.setString("ProductName", "Windows Ünïcode");
      key.setQword("Installed", 1L << 40);
      key.setMulti("Names", List.of("one", "two"));
      key.setExpand("Root", "%SystemRoot%");
      key.setBinary("Data", new byte[] {1, 2, 3});
      hive.commit();
    }
    assertThat(export("\\Microsoft\\Windows NT\\CurrentVersion"))
        .contains("\"UBR\"=dword:000006ce")
        .contains("\"Data\"=hex(3):01,02,03")
        .contains("\"ProductName\"=hex(1):57,00");
    try (Hive hive = Hive.open(file, false)) {
      Key key = hive.key("microsoft\\WINDOWS NT\\currentversion").orElseThrow();
      assertThat(key.value("ubr").orElseThrow().asDword()).isEqualTo(1742);
      assertThat(key.value("ProductName").orElseThrow().asString()).isEqualTo("Windows Ünïcode");
      assertThat(key.value("Installed").orElseThrow().asQword()).isEqualTo(1L << 40);
      assertThat(key.value("Names").orElseThrow().asStrings()).containsExactly("one", "two");
      assertThat(key.value("Root").orElseThrow().type()).isEqualTo(ValueType.EXPAND_STRING);
      assertThat(key.values()).hasSize(6);
    }
  }

  @Test
  void aValueOfTheSameNameInAnotherCase_isReplaced() {
    try (Hive hive = Hive.open(file, true)) {
      hive.root().setDword("Größe", 1);
      hive.root().setDword("GRÖßE", 2);
      assertThat(hive.root().values())
          .singleElement()
          .satisfies(v -> assertThat(v.asDword()).isEqualTo(2));
      hive.root().deleteValue("größe");
      assertThat(hive.root().values()).isEmpty();
    }
  }

  @Test
  void keysAreFoundInAnyCase_alsoOutsideAscii() {
    try (Hive hive = Hive.open(file, true)) {
      hive.root().createPath("Äpfel\\Birnen");
      assertThat(hive.key("äPFEL\\birnen")).isPresent();
      hive.root().createPath("äpfel\\Pflaumen");
      assertThat(hive.root().children()).hasSize(1);
      hive.root().deleteKey("ÄPFEL");
      assertThat(hive.root().children()).isEmpty();
    }
  }

  @Test
  void hundredsOfKeys_keepTheHiveSmall() throws Exception {
    try (Hive hive = Hive.open(file, true)) {
      for (int i = 0; i < 4; i++) {
        Key parent = hive.root().createPath("Packages" + i);
        for (int j = 0; j < 100; j++) {
          parent.createPath("Package_for_KB" + j + "~31bf3856ad364e35~amd64~~10.0.1." + i);
        }
      }
      hive.commit();
    }
    assertThat(Files.size(file)).isLessThan(500_000);
  }

  @Test
  void aHiveThatWasNotClosedCleanly_isReadButNotChanged() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 2).putInt(508, 0);
    int checksum = 0;
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < 508; at += 4) {
      checksum ^= block.getInt(at);
    }
    block.putInt(508, checksum);
    Files.write(file, bytes);
    Hive.open(file, false).close();
    assertThatThrownBy(() -> Hive.open(file, true))
        .isInstanceOfSatisfying(
            ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
        .hasMessageContaining("not closed cleanly");
  }

  @Test
  void aFileThatIsNoHive_isRefused() throws Exception {
    Files.writeString(file, "no hive at all");
    assertThatThrownBy(() -> Hive.open(file, false))
        .isInstanceOfSatisfying(
            ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
        .hasMessageContaining("SOFTWARE");
  }

  @Test
  void aTruncatedHive_isRefused() throws Exception {
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 5000));
    assertThatThrownBy(() -> Hive.open(file, false)).isInstanceOf(ServicingError.class);
  }

  @Test
  void aCommitWithoutChanges_leavesTheFileAlone() throws Exception {
    change(root -> root.createPath("Key").setString("name", "text"));
    byte[] before = Files.readAllBytes(file);
    change(
        root -> {
          root.createPath("KEY").setString("NAME", "text");
          root.deleteKey("no such key");
          root.deleteValue("no such value");
        });
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void changesAreSeenBeforeTheyAreWritten_andMoreMayFollowACommit() throws Exception {
    try (Hive hive = Hive.open(file, true)) {
      Key key = hive.root().createPath("A\\B");
      key.setString("name", "first");
      assertThat(hive.key("a\\b").orElseThrow().value("NAME").orElseThrow().asString())
          .isEqualTo("first");
      hive.commit();
      key.setString("Name", "second");
      key.createPath("C\\D");
      hive.commit();
      hive.root().createPath("A\\B").deleteKey("c");
      hive.commit();
      HiveAnatomy.assertSound(file);
    }
    assertThat(Hivex.export(file).keySet()).containsExactly("\\", "\\A", "\\A\\B");
    assertThat(Hivex.run("hivexget", file.toString(), "\\A\\B", "name")).contains("second");
  }

  @Test
  void whatWasDeletedBeforeTheCommit_isNotWritten() throws Exception {
    change(root -> root.createPath("Old\\Below").setDword("n", 1));
    change(
        root -> {
          root.createPath("Old\\Below\\New").setDword("n", 2);
          root.createPath("Old").deleteKey("Below");
          root.deleteKey("Old");
          root.createPath("Fresh\\Below");
          root.deleteKey("Fresh");
          root.createPath("Stays");
        });
    assertThat(Hivex.export(file)).containsOnlyKeys("\\", "\\Stays");
    HiveAnatomy.assertSound(file);
  }

  @Test
  void allValuesOfAKeyAreReplaced() throws Exception {
    change(
        root -> {
          root.setDword("old", 1);
          root.setDword("both", 2);
        });
    change(
        root ->
            root.setAll(
                List.of(
                    new Value("BOTH", ValueType.BINARY, new byte[] {3}),
                    new Value("new", ValueType.NONE, new byte[0]))));
    assertThat(Hivex.export(file).get("\\")).isEqualTo(Map.of("BOTH", "3:03", "new", "0:"));
    HiveAnatomy.assertSound(file);
  }

  @Test
  void namesThatAreTooLongOrTooDeep_areRefused() throws Exception {
    change(
        root -> {
          root.createPath("k".repeat(255)).setDword("v".repeat(16_383), 1);
          assertThatThrownBy(() -> root.createPath("k".repeat(256)))
              .isInstanceOf(ServicingError.class)
              .hasMessageContaining("255 characters");
          assertThatThrownBy(() -> root.setDword("v".repeat(16_384), 1))
              .isInstanceOf(ServicingError.class)
              .hasMessageContaining("16383 characters");
          assertThatThrownBy(() -> root.createPath("d\\".repeat(513)))
              .isInstanceOf(ServicingError.class)
              .hasMessageContaining("512 levels");
        });
    HiveAnatomy.assertSound(file);
  }

  @Test
  void keysAndHivesThatAreGone_areNotUsedAnyMore() {
    Hive hive = Hive.open(file, true);
    Key key = hive.root().createPath("Gone\\Below");
    hive.root().deleteKey("Gone");
    assertThatThrownBy(() -> key.setDword("n", 1)).isInstanceOf(IllegalStateException.class);
    hive.close();
    assertThatThrownBy(hive::root).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(hive::commit).isInstanceOf(IllegalStateException.class);
  }

  private void change(Consumer<Key> change) {
    try (Hive hive = Hive.open(file, true)) {
      change.accept(hive.root());
      hive.commit();
    }
  }

  private String export(String key) throws Exception {
    Process process =
        new ProcessBuilder("hivexregedit", "--export", file.toString(), key)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
