package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hives that wimdism and the programs of hivex write by turns. */
class HiveExchangeTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeHive() throws Exception {
    file = folder.resolve("SOFTWARE");
    EmptyHive.create(file);
  }

  @Test
  void valuesOfEveryTypeAndLength() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    Random random = new Random(1);
    change(
        root -> {
          for (int type = 0; type <= 12; type++) {
            for (int length : new int[] {0, 1, 3, 4, 5, 8, 9, 4060, 4064, 16_343, 16_344}) {
              byte[] data = new byte[length];
              random.nextBytes(data);
              String name = "type " + type + " length " + length;
              root.createPath("Values").set(new Value(name, type, data));
              expected.put(name, Hivex.text(type, data));
            }
          }
        });
    // hivexregedit writes a REG_DWORD of four bytes in its own form, all others as they are.
    assertThat(Hivex.export(file).get("\\Values")).isEqualTo(expected);
    HiveAnatomy.assertSound(file);
  }

  @Test
  void valuesThatNeedBigDataRecords() throws Exception {
    int[] lengths = {16_345, 2 * 16_344, 2 * 16_344 + 1, 1_000_000};
    Random random = new Random(2);
    for (int length : lengths) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      change(root -> root.setBinary("big " + length, data));
      assertThat(Hivex.output("hivexget", file.toString(), "\\", "big " + length)).isEqualTo(data);
      try (Hive hive = Hive.open(file, false)) {
        assertThat(hive.root().value("big " + length).orElseThrow().data()).isEqualTo(data);
      }
    }
    HiveAnatomy.assertSound(file);
    long size = Files.size(file);
    change(root -> root.deleteValue("BIG 1000000"));
    change(root -> root.setBinary("again", new byte[1_000_000]));
    assertThat(Files.size(file)).isEqualTo(size);
    HiveAnatomy.assertSound(file);
  }

  @Test
  void oldHivesGetNoBigDataRecordsAndNoHashes() throws Exception {
    Files.write(file, minorVersion(Files.readAllBytes(file), 3));
    byte[] data = new byte[100_000];
    new Random(3).nextBytes(data);
    change(
        root -> {
          root.createPath("Einträge\\Ключ\\leaf").setBinary("big", data);
          root.createPath("Einträge\\a");
        });
    assertThat(Hivex.export(file).keySet())
        .containsExactly(
            "\\", "\\Einträge", "\\Einträge\\a", "\\Einträge\\Ключ", "\\Einträge\\Ключ\\leaf");
    assertThat(Hivex.output("hivexget", file.toString(), "\\Einträge\\Ключ\\leaf", "big"))
        .isEqualTo(data);
    HiveAnatomy.assertSound(file);
  }

  @Test
  void namesOutsideOfAscii() throws Exception {
    change(
        root -> {
          Key key = root.createPath("Größe\\Ключ\\鍵\\😀");
          key.setString("Ünïcode", "ä");
          key.setString("Имя", "я");
          key.setString("", "default");
          key.setString("a\\b \"c\"", "quoted");
        });
    assertThat(Hivex.export(file))
        .containsEntry(
            "\\Größe\\Ключ\\鍵\\😀",
            Map.of(
                "Ünïcode", "1:e4000000",
                "Имя", "1:4f040000",
                "", "1:640065006600610075006c0074000000",
                "a\\b \"c\"", "1:710075006f007400650064000000"));
    change(root -> assertThat(root.key("GRÖßE\\КЛЮЧ\\鍵")).isPresent());
    HiveAnatomy.assertSound(file);
  }

  @Test
  void whatIsDeleted_isGoneAndItsSpaceIsUsedAgain() throws Exception {
    Consumer<Key> fill =
        root -> {
          for (int i = 0; i < 300; i++) {
            Key key = root.createPath("Parent\\Key " + i + "\\Below");
            key.setString("text", "a text that does not fit into the record " + i);
            key.setDword("number", i);
          }
        };
    change(fill);
    long size = Files.size(file);
    change(root -> root.deleteKey("parent"));
    assertThat(Hivex.export(file)).containsOnlyKeys("\\");
    HiveAnatomy.assertSound(file);
    change(fill);
    assertThat(Files.size(file)).isEqualTo(size);
    change(
        root -> {
          Key parent = root.key("Parent").orElseThrow();
          for (int i = 0; i < 300; i += 2) {
            parent.deleteKey("KEY " + i);
          }
          parent.key("Key 1\\Below").orElseThrow().deleteValue("TEXT");
          parent.key("Key 3\\Below").orElseThrow().deleteValue("no such");
          parent.deleteKey("no such");
        });
    Map<String, Map<String, String>> left = Hivex.export(file);
    assertThat(left).hasSize(2 + 2 * 150).doesNotContainKey("\\Parent\\Key 2");
    assertThat(left.get("\\Parent\\Key 1\\Below")).containsOnlyKeys("number");
    assertThat(left.get("\\Parent\\Key 3\\Below")).containsOnlyKeys("number", "text");
    HiveAnatomy.assertSound(file);
  }

  @Test
  void aHiveOfHivexregedit_isChangedByWimdismAndByHivexregeditAgain() throws Exception {
    Hivex.merge(
        file,
        "[\\Microsoft]",
        "[\\Microsoft\\Windows]",
        "\"Product\"=\"Windows\"",
        "@=\"default\"",
        "[\\Microsoft\\_underscore]",
        "[\\Microsoft\\Zebra]",
        "[\\Microsoft\\Zebra\\Deep]",
        "\"Number\"=dword:00000007",
        "[\\Microsoft\\Äpfel]",
        "[\\Goes]",
        "\"x\"=hex(b):01,02,03,04,05,06,07,08");
    change(
        root -> {
          root.createPath("MICROSOFT\\äpfel\\Birnen").setDword("n", 1);
          root.createPath("Microsoft\\zebra").setString("stripes", "many");
          root.createPath("microsoft\\windows").setString("PRODUCT", "Windows 11");
          root.deleteKey("goes");
          // libhivex hashes and sorts in its own way: the list is put right when it changes.
          root.createPath("Microsoft\\Added");
        });
    HiveAnatomy.assertSoundButForLostCells(file);
    Hivex.merge(
        file,
        "[\\Microsoft\\Windows\\CurrentVersion]",
        "\"UBR\"=dword:000006ce",
        "[\\Microsoft\\Zebra]",
        "\"stripes\"=\"few\"",
        "[-\\Microsoft\\_underscore]");
    change(
        root -> {
          root.createPath("Microsoft\\Windows\\CurrentVersion\\Run");
          root.createPath("Microsoft\\Zebra").setQword("stripes", 3);
        });
    assertThat(Hivex.export(file))
        .isEqualTo(
            Map.of(
                "\\", Map.of(),
                "\\Microsoft", Map.of(),
                "\\Microsoft\\Added", Map.of(),
                "\\Microsoft\\Windows",
                    Map.of(
                        "Product",
                        "1:570069006e0064006f00770073002000310031000000",
                        "",
                        "1:640065006600610075006c0074000000"),
                "\\Microsoft\\Windows\\CurrentVersion", Map.of("UBR", "4:ce060000"),
                "\\Microsoft\\Windows\\CurrentVersion\\Run", Map.of(),
                "\\Microsoft\\Zebra", Map.of("stripes", "b:0300000000000000"),
                "\\Microsoft\\Zebra\\Deep", Map.of("Number", "4:07000000"),
                "\\Microsoft\\Äpfel", Map.of(),
                "\\Microsoft\\Äpfel\\Birnen", Map.of("n", "4:01000000")));
  }

  private void change(Consumer<Key> change) {
    try (Hive hive = Hive.open(file, true)) {
      change.accept(hive.root());
      hive.commit();
    }
  }

  private static byte[] minorVersion(byte[] hive, int version) {
    BaseBlock block = BaseBlock.create(version, 32, 4096);
    block.bytes().get(hive, 0, BaseBlock.SIZE);
    return hive;
  }
}
