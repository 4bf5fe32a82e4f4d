package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of keys below one, as the packages of an image are. */
class HiveSizeTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeHive() throws Exception {
    file = folder.resolve("SOFTWARE");
    EmptyHive.create(file);
  }

  @Test
  void fourThousandPackages_growTheHiveByLessThanFiveMegabytes() throws Exception {
    Instant start = Instant.now();
    try (Hive hive = Hive.open(file, true)) {
      for (int i = 0; i < 4000; i++) {
        Key key =
            hive.root()
                .createPath(
                    "Packages\\Package_" + i + "_for_KB5990101~31bf3856ad364e35~amd64~~10.0.1.7");
        key.setDword("CurrentState", 0x70);
        key.setString("InstallClient", "DISM Package Manager Provider");
        key.setString("InstallName", "Package_" + i + "_for_KB5990101.mum");
        key.setString("InstallLocation", "\\\\?\\C:\\Windows\\servicing\\Packages\\");
        key.setDword("Visibility", 1);
        key.createPath("Owners").setDword("Package_for_KB5990101", 0x20070);
      }
      hive.commit();
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(Files.size(file)).isLessThan(5_000_000);
    assertThat(keysBelow("\\Packages")).isEqualTo(4000);
    HiveAnatomy.assertSound(file);
  }

  @Test
  void addedOneByOne_theyTakeTheSameSpace() throws Exception {
    for (int i = 0; i < 40; i++) {
      try (Hive hive = Hive.open(file, true)) {
        for (int j = 0; j < 100; j++) {
          hive.root().createPath("Packages\\Package_" + i + "_" + j);
        }
        hive.commit();
      }
    }
    assertThat(keysBelow("\\Packages")).isEqualTo(4000);
    assertThat(Files.size(file)).isLessThan(600_000);
    HiveAnatomy.assertSound(file);
  }

  @Test
  void oneMoreKeyAmongSixtyTwoThousand() throws Exception {
    try (Hive hive = Hive.open(file, true)) {
      Key many = hive.root().createPath("Many");
      for (int i = 0; i < 62_000; i++) {
        many.createPath("key " + i);
      }
      hive.commit();
    }
    long size = Files.size(file);
    try (Hive hive = Hive.open(file, true)) {
      hive.root().createPath("Many\\one more").setDword("n", 1);
      hive.commit();
    }
    assertThat(Files.size(file) - size).isBetween(0L, 8192L);
    assertThat(keysBelow("\\Many")).isEqualTo(62_001);
    assertThat(Hivex.run("hivexget", file.toString(), "\\Many\\one more", "n"))
        .isEqualToIgnoringWhitespace("1");
    HiveAnatomy.assertSound(file);
  }

  private long keysBelow(String key) throws Exception {
    Path script = Files.writeString(folder.resolve("list"), "cd " + key + "\nls\n");
    return Hivex.run("hivexsh", "-f", script.toString(), file.toString()).lines().count();
  }
}
