package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cbs.ManifestTexts.bytes;
import static org.wimdism.cbs.ManifestTexts.component;
import static org.wimdism.cbs.ManifestTexts.file;
import static org.wimdism.cbs.ManifestTexts.packageIdentity;
import static org.wimdism.cbs.ManifestTexts.parent;
import static org.wimdism.cbs.ManifestTexts.update;
import static org.wimdism.cli.Mounted.faulty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wimdism.cli.Mounted.Result;

/** Packages added and removed again; the outcome is read by other programs. */
class RemovePackageIT {

  private static final Path STACK = Mounted.update("ssu-26100.2310-kb5990100-x64.cab");
  private static final Path OLDER = Mounted.update("windows11.0-kb5990101-x64.cab");
  private static final Path NEWER = Mounted.update("windows11.0-kb5990102-x64.msu");
  private static final String ROLLUP = "Package_for_RollupFix~31bf3856ad364e35~amd64~~";
  private static final String OLDER_NAME = ROLLUP + "26100.2033.1.9";
  private static final String NEWER_NAME = ROLLUP + "26100.2314.1.9";
  private static final String PART = "Package_1_for_KB5990101~31bf3856ad364e35~amd64~~";
  private static final String PACKAGES =
      "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages";
  private static final String VERSION = "\\Microsoft\\Windows NT\\CurrentVersion";
  private static final String KERNEL = "/Windows/System32/ntoskrnl.exe";
  private static final String STORED_KERNEL =
      "/Windows/WinSxS/amd64_microsoft-windows-os-kernel_31bf3856ad364e35_10.0.26100.";

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
  }

  @Test
  void newerRollupGoesAndTheOlderIsInForceAgain() throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();
    String olderKernel = hash(KERNEL);
    List<String> before = image.paths(image.wim());
    image.mount();
    image.add(STACK, NEWER).assertSuccess();
    image.commit();
    image.mount();

    assertThat(remove(NEWER_NAME).assertSuccess().text())
        .contains("Processing 1 of 1 - Removing package " + NEWER_NAME + "\n[")
        .contains("100.0%")
        .endsWith("The operation completed successfully.\n");
    assertThat(image.service("/Get-Packages").text())
        .contains(OLDER_NAME + "\nState : Installed")
        .doesNotContain(NEWER_NAME);
    image.commit();

    assertThat(hash(KERNEL)).isEqualTo(olderKernel);
    List<String> paths = image.paths(image.wim());
    assertThat(detail(KERNEL)).isEqualTo(detail(storedKernel(paths, "2033")));
    List<String> added = paths.stream().filter(path -> !before.contains(path)).toList();
    assertThat(added).isNotEmpty().allMatch(path -> path.contains("26100.2310"));
    assertThat(paths).containsAll(before);
    assertThat(image.key(image.wim(), "SOFTWARE", VERSION))
        .contains("\"UBR\"=dword:000007f1")
        .contains("\"LCUVer\"=str(1):\"10.0.26100.2033\"");
    assertThat(image.key(image.wim(), "SOFTWARE", PACKAGES)).doesNotContain("26100.2314");
    assertThat(image.key(image.wim(), "SOFTWARE", PACKAGES + "\\" + PART + "10.0.26100.2033"))
        .contains("\"CurrentState\"=dword:00000070");
    assertThat(image.key(image.wim(), "SYSTEM", "\\ControlSet001\\Control"))
        .doesNotContain("Recall");
    assertThat(Mounted.program("wimlib-imagex", "info", image.wim().toString(), "1"))
        .contains("Service Pack Build:     2033");
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  @Test
  void onlyRollupGoesAndLeavesTheImageAsItWas() throws Exception {
    image.commit();
    List<String> before = image.paths(image.wim());
    String kernel = hash(KERNEL);
    String packages = image.key(image.wim(), "SOFTWARE", PACKAGES);
    image.mount();
    image.add(OLDER).assertSuccess();
    image.service("/Remove-Package", "/PackagePath:" + OLDER).assertSuccess();
    image.commit();

    assertThat(image.paths(image.wim())).containsExactlyInAnyOrderElementsOf(before);
    assertThat(hash(KERNEL)).isEqualTo(kernel);
    assertThat(image.key(image.wim(), "SOFTWARE", PACKAGES)).isEqualTo(packages);
    assertThat(image.key(image.wim(), "SOFTWARE", VERSION)).contains("\"UBR\"=dword:000006ce");
    assertThat(Mounted.program("wimlib-imagex", "info", image.wim().toString(), "1"))
        .contains("Service Pack Build:     1742");
  }

  @Test
  void supersededRollupGoesWithoutAChangeToWhatIsInForce() throws Exception {
    image.add(STACK, OLDER, NEWER).assertSuccess();
    remove(OLDER_NAME).assertSuccess();
    image.commit();
    List<String> paths = image.paths(image.wim());
    assertThat(detail(KERNEL)).isEqualTo(detail(storedKernel(paths, "2314")));
    assertThat(storedKernel(paths, "2033")).isNull();
    assertThat(storedKernel(paths, "1742")).isNotNull();
    assertThat(image.key(image.wim(), "SOFTWARE", VERSION)).contains("\"UBR\"=dword:0000090a");
  }

  @Test
  void rollupThatWasCleanedUpStaysSupersededWhenItsSuccessorGoes() throws Exception {
    image.add(STACK, OLDER, NEWER).assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    remove(NEWER_NAME).assertSuccess();
    assertThat(image.service("/Get-Packages").text()).contains(OLDER_NAME + "\nState : Superseded");
    image.commit();
    List<String> paths = image.paths(image.wim());
    assertThat(detail(KERNEL)).isEqualTo(detail(storedKernel(paths, "1742")));
    assertThat(image.key(image.wim(), "SOFTWARE", VERSION)).contains("\"UBR\"=dword:000006ce");
  }

  @Test
  void whatWasInstalledBeforeAResetStaysAndWhatCameLaterGoes() throws Exception {
    image.add(OLDER).assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.add(STACK, NEWER).assertSuccess();
    remove(NEWER_NAME).assertSuccess();
    refused(OLDER_NAME, 0x800f0825, "when /ResetBase removed what it replaced");
    image.commit();
    assertThat(detail(KERNEL)).isEqualTo(detail(storedKernel(image.paths(image.wim()), "2033")));
  }

  @ParameterizedTest
  @CsvSource({
    "No-such-package~31bf3856ad364e35~amd64~~1.0.0.0, 0x800f0805, the image has no package",
    "Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.26100.1, 0x800f0825,"
        + " it is Windows itself",
    "Package_for_ServicingStack_1740~31bf3856ad364e35~amd64~~26100.1740.1.1, 0x800f0825,"
        + " servicing stacks stay",
    "Package_1_for_KB5990101~31bf3856ad364e35~amd64~~10.0.26100.2033, 0x800f0825,"
        + " is a part of Package_for_RollupFix",
  })
  void packageThatCannotGoIsRefused(String name, String error, String reason) {
    image.add(OLDER).assertSuccess();
    Result result = refused(name, Long.decode(error).intValue(), reason);
    assertThat(result.text())
        .contains("Processing 1 of 1 - Removing package " + name + "\n\n" + name + ": ")
        .contains("\n Error: " + error + "\n")
        .contains("\nError: " + error + "\n");
  }

  @Test
  void permanentPackageIsRefused() throws Exception {
    String name = "Package_for_Good~31bf3856ad364e35~amd64~~1.0.0.0";
    image
        .add(
            new HandmadePackage(folder)
                .root("Package_for_Good", "1.0.0.0", " permanence=\"permanent\"", "")
                .cabinet())
        .assertSuccess();
    refused(name, 0x800f0825, "it is permanent");
    image.commit();
    assertThat(image.key(image.wim(), "SOFTWARE", PACKAGES + "\\" + name))
        .contains("\"CurrentState\"=dword:00000080");
  }

  @Test
  void packageThatAnotherOneNeedsIsRefusedUntilThatOneIsGone() throws Exception {
    String base = "Package_for_Base~31bf3856ad364e35~amd64~~1.0.0.0";
    String addition = "Package_for_Addition~31bf3856ad364e35~amd64~~1.0.0.0";
    Path first = new HandmadePackage(folder).root("Package_for_Base", "1.0.0.0", "", "").cabinet();
    Path second =
        new HandmadePackage(folder)
            .root(
                "Package_for_Addition",
                "1.0.0.0",
                "",
                parent("", packageIdentity("Package_for_Base", "1.0.0.0")))
            .cabinet();
    image.add(first, second).assertSuccess();
    refused(base, 0x800f0825, addition + " needs " + base + " as its parent");
    image
        .service("/Remove-Package", "/PackageName:" + addition, "/PackageName:" + base)
        .assertSuccess();
    assertThat(image.service("/Get-Packages").text()).doesNotContain(base);
  }

  @Test
  void componentThatTheImageHadBeforeStays() throws Exception {
    byte[] content = bytes("in the image from the start");
    String dll = file("test.dll", "$(runtime.system32)\\", content);
    HandmadePackage first = withTest(dll, content, "Package_for_First");
    HandmadePackage second = withTest(dll, content, "Package_for_Second");
    image.add(first.cabinet()).assertSuccess();
    image.commit();
    forgetPackage("Package_for_First~31bf3856ad364e35~amd64~~1.0.0.0");
    image.mount();
    image.add(second.cabinet()).assertSuccess();
    remove("Package_for_Second~31bf3856ad364e35~amd64~~1.0.0.0").assertSuccess();
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/test.dll")).hasBinaryContent(content);
  }

  @Test
  void componentOfTwoPackagesGoesWithTheLast() throws Exception {
    byte[] content = bytes("of two packages");
    String dll = file("test.dll", "$(runtime.system32)\\", content);
    image
        .add(
            withTest(dll, content, "Package_for_First").cabinet(),
            withTest(dll, content, "Package_for_Second").cabinet())
        .assertSuccess();
    remove("Package_for_First~31bf3856ad364e35~amd64~~1.0.0.0").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).contains("/Windows/System32/test.dll");
    image.mount();
    remove("Package_for_Second~31bf3856ad364e35~amd64~~1.0.0.0").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim()))
        .noneMatch(path -> path.contains("test.dll") || path.contains("test-component"));
  }

  @Test
  void fileThatWasReplacedByHandStays() throws Exception {
    byte[] content = bytes("of the package");
    String dll = file("test.dll", "$(runtime.system32)\\", content);
    image.add(withTest(dll, content, "Package_for_First").cabinet()).assertSuccess();
    image.commit();
    Path other = Files.writeString(folder.resolve("other.dll"), "by hand");
    change("add '" + other + "' /Windows/System32/test.dll");
    image.mount();
    remove("Package_for_First~31bf3856ad364e35~amd64~~1.0.0.0").assertSuccess();
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/test.dll")).hasContent("by hand");
  }

  @Test
  void damagedStoreIsFoundBeforeAnythingChanges() throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();
    String stored = storedKernel(image.paths(image.wim()), "1742");
    Path other = Files.writeString(folder.resolve("damaged"), "not the kernel");
    change("add '" + other + "' " + stored);
    image.mount();
    refused(OLDER_NAME, 14028, stored.substring(1) + " is not the file");
    image.discard();
    change("delete " + stored);
    image.mount();
    refused(OLDER_NAME, 0x800f081f, "The component store lacks " + stored.substring(1));
  }

  @Test
  void pendingOperationsBlockTheRemoval() throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();
    Path pending = Files.writeString(folder.resolve("pending.xml"), "<pending/>");
    change("add '" + pending + "' /Windows/WinSxS/pending.xml");
    image.mount();
    refused(OLDER_NAME, 0x800f0806, "pending.xml");
  }

  @Test
  void whatIsNoCabinetOrNotInTheImageIsRefused() {
    Map<String, Integer> before = image.changes();
    image.service("/Remove-Package").assertError(87);
    assertThat(path(NEWER).assertError(50).text()).contains("/Remove-Package takes cabinets only");
    assertThat(path(OLDER).assertError(0x800f0805).text())
        .contains("Removing package " + OLDER_NAME);
    path(faulty("windows11.0-kb5990108-x64.cab")).assertError(13);
    path(folder.resolve("absent.cab")).assertError(2);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void readOnlyMountIsNotChanged() {
    image.discard();
    image.mount("/ReadOnly");
    remove(OLDER_NAME).assertError(0xc1510111);
  }

  private Result remove(String name) {
    return image.service("/Remove-Package", "/PackageName:" + name);
  }

  private Result path(Path cabinet) {
    return image.service("/Remove-Package", "/PackagePath:" + cabinet);
  }

  private Result refused(String name, int code, String reason) {
    Map<String, Integer> before = image.changes();
    Result result = remove(name).assertError(code);
    assertThat(result.text()).containsIgnoringCase(reason);
    assertThat(image.changes()).isEqualTo(before);
    return result;
  }

  private HandmadePackage withTest(String body, byte[] content, String name) throws Exception {
    return new HandmadePackage(folder)
        .root(name, "1.0.0.0", "", update("u", component("Test-Component", "10.0.0.1")))
        .component("Test-Component", "10.0.0.1", body)
        .payload("Test-Component", "10.0.0.1", "test.dll", content);
  }

  /** Takes a package's records out of the WIM, so that nobody owns its components. */
  private void forgetPackage(String identity) throws Exception {
    Path software = image.extract(image.wim(), "Windows/System32/config/SOFTWARE");
    Path script = Files.writeString(folder.resolve("script"), script(identity));
    Mounted.program("hivexsh", "-w", "-f", script.toString(), software.toString());
    change("add '" + software + "' /Windows/System32/config/SOFTWARE");
    change("delete /Windows/servicing/Packages/" + identity + ".mum");
  }

  private static String script(String identity) {
    return "cd " + PACKAGES + "\\" + identity + "\ndel\ncommit\n";
  }

  private void change(String command) throws Exception {
    Mounted.program("wimlib-imagex", "update", image.wim().toString(), "1", "--command=" + command);
  }

  private static String storedKernel(List<String> paths, String revision) {
    return paths.stream()
        .filter(path -> path.startsWith(STORED_KERNEL + revision))
        .filter(path -> path.endsWith("/ntoskrnl.exe"))
        .findFirst()
        .orElse(null);
  }

  private String hash(String path) throws Exception {
    return detail(path).stream().filter(line -> line.startsWith("Hash")).findFirst().orElseThrow();
  }

  /** Content hash and link group of a file: equal for hard links of one file. */
  private List<String> detail(String path) throws Exception {
    return Mounted.program(
            "wimlib-imagex", "dir", image.wim().toString(), "1", "--detailed", "--path=" + path)
        .lines()
        .filter(line -> line.startsWith("Link") || line.startsWith("Hash"))
        .toList();
  }
}
