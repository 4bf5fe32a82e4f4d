package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates as Windows 11 24H2 has them: an .msu that is a WIM, packed with wimlib-imagex. */
class WimMsuIT {

  private static final String PACKAGES = "/Windows/servicing/Packages/";

  @TempDir Path folder;
  private Mounted image;
  private Path parts;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    parts = Files.createDirectories(folder.resolve("parts"));
    cabinet("DesktopDeployment.cab", "UpdateAgent.dll");
    cabinet("Windows11.0-KB5990102-x64.AggregatedMetadata.cab", "LCUCompDB_KB5990102.xml.cab");
    Files.copy(update("ssu-26100.2310-kb5990100-x64.cab"), parts.resolve("SSU-26100.2310-x64.cab"));
  }

  @Test
  void cabinetsWithWholeFilesAreAdded_theServicingStackFirst() throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    Mounted.program(
        "cabextract",
        "-q",
        "-d",
        unpacked.toString(),
        update("windows11.0-kb5990102-x64.msu").toString());
    Files.move(
        unpacked.resolve("Windows11.0-KB5990102-x64.cab"),
        parts.resolve("A-Windows11.0-KB5990102-x64.cab"));
    assertThat(image.add(pack()).assertSuccess().text())
        .contains(
            "Processing 1 of 1 - Adding package"
                + " Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2314.1.9\n");
    image.commit();
    List<String> paths = image.paths(image.wim());
    assertThat(paths)
        .anyMatch(path -> path.startsWith(PACKAGES + "Package_for_ServicingStack_2310~"))
        .anyMatch(path -> path.startsWith(PACKAGES + "Package_for_RollupFix~"))
        .noneMatch(path -> path.contains("UpdateAgent"));
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Microsoft\\Windows NT\\CurrentVersion"))
        .contains("\"UBR\"=dword:0000090a");
  }

  @ParameterizedTest
  @CsvSource({
    "Windows11.0-KB5990102-x64.wim, MSWIM",
    "Windows11.0-KB5990102-x64.psf, PSTREAM",
    "payload.bin, PSTREAM"
  })
  void deltasAreRefusedByName_andNothingIsAdded(String part, String magic) throws Exception {
    Files.writeString(parts.resolve(part), magic + "\0\0\0 and deltas");
    Map<String, Integer> before = image.changes();
    assertThat(image.add(pack()).assertError(50).text())
        .contains("whose payload is deltas (" + part + ")");
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void cabinetThatIsNoPackage_andAWimWithout_areRefused() throws Exception {
    cabinet("other.cab", "setup.dll");
    assertThat(image.add(pack()).assertError(50).text())
        .contains("other.cab in update.msu holds no update.mum.");
    Files.delete(parts.resolve("other.cab"));
    Files.delete(parts.resolve("SSU-26100.2310-x64.cab"));
    assertThat(image.add(pack()).assertError(50).text())
        .contains("update.msu is a WIM without a cabinet that holds an update.mum");
  }

  @Test
  void truncatedOne_isDamaged() throws Exception {
    Path whole = pack();
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    Map<String, Integer> before = image.changes();
    assertThat(image.add(whole).code()).isNotZero();
    assertThat(image.changes()).isEqualTo(before);
  }

  private Path pack() throws Exception {
    Path msu = folder.resolve("update.msu");
    Files.deleteIfExists(msu);
    Mounted.program(
        "wimlib-imagex", "capture", parts.toString(), msu.toString(), "--compress=none");
    return msu;
  }

  private void cabinet(String name, String file) throws Exception {
    Path content = Files.createTempDirectory(folder, "content");
    Files.writeString(content.resolve(file), "synthetic");
    HandmadePackage.pack(content, parts.resolve(name));
  }
}
