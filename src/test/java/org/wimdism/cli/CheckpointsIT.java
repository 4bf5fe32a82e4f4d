package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cbs.ManifestTexts.packageIdentity;
import static org.wimdism.cbs.ManifestTexts.parent;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.cbs.ManifestTexts;

/** Checkpoint cumulative updates: their .msu files lie in one folder, only the last is named. */
class CheckpointsIT {

  private static final String ROLLUP = "Package_for_RollupFix";
  private static final String PACKAGES = "/Windows/servicing/Packages/" + ROLLUP;

  @TempDir Path folder;
  private Mounted image;
  private Path updates;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    updates = Files.createDirectories(folder.resolve("updates"));
    msu("a-target.msu", "26100.5300.1.0", "26100.5200.1.0");
    msu("b-first.msu", "26100.5100.1.0", null);
    msu("c-second.msu", "26100.5200.1.0", "26100.5100.1.0");
  }

  @Test
  void theCheckpointsThatTheImageLacksGoInBefore() throws Exception {
    assertThat(image.add(updates.resolve("a-target.msu")).assertSuccess().text())
        .contains("Processing 1 of 1 - Adding package " + identity("26100.5300.1.0") + "\n");
    image.commit();

    assertThat(image.paths(image.wim()))
        .contains(
            PACKAGES + mum("26100.5100.1.0"),
            PACKAGES + mum("26100.5200.1.0"),
            PACKAGES + mum("26100.5300.1.0"));
  }

  @Test
  void aLaterUpdateInTheImageStandsForTheCheckpoints() throws Exception {
    msu("d-later.msu", "26100.5250.1.0", "26100.5200.1.0");
    image.add(updates.resolve("d-later.msu")).assertSuccess();
    Files.delete(updates.resolve("b-first.msu"));
    Files.delete(updates.resolve("c-second.msu"));
    Files.delete(updates.resolve("d-later.msu"));

    image.add(updates.resolve("a-target.msu")).assertSuccess();
  }

  @Test
  void nothingIsChanged_whenACheckpointIsMissing() throws Exception {
    Files.delete(updates.resolve("b-first.msu"));
    var before = image.changes();

    assertThat(image.add(updates.resolve("a-target.msu")).assertError(0x800f081e).text())
        .contains("Error: 0x800f081e");
    assertThat(image.changes()).isEqualTo(before);
  }

  private void msu(String name, String version, String checkpoint) throws Exception {
    HandmadePackage rollup = new HandmadePackage(folder);
    rollup.root(
        ROLLUP,
        version,
        "",
        checkpoint == null
            ? ""
            : parent(
                "versionCompare=\"GE\" buildCompare=\"GE\" revisionCompare=\"GE\"",
                packageIdentity(ROLLUP, checkpoint)));
    Path inside = Files.createDirectories(folder.resolve("inside-" + name));
    Files.move(rollup.cabinet(), inside.resolve("Windows.cab"));
    HandmadePackage.pack(inside, updates.resolve(name));
  }

  private static String identity(String version) {
    return ROLLUP + "~" + ManifestTexts.TOKEN + "~amd64~~" + version;
  }

  private static String mum(String version) {
    return identity(version).substring(ROLLUP.length()) + ".mum";
  }
}
