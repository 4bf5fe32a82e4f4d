package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** A damaged hive is refused, whatever the damage is, and stays as it was. */
class DamagedHiveTest {

  private static final int BASE = 4096;
  private static final int ROOT = 36;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeHive() throws Exception {
    file = folder.resolve("SOFTWARE");
    EmptyHive.create(file);
    try (Hive hive = Hive.open(file, true)) {
      Key key = hive.root().createPath("Microsoft\\Windows\\CurrentVersion");
      key.setString("ProductName", "Windows");
      key.setDword("UBR", 1742);
      key.setBinary("big", new byte[40_000]);
      hive.root().createPath("Ключ").setString("", "default");
      for (int i = 0; i < 600; i++) {
        hive.root().createPath("Packages\\P" + i);
      }
      hive.commit();
    }
  }

  @Test
  void whateverIsDamaged_endsInAnErrorOrInSuccess() throws Exception {
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(20261124);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] damaged = sound.clone();
      damage(damaged, random);
      Files.write(file, damaged);
      try {
        assertTimeoutPreemptively(Duration.ofSeconds(20), this::readAndChange);
      } catch (ServicingError e) {
        refused++;
        assertThat(e.text()).contains("SOFTWARE");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
      }
    }
    assertThat(refused).isBetween(60, 299);
  }

  @Test
  void aKeyThatContainsItself() throws Exception {
    int windows = record("nk", "Windows");
    int list = change(bytes -> bytes.getInt(windows + 28)).getInt(windows + 28);
    change(bytes -> bytes.putInt(BASE + list + 4 + 4, windows - BASE - 4));
    assertRefused("is listed below another one than its own parent");
  }

  @Test
  void theRootBelowItself() throws Exception {
    int windows = record("nk", "Windows");
    int list = change(bytes -> bytes.getInt(windows + 28)).getInt(windows + 28);
    change(
        bytes -> {
          int root = bytes.getInt(ROOT);
          bytes.putInt(BASE + root + 4 + 16, windows - BASE - 4);
          bytes.putInt(BASE + list + 4 + 4, root);
        });
    assertRefused("is listed below another one than its own parent");
  }

  @Test
  void countsThatCannotBe() throws Exception {
    int packages = record("nk", "Packages");
    for (int count : new int[] {-1, Integer.MAX_VALUE, 601, 599}) {
      change(bytes -> bytes.putInt(packages + 20, count));
      assertRefused("subkeys");
    }
  }

  @Test
  void anIndexThatListsOneLeafAgainAndAgain() throws Exception {
    int packages = record("nk", "Packages");
    change(
        bytes -> {
          int index = BASE + bytes.getInt(packages + 28) + 4;
          bytes.putInt(index + 8, bytes.getInt(index + 4));
        });
    assertRefused("a key has more subkeys than it counts");
  }

  @Test
  void dataThatIsLongerThanTheHive() throws Exception {
    int big = record("vk", "big");
    change(bytes -> bytes.putInt(big + 4, 0x7fff_fff0));
    assertRefused("larger than the hive");
  }

  @Test
  void aCellWithoutSize() throws Exception {
    change(bytes -> bytes.putInt(BASE + bytes.getInt(ROOT), 0));
    assertRefused("has no right size");
  }

  @Test
  void aWrongChecksum() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[508] ^= 1;
    Files.write(file, bytes);
    assertRefused("checksum");
  }

  @Test
  void aFileThatWasCutOff() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 4, 4095, 4096, 4097, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused("is damaged");
    }
  }

  /** Replaces some words by numbers that are likely to lead astray. */
  private static void damage(byte[] hive, Random random) {
    ByteBuffer bytes = ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN);
    int start = random.nextInt(10) == 0 ? 0 : BASE;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at;
      do {
        at = start + 4 * random.nextInt((hive.length - start) / 4);
      } while (bytes.getInt(at) == 0);
      int old = bytes.getInt(at);
      bytes.putInt(
          at,
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> bytes.getInt(BASE + 4 * random.nextInt((hive.length - BASE) / 4));
            case 3 -> 8 * random.nextInt(hive.length / 8);
            default -> old ^ 1 << random.nextInt(32);
          });
    }
    sign(bytes);
  }

  private void readAndChange() {
    try (Hive hive = Hive.open(file, true)) {
      visit(hive.root());
      hive.root().createPath("Microsoft\\Windows\\New").setString("name", "text");
      hive.root().createPath("Packages\\P1").setBinary("more", new byte[20_000]);
      hive.key("Microsoft\\Windows\\CurrentVersion").ifPresent(key -> key.deleteValue("big"));
      hive.root().deleteKey("Packages");
      hive.commit();
      visit(hive.root());
    }
  }

  private void visit(Key key) {
    key.values();
    key.children().forEach(this::visit);
  }

  private void assertRefused(String why) throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(this::readAndChange)
        .isInstanceOfSatisfying(
            ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
        .hasMessageContaining("SOFTWARE of the image is damaged")
        .hasMessageContaining(why)
        .hasMessageContaining("Take an undamaged image.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private ByteBuffer change(Consumer<ByteBuffer> change) throws Exception {
    byte[] hive = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN);
    change.accept(bytes);
    sign(bytes);
    Files.write(file, hive);
    return bytes;
  }

  /** Where in the file the record of that name begins. */
  private int record(String type, String name) throws Exception {
    String hive = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int nameAt = type.equals("nk") ? 76 : 20;
    int at = hive.indexOf(type);
    while (!hive.startsWith(name, at + nameAt)) {
      at = hive.indexOf(type, at + 1);
    }
    return at;
  }

  private static void sign(ByteBuffer bytes) {
    int checksum = 0;
    for (int at = 0; at < 508; at += 4) {
      checksum ^= bytes.getInt(at);
    }
    bytes.putInt(508, checksum);
  }
}
