package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.faulty;
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
import org.wimdism.cli.Mounted.Result;

/** The sample updates on the sample image; the outcome is read by other programs. */
class AddPackageIT {

  private static final Path STACK = update("ssu-26100.2310-kb5990100-x64.cab");
  private static final Path OLDER = update("windows11.0-kb5990101-x64.cab");
  private static final Path NEWER = update("windows11.0-kb5990102-x64.msu");
  private static final String PACKAGES =
      "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages\\";
  private static final String ROLLUP = "Package_for_RollupFix~31bf3856ad364e35~amd64~~";
  private static final String KERNEL = "amd64_microsoft-windows-os-kernel_31bf3856ad364e35_";

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
  }

  @Test
  void addedPackageIsInStoreAtItsDestinationInTheRegistryAndOnRecord() throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();

    List<String> paths = image.paths(image.wim());
    String stored = storedKernel(paths, "10.0.26100.2033");
    Path payload = unpacked(OLDER, Path.of(stored).subpath(2, 4).toString());
    assertThat(image.extract(image.wim(), "Windows/System32/ntoskrnl.exe"))
        .hasSameBinaryContentAs(payload);
    assertThat(detail(stored)).isEqualTo(detail("/Windows/System32/ntoskrnl.exe"));
    assertThat(paths)
        .anyMatch(
            path -> path.startsWith("/Windows/WinSxS/Manifests/" + KERNEL + "10.0.26100.2033"))
        .contains("/Windows/SysWOW64/kernel32.dll")
        .contains("/Windows/servicing/Packages/" + ROLLUP + "26100.2033.1.9.mum")
        .contains("/Windows/servicing/Packages/" + ROLLUP + "26100.2033.1.9.cat");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Microsoft\\Windows NT\\CurrentVersion"))
        .contains("\"UBR\"=dword:000007f1")
        .contains("\"LCUVer\"=str(1):\"10.0.26100.2033\"")
        .contains("\"PathName\"=str(1):\"C:\\Windows\"");
    assertThat(record(ROLLUP + "26100.2033.1.9"))
        .contains("\"CurrentState\"=dword:00000070")
        .contains("\"InstallClient\"=str(1):\"DISM Package Manager Provider\"")
        .contains("\"Visibility\"=dword:00000001");
    assertThat(Mounted.program("wimlib-imagex", "info", image.wim().toString(), "1"))
        .contains("Service Pack Build:     2033");
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  @Test
  void nestedPackageIsRecordedAsPartAndSkippedWithoutItsParent() throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();
    String suffix = "_for_KB5990101~31bf3856ad364e35~amd64~~10.0.26100.2033";
    assertThat(record("Package_1" + suffix))
        .contains("\"Visibility\"=dword:00000002")
        .contains("\"" + ROLLUP + "26100.2033.1.9\"=dword:00020070");
    List<String> paths = image.paths(image.wim());
    assertThat(paths).contains("/Windows/servicing/Packages/Package_3" + suffix + ".mum");
    assertThat(paths).noneMatch(path -> path.contains("Package_2" + suffix));
    assertThat(paths).noneMatch(path -> path.contains("xpsservices.dll"));
  }

  @Test
  void newerRollupSupersedesTheOlderAndItsParts() throws Exception {
    image.add(STACK, OLDER, NEWER).assertSuccess();
    String listing = image.service("/Get-Packages").assertSuccess().text();
    assertThat(listing)
        .contains(ROLLUP + "26100.2033.1.9\nState : Superseded")
        .contains(ROLLUP + "26100.2314.1.9\nState : Installed")
        .doesNotContain("Package_1_for");
    image.commit();

    assertThat(record("Package_1_for_KB5990101~31bf3856ad364e35~amd64~~10.0.26100.2033"))
        .contains("\"CurrentState\"=dword:00000050");
    List<String> paths = image.paths(image.wim());
    for (String version : List.of("10.0.26100.1742", "10.0.26100.2033", "10.0.26100.2314")) {
      assertThat(storedKernel(paths, version)).isNotNull();
    }
    assertThat(detail("/Windows/System32/ntoskrnl.exe"))
        .isEqualTo(detail(storedKernel(paths, "10.0.26100.2314")));
    assertThat(image.key(image.wim(), "SYSTEM", "\\ControlSet001\\Control\\Recall"))
        .contains("\"Library\"=str(2):\"%SystemRoot%\\System32\\recallpolicy.dll\"");
  }

  @Test
  void olderRollupAfterTheNewerChangesNothing() {
    image.add(STACK, NEWER).assertSuccess();
    Map<String, Integer> before = image.changes();
    image.add(OLDER).assertSuccess();
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void installedPackageIsASuccessThatChangesNothing() {
    Map<String, Integer> before = image.changes();
    image.add(faulty("windows11.0-kb5990105-x64.cab")).assertSuccess();
    assertThat(image.changes()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "windows11.0-kb5990104-arm64.cab, 0x800f081e, 'is for arm64, the image is amd64'",
    "windows11.0-kb5990106-x64-psfx.cab, 50, 'deltas (PSFX)'",
    "windows11.0-kb5990107-x64.cab, 14028, user32.dll of Microsoft-Windows-User32~",
    "windows11.0-kb5990108-x64.cab, 13, neither a CAB nor an .msu",
    "windows11.0-kb5990109-x64.cab, 0x800f081e, it needs Microsoft-Windows-Lxss-Package~",
    "windows11.0-kb5990110-x64.cab, 50, Microsoft.Windows.Categories.Services Service",
  })
  void faultyPackageIsRefusedAndChangesNothing(String file, String error, String reason) {
    Map<String, Integer> before = image.changes();
    int code = Long.decode(error).intValue();
    Result result = image.add(faulty(file)).assertError(code);
    assertThat(result.text())
        .contains("\nError: " + error + "\n")
        .contains(reason)
        .contains("The DISM log file can be found at " + image.log());
    image.add(faulty(file)).assertError(code);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void rollupThatNeedsANewerServicingStackWaitsForIt() {
    assertThat(image.add(NEWER).assertError(0x800f0823).text())
        .contains("needs servicing stack 10.0.26100.2310 or newer; the image has 10.0.26100.1740");
    image.add(STACK).assertSuccess();
    image.add(NEWER).assertSuccess();
  }

  @Test
  void combinedMsuInstallsItsServicingStackFirst() throws Exception {
    Path content = Files.createDirectories(folder.resolve("msu"));
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    Mounted.program("cabextract", "-q", "-d", unpacked.toString(), NEWER.toString());
    Files.copy(
        unpacked.resolve("Windows11.0-KB5990102-x64.cab"), content.resolve("A-first-by-name.cab"));
    Files.copy(STACK, content.resolve("SSU-26100.2310-x64.cab"));
    Files.writeString(content.resolve("WSUSSCAN.cab"), "is never opened");
    Path msu = HandmadePackage.pack(content, folder.resolve("combined.msu"));
    image.add(msu).assertSuccess();
    assertThat(image.service("/Get-Packages").text())
        .contains(ROLLUP + "26100.2314.1.9\nState : Installed")
        .contains("Package_for_ServicingStack_2310");
  }

  @Test
  void msuWithOneBadPackageAddsNoneOfThem() throws Exception {
    Path content = Files.createDirectories(folder.resolve("msu"));
    Files.copy(STACK, content.resolve("SSU-26100.2310-x64.cab"));
    Files.copy(faulty("windows11.0-kb5990107-x64.cab"), content.resolve("bad.cab"));
    Path msu = HandmadePackage.pack(content, folder.resolve("combined.msu"));
    Map<String, Integer> before = image.changes();
    image.add(msu).assertError(14028);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void folderIsSearchedAndWhatCanBeAddedIsAdded() throws Exception {
    Path packages = Files.createDirectories(folder.resolve("packages/sub"));
    Files.copy(OLDER, packages.resolve("b.cab"));
    Files.copy(faulty("windows11.0-kb5990109-x64.cab"), packages.resolve("a.cab"));
    Result result = image.add(packages.getParent()).assertError(0x800f081e);
    assertThat(result.text())
        .contains("Processing 1 of 2 - Adding package Package_for_KB5990109~")
        .contains("a.cab: The specified package is not applicable to this image.")
        .contains("\n Error: 0x800f081e\n")
        .contains("Processing 2 of 2 - Adding package " + ROLLUP + "26100.2033.1.9")
        .contains("The command completed with errors.\nFor more information, refer to the log");
    assertThat(image.service("/Get-Packages").text()).contains(ROLLUP + "26100.2033.1.9");
  }

  @Test
  void severalPackagesThatAllFailAreSummedUp() {
    Path bad = faulty("windows11.0-kb5990108-x64.cab");
    assertThat(image.add(bad, bad).assertError(13).text())
        .contains("DISM failed. No operation was performed.\nFor more information, review the log");
  }

  @Test
  void truncatedCabinetIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(OLDER);
    Path truncated = folder.resolve("truncated.cab");
    Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
    Map<String, Integer> before = image.changes();
    assertThat(image.add(truncated).assertError(1392).text()).contains("truncated.cab is damaged");
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void missingFileIsNamed() {
    assertThat(image.add(folder.resolve("absent.cab")).assertError(2).text())
        .contains("absent.cab cannot be read");
  }

  @Test
  void readOnlyMountIsNotChanged() {
    image.discard();
    image.mount("/ReadOnly");
    image.add(OLDER).assertError(0xc1510111);
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertError(0xc1510111);
    image.service("/Get-Packages").assertSuccess();
  }

  private String storedKernel(List<String> paths, String version) {
    return paths.stream()
        .filter(path -> path.startsWith("/Windows/WinSxS/" + KERNEL + version))
        .filter(path -> path.endsWith("/ntoskrnl.exe"))
        .findFirst()
        .orElse(null);
  }

  /** Content hash and link group of a file: equal for hard links of one file. */
  private List<String> detail(String path) throws Exception {
    return Mounted.program(
            "wimlib-imagex", "dir", image.wim().toString(), "1", "--detailed", "--path=" + path)
        .lines()
        .filter(line -> line.startsWith("Link") || line.startsWith("Hash"))
        .toList();
  }

  private String record(String identity) throws Exception {
    return image.key(image.wim(), "SOFTWARE", PACKAGES + identity);
  }

  private Path unpacked(Path cabinet, String name) throws Exception {
    Path target = folder.resolve("unpacked");
    Mounted.program("cabextract", "-q", "-d", target.toString(), cabinet.toString());
    return target.resolve(name);
  }
}
