package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.hive.Hive;

/** The component store of a real Windows is left alone. */
class RealImageIT {

  private static final String ROLLUP =
      "Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2033.1.9";
  private static final String KERNEL =
      "amd64_microsoft-windows-os-kernel_31bf3856ad364e35_10.0.26100.2033_none_";

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
    image.service("/Remove-Package", "/PackageName:" + ROLLUP).assertError(50);
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

  @Test
  void componentsHiveListsWhatTheStoreHas() throws Exception {
    image.set("WIMDISM_EXPERIMENTAL_REAL_IMAGES", "1");
    image.add(update("windows11.0-kb5990101-x64.cab")).assertSuccess();
    image.commit();
    String kernel = listed().stream().filter(key -> key.startsWith(KERNEL)).findFirst().get();
    byte[] identity =
        ("Microsoft-Windows-OS-Kernel, Culture=neutral, Version=10.0.26100.2033,"
                + " PublicKeyToken=31bf3856ad364e35, ProcessorArchitecture=amd64,"
                + " versionScope=NonSxS")
            .getBytes(StandardCharsets.US_ASCII);
    Path manifest = image.extract(image.wim(), "Windows/WinSxS/Manifests/" + kernel + ".manifest");
    String digest = Mounted.program("sha256sum", manifest.toString()).split(" ")[0];
    assertThat(image.key(image.wim(), "COMPONENTS", "\\DerivedData\\Components\\" + kernel))
        .contains("\"identity\"=hex(3):" + hex(identity))
        .contains("\"S256H\"=hex(3):" + hex(HexFormat.of().parseHex(digest)));

    image.mount();
    image.service("/Remove-Package", "/PackageName:" + ROLLUP).assertSuccess();
    image.commit();
    assertThat(listed()).isEmpty();
  }

  @Test
  void cleanupTakesWhatItRemovesOutOfTheComponentsHive() throws Exception {
    image.set("WIMDISM_EXPERIMENTAL_REAL_IMAGES", "1");
    image
        .add(
            update("ssu-26100.2310-kb5990100-x64.cab"),
            update("windows11.0-kb5990101-x64.cab"),
            update("windows11.0-kb5990102-x64.msu"))
        .assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    image.commit();
    assertThat(listed())
        .noneMatch(key -> key.contains("_10.0.26100.2033_"))
        .anyMatch(key -> key.startsWith(KERNEL.replace("2033", "2314")));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(",").formatHex(bytes);
  }

  /** The keys of the list of components. */
  private List<String> listed() throws Exception {
    Path components = image.extract(image.wim(), "Windows/System32/config/COMPONENTS");
    Path script = Files.writeString(folder.resolve("script"), "cd \\DerivedData\\Components\nls\n");
    return Mounted.program("hivexsh", "-f", script.toString(), components.toString())
        .lines()
        .toList();
  }
}
