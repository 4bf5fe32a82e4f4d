package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.hive.Hive;

/** The component store of a real Windows is left alone. */
class RealImageIT {

  @TempDir Path folder;
  private Mounted image;

  /** Real images keep what is installed in the COMPONENTS hive, below DerivedData. */
  @BeforeEach
  void mountWhatLooksReal() throws Exception {
    image = new Mounted(folder);
    image.discard();
    Path components = image.extract(image.wim(), "Windows/System32/config/COMPONENTS");
    try (Hive hive = Hive.open(components, true)) {
      hive.root().createPath("DerivedData\\Components");
      hive.commit();
    }
    Mounted.program(
        "wimlib-imagex",
        "update",
        image.wim().toString(),
        "1",
        "--command=add '" + components + "' /Windows/System32/config/COMPONENTS");
    image.mount();
  }

  @Test
  void changesAreRefusedWithTheReason() {
    Map<String, Integer> before = image.changes();
    assertThat(image.add(update("windows11.0-kb5990101-x64.cab")).assertError(50).text())
        .contains("This image is a real Windows (its COMPONENTS hive has DerivedData).")
        .contains("DISM.exe");
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertError(50);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void readingWorks() {
    image.service("/Get-Packages").assertSuccess();
    image
        .service("/Get-PackageInfo", "/PackagePath:" + update("windows11.0-kb5990101-x64.cab"))
        .assertSuccess();
  }

  @Test
  void experimentIsAllowedWhereItIsAskedFor() {
    image.set("WIMDISM_EXPERIMENTAL_REAL_IMAGES", "1");
    image.add(update("windows11.0-kb5990101-x64.cab")).assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
  }
}
