package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cbs.ManifestTexts.bytes;
import static org.wimdism.cbs.ManifestTexts.component;
import static org.wimdism.cbs.ManifestTexts.file;
import static org.wimdism.cbs.ManifestTexts.registryValue;
import static org.wimdism.cbs.ManifestTexts.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one version of a component has and the next has not. */
class ComponentVersionsIT {

  private static final String COMPONENT = "Test-Component";
  private static final String V1 = "10.0.26100.3001";
  private static final String V2 = "10.0.26100.3002";
  private static final String SYSTEM32 = "$(runtime.system32)\\";
  private static final byte[] KEPT = bytes("in both versions");
  private static final byte[] OLD = bytes("in the first version only");
  private static final String KEY = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Test";
  private static final String KEPT_FILE = file("kept.dll", SYSTEM32, KEPT);
  private static final String OLD_FILE = file("old.dll", SYSTEM32, OLD);
  private static final String KEPT_VALUE = registryValue(KEY, "kept", "REG_SZ", "x");
  private static final String OLD_VALUE = registryValue(KEY, "old", "REG_SZ", "x");
  private static final String OLD_KEYS =
      registryValue(KEY + "\\Old", "old", "REG_DWORD", "1")
          + registryValue(KEY + "\\Old\\Deep", "", "REG_SZ", "x");
  private static final String OLD_FOLDERS =
      "<directories><directory destinationPath=\"$(runtime.programFiles)\\Test\"/>"
          + "<directory destinationPath=\"$(runtime.programFiles)\\Test\\Deep\\\"/></directories>";

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
  }

  @Test
  void newVersionTakesAwayWhatItHasNoLongerAndItsRemovalBringsItBack() throws Exception {
    image.add(first(OLD_FILE + OLD_VALUE + OLD_KEYS + OLD_FOLDERS)).assertSuccess();
    image.add(second(KEPT_FILE + KEPT_VALUE)).assertSuccess();
    image.commit();
    List<String> paths = image.paths(image.wim());
    assertThat(paths)
        .contains("/Windows/System32/kept.dll")
        .doesNotContain("/Windows/System32/old.dll", "/Program Files/Test")
        .contains("/Windows/WinSxS/" + HandmadePackage.keyForm(COMPONENT, V1) + "/old.dll");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test"))
        .contains("\"kept\"")
        .doesNotContain("\"old\"")
        .doesNotContain("Test\\Old");

    image.mount();
    image
        .service(
            "/Remove-Package", "/PackageName:Package_for_Second~31bf3856ad364e35~amd64~~1.0.0.0")
        .assertSuccess();
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/old.dll")).hasBinaryContent(OLD);
    assertThat(image.paths(image.wim())).contains("/Program Files/Test/Deep");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test"))
        .contains("\"kept\"")
        .contains("Test\\Old\\Deep]")
        .contains("\"old\"=str(1):\"x\"")
        .contains("\"old\"=dword:00000001");
  }

  @Test
  void whatMovedToAnotherComponentStays() throws Exception {
    image.add(first(OLD_FILE + OLD_VALUE)).assertSuccess();
    image
        .add(
            new HandmadePackage(folder)
                .root(
                    "Package_for_Second",
                    "1.0.0.0",
                    "",
                    update("u", component(COMPONENT, V2) + component("Heir", V2)))
                .component(COMPONENT, V2, KEPT_FILE)
                .payload(COMPONENT, V2, "kept.dll", KEPT)
                .component("Heir", V2, OLD_FILE + OLD_VALUE)
                .payload("Heir", V2, "old.dll", OLD)
                .cabinet())
        .assertSuccess();
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/old.dll")).hasBinaryContent(OLD);
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test")).contains("\"old\"=str(1):\"x\"");
  }

  /** Real images keep their manifests compressed. */
  @Test
  void nothingIsTakenAwayWhereAManifestCannotBeRead() throws Exception {
    image.add(first(OLD_FILE + OLD_VALUE)).assertSuccess();
    image.commit();
    Path compressed = Files.writeString(folder.resolve("compressed"), "DCM\1not readable");
    String manifest =
        "/Windows/WinSxS/Manifests/"
            + HandmadePackage.keyForm("Microsoft-Windows-Unknown", V1)
            + ".manifest";
    Mounted.program(
        "wimlib-imagex",
        "update",
        image.wim().toString(),
        "1",
        "--command=add '" + compressed + "' " + manifest);
    image.mount();
    Map<String, Integer> before = image.changes();
    assertThat(
            image
                .service(
                    "/Remove-Package",
                    "/PackageName:Package_for_First~31bf3856ad364e35~amd64~~1.0.0.0")
                .assertError(50)
                .text())
        .contains("cannot read all manifests");
    assertThat(image.changes()).isEqualTo(before);
    image.add(second(KEPT_FILE)).assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).contains("/Windows/System32/old.dll");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test")).contains("\"old\"");
    assertThat(Files.readString(image.log()))
        .contains("Windows/System32/old.dll stays: not all manifests");
  }

  @Test
  void valueThatWasChangedSinceStays() throws Exception {
    image.add(first(OLD_VALUE)).assertSuccess();
    image
        .add(
            new HandmadePackage(folder)
                .root("Package_for_Setting", "1.0.0.0", "", update("u", component("Setter", V1)))
                .component("Setter", V1, registryValue(KEY, "old", "REG_SZ", "set by another one"))
                .cabinet())
        .assertSuccess();
    image.add(second(KEPT_FILE)).assertSuccess();
    image.commit();
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test"))
        .contains("\"old\"=str(1):\"set by another one\"");
  }

  /** Folder names keep the first and last 19 characters of a long name only. */
  @Test
  void componentsWhoseFolderNamesAreShortenedAlikeDoNotSupersedeOneAnother() throws Exception {
    String first = "Microsoft-Windows-Alpha-First-Component-LongName";
    String second = "Microsoft-Windows-Alpha-Second-Component-LongName";
    String start = "amd64_microsoft-windows-a..-component-longname_31bf3856ad364e35_";
    image.add(single(first, V1, "first.dll")).assertSuccess();
    image.add(single(second, V2, "second.dll")).assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim()))
        .contains("/Windows/System32/first.dll", "/Windows/System32/second.dll")
        .anyMatch(path -> path.contains(start + V1) && path.endsWith("/first.dll"))
        .anyMatch(path -> path.contains(start + V2) && path.endsWith("/second.dll"));

    image.mount();
    image.add(single(first, "10.0.26100.3003", "first.dll")).assertSuccess();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim()))
        .noneMatch(path -> path.contains(start + V1))
        .anyMatch(path -> path.contains(start + V2) && path.endsWith("/second.dll"));
  }

  private Path first(String more) throws Exception {
    return new HandmadePackage(folder)
        .root("Package_for_First", "1.0.0.0", "", update("u", component(COMPONENT, V1)))
        .component(COMPONENT, V1, KEPT_FILE + KEPT_VALUE + more)
        .payload(COMPONENT, V1, "kept.dll", KEPT)
        .payload(COMPONENT, V1, "old.dll", OLD)
        .cabinet();
  }

  private Path second(String body) throws Exception {
    return new HandmadePackage(folder)
        .root("Package_for_Second", "1.0.0.0", "", update("u", component(COMPONENT, V2)))
        .component(COMPONENT, V2, body)
        .payload(COMPONENT, V2, "kept.dll", KEPT)
        .cabinet();
  }

  private Path single(String name, String version, String dll) throws Exception {
    byte[] content = bytes(name + " " + version);
    return new HandmadePackage(folder)
        .root("Package_of_" + dll, version, "", update("u", component(name, version)))
        .component(name, version, file(dll, SYSTEM32, content))
        .payload(name, version, dll, content)
        .cabinet();
  }
}
