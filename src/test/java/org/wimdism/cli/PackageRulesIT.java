package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cbs.ManifestTexts.bytes;
import static org.wimdism.cbs.ManifestTexts.component;
import static org.wimdism.cbs.ManifestTexts.componentIdentity;
import static org.wimdism.cbs.ManifestTexts.dependency;
import static org.wimdism.cbs.ManifestTexts.file;
import static org.wimdism.cbs.ManifestTexts.nested;
import static org.wimdism.cbs.ManifestTexts.packageIdentity;
import static org.wimdism.cbs.ManifestTexts.parent;
import static org.wimdism.cbs.ManifestTexts.registryValue;
import static org.wimdism.cbs.ManifestTexts.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.KeyForm;
import org.wimdism.cbs.ManifestTexts;
import org.wimdism.cbs.Version;

/** One rule of package manifests each, on packages made for it. */
class PackageRulesIT {

  private static final String COMPONENT = "Test-Component";
  private static final String VERSION = "10.0.26100.3000";
  private static final byte[] CONTENT = bytes("content of the file");
  private static final String DLL = file("test.dll", "$(runtime.system32)\\", CONTENT);

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
  }

  @Test
  void packageWithoutParentsApplies() throws Exception {
    image.add(simple(DLL).cabinet()).assertSuccess();
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/test.dll")).hasBinaryContent(CONTENT);
  }

  @Test
  void everyRegistryTypeReachesItsHive() throws Exception {
    String key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Test";
    image
        .add(
            new HandmadePackage(folder)
                .listing(COMPONENT, VERSION)
                .component(
                    COMPONENT,
                    VERSION,
                    registryValue(key, "sz", "REG_SZ", "$(runtime.windows)")
                        + registryValue(key, "expand", "REG_EXPAND_SZ", "$(runtime.system32)")
                        + registryValue(key, "multi", "REG_MULTI_SZ", "\"a\",\"b\"")
                        + registryValue(key, "dword", "REG_DWORD", "0x10")
                        + registryValue(key, "qword", "REG_QWORD", "0x10")
                        + registryValue(key, "binary", "REG_BINARY", "0102ff")
                        + registryValue("HKEY_USERS\\.DEFAULT\\Test", "v", "REG_SZ", "default")
                        + registryValue(
                            "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Test",
                            "",
                            "REG_SZ",
                            "system"))
                .cabinet())
        .assertSuccess();
    image.commit();
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Test"))
        .contains("\"sz\"=str(1):\"C:\\Windows\"")
        .contains("\"expand\"=str(2):\"%SystemRoot%\\System32\"")
        .contains("\"multi\"=hex(7):61,00,00,00,62,00,00,00,00,00")
        .contains("\"dword\"=dword:00000010")
        .contains("\"qword\"=hex(b):10,00,00,00,00,00,00,00")
        .contains("\"binary\"=hex(3):01,02,ff");
    assertThat(image.key(image.wim(), "DEFAULT", "\\Test")).contains("str(1):\"default\"");
    assertThat(image.key(image.wim(), "SYSTEM", "\\ControlSet001\\Control\\Test"))
        .contains("@=str(1):\"system\"");
  }

  @Test
  void filesAndKeysOfA32BitComponentAreWhere32BitProgramsSeeThem() throws Exception {
    String body =
        DLL
            + registryValue("HKEY_LOCAL_MACHINE\\SOFTWARE\\Test", "v", "REG_SZ", "software")
            + registryValue("HKEY_CLASSES_ROOT\\CLSID\\{0}", "v", "REG_SZ", "class")
            + registryValue("HKEY_CLASSES_ROOT\\.test", "v", "REG_SZ", "shared");
    Identity wow64 =
        new Identity(
            COMPONENT, ManifestTexts.TOKEN, "wow64", "", Version.parse(VERSION), "", "nonSxS");
    image
        .add(
            new HandmadePackage(folder)
                .root(update("u", component(COMPONENT, VERSION).replace("amd64", "wow64")))
                .file(
                    KeyForm.of(wow64) + ".manifest",
                    bytes(
                        ManifestTexts.componentManifest(COMPONENT, VERSION, body)
                            .replace("amd64", "wow64")))
                .file(KeyForm.of(wow64) + "/test.dll", CONTENT)
                .cabinet())
        .assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim()))
        .contains("/Windows/SysWOW64/test.dll")
        .doesNotContain("/Windows/System32/test.dll");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Wow6432Node\\Test")).contains("software");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Classes\\Wow6432Node\\CLSID\\{0}"))
        .contains("class");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Classes\\.test")).contains("shared");
  }

  @Test
  void supersededPackageIsNoParentAnyMore() throws Exception {
    Path first = new HandmadePackage(folder).root("Package_for_Base", "1.0.0.0", "", "").cabinet();
    Path second = new HandmadePackage(folder).root("Package_for_Base", "2.0.0.0", "", "").cabinet();
    Path addition =
        new HandmadePackage(folder)
            .root(
                "Package_for_Addition",
                "1.0.0.0",
                "",
                parent("", packageIdentity("Package_for_Base", "1.0.0.0")))
            .cabinet();
    image.add(first, second).assertSuccess();
    assertThat(image.add(addition).assertError(0x800f081e).text())
        .contains("it needs Package_for_Base~31bf3856ad364e35~amd64~~1.0.0.0");
    image
        .service("/Remove-Package", "/PackageName:Package_for_Base~31bf3856ad364e35~amd64~~2.0.0.0")
        .assertSuccess();
    image.add(addition).assertSuccess();
  }

  @Test
  void missingParentIsIgnoredOnlyWhereThatIsAskedForAndOtherChecksAreNot() throws Exception {
    Path orphan =
        withComponent(DLL)
            .root(
                parent("", packageIdentity("Absent", "1.0.0.0"))
                    + update("u", component(COMPONENT, VERSION)))
            .cabinet();
    image.add(orphan).assertError(0x800f081e);
    image.service("/Add-Package", "/PackagePath:" + orphan, "/IgnoreCheck").assertSuccess();
    Path other = Mounted.faulty("windows11.0-kb5990104-arm64.cab");
    image.service("/Add-Package", "/PackagePath:" + other, "/IgnoreCheck").assertError(0x800f081e);
    Path early = Mounted.update("windows11.0-kb5990102-x64.msu");
    image.service("/Add-Package", "/PackagePath:" + early, "/IgnoreCheck").assertError(0x800f0823);
    image.commit();
    assertThat(image.extract(image.wim(), "Windows/System32/test.dll")).hasBinaryContent(CONTENT);
  }

  @Test
  void updateOnAComponentThatTheImageLacksIsPassedOver() throws Exception {
    image.add(conditional("Microsoft-Windows-Not-There").cabinet()).assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).doesNotContain("/Windows/System32/test.dll");
  }

  @Test
  void updateOnAComponentThatTheImageHasTakesEffect() throws Exception {
    image.add(conditional("Microsoft-Windows-Shell32").cabinet()).assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).contains("/Windows/System32/test.dll");
  }

  @Test
  void updateFollowsAnotherUpdateOfItsPackage() throws Exception {
    image
        .add(
            withComponent(DLL)
                .root(
                    update("first", "")
                        + update("second", detect("first") + component(COMPONENT, VERSION)))
                .cabinet())
        .assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).contains("/Windows/System32/test.dll");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<selectable disposition=\"staged\"/> | selectable",
        "<driver inf=\"x.inf\"/> | driver",
        "<applicable><detectUpdate><update name=\"absent\"/></detectUpdate></applicable>"
            + " | detectUpdate of absent",
        "<applicable><detectUpdate><update name=\"u\"/></detectUpdate></applicable>"
            + " | detectUpdate of u in a circle",
      })
  void conditionThatCannotBeEvaluatedRefusesThePackage(String element, String name)
      throws Exception {
    refused(
        withComponent(DLL).root(update("u", element + component(COMPONENT, VERSION))),
        50,
        "\"" + name + "\" of " + HandmadePackage.IDENTITY);
  }

  @Test
  void oneUnsupportedComponentRefusesTheWholePackage() throws Exception {
    refused(
        withComponent(DLL)
            .root(update("u", component(COMPONENT, VERSION) + component("Other", VERSION)))
            .component("Other", VERSION, "<genericCommands/>"),
        50,
        "\"genericCommands\" of Other~31bf3856ad364e35~amd64~~10.0.26100.3000");
  }

  @Test
  void whatASkippedNestedPackageBringsDoesNotMatter() throws Exception {
    image
        .add(
            withComponent(DLL)
                .root(
                    update("u", component(COMPONENT, VERSION))
                        + update("n", nested("Part", "1.0.0.0")))
                .nested(
                    "Part",
                    "1.0.0.0",
                    parent("", packageIdentity("Absent", "1.0.0.0"))
                        + update("u", component("Other", VERSION)))
                .component("Other", VERSION, "<genericCommands/>")
                .cabinet())
        .assertSuccess();
  }

  @Test
  void deploymentIsFollowedToItsComponents() throws Exception {
    image
        .add(
            withComponent(DLL)
                .listing("Deployment", VERSION)
                .component("Deployment", VERSION, "<deployment/>" + dependency(COMPONENT, VERSION))
                .cabinet())
        .assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim()))
        .contains("/Windows/System32/test.dll")
        .contains(
            "/Windows/WinSxS/Manifests/"
                + HandmadePackage.keyForm("Deployment", VERSION)
                + ".manifest");
  }

  @Test
  void componentThatIsNowhereIsMissed() throws Exception {
    refused(
        new HandmadePackage(folder).listing("Absent", VERSION),
        14081,
        "needs the component Absent~31bf3856ad364e35~amd64~~10.0.26100.3000");
    refused(
        withComponent(DLL + dependency("Absent", VERSION)).listing(COMPONENT, VERSION),
        14081,
        "needs the component Absent~");
  }

  @Test
  void nestedPackageWithoutManifestIsMissed() throws Exception {
    refused(
        new HandmadePackage(folder).root(update("u", nested("Part", "1.0.0.0"))),
        14081,
        "contains Part~31bf3856ad364e35~amd64~~1.0.0.0");
  }

  @Test
  void payloadThatIsNotInTheCabinetIsMissed() throws Exception {
    refused(
        new HandmadePackage(folder).listing(COMPONENT, VERSION).component(COMPONENT, VERSION, DLL),
        0x800f081f,
        "does not hold test.dll");
  }

  @Test
  void payloadAsForwardDeltaIsNotSupported() throws Exception {
    refused(
        new HandmadePackage(folder)
            .listing(COMPONENT, VERSION)
            .component(COMPONENT, VERSION, DLL)
            .payload(COMPONENT, VERSION, "f/test.dll", bytes("PA30")),
        50,
        "/f/test.dll as a delta");
  }

  @Test
  void fileIsRecognisedByItsFirstBytesAndNotByItsName() throws Exception {
    Path delta = Files.writeString(folder.resolve("a.cab"), "PSTREAM\0rest");
    assertThat(image.add(delta).assertError(50).text()).contains("payload stream (PSF)");
    Path wim = Files.copy(image.wim(), folder.resolve("b.msu"));
    assertThat(image.add(wim).assertError(50).text()).contains("a WIM without a cabinet that");
    Path empty = Files.writeString(folder.resolve("c.msu"), "");
    image.add(empty).assertError(13);
    Path renamed = Files.copy(simple(DLL).cabinet(), folder.resolve("d.txt"));
    image.add(renamed).assertSuccess();
  }

  @Test
  void cabinetWithoutPackageManifestIsNotSupported() throws Exception {
    refused(new HandmadePackage(folder).file("setup.dll", CONTENT), 50, "a Setup dynamic update");
  }

  @Test
  void entityBombInAManifestIsRefused() throws Exception {
    refused(
        new HandmadePackage(folder)
            .file(
                "update.mum",
                bytes("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")),
        14099,
        "document type");
  }

  @Test
  void fileOutsideOfTheWindowsFoldersItMayChangeIsRefused() throws Exception {
    refused(
        simple(file("SOFTWARE", "$(runtime.system32)\\config", CONTENT)), 50, "config/SOFTWARE");
    refused(simple(file("x.dll", "$(runtime.windows)\\..\\..", CONTENT)), 13, "..");
  }

  @Test
  void catalogueThatDoesNotNameTheManifestRefusesThePackage() throws Exception {
    byte[] otherCatalogue = HexFormat.of().parseHex("300b06092a864886f70d010702");
    refused(
        simple(DLL).file("update.cat", otherCatalogue), 0x80096010, "does not name its manifest");
  }

  @Test
  void unreadableCatalogueIsAWarning() throws Exception {
    image.add(simple(DLL).file("update.cat", bytes("no catalogue")).cabinet()).assertSuccess();
    assertThat(Files.readString(image.log()))
        .contains("The catalogue of " + HandmadePackage.IDENTITY + " is unreadable");
  }

  private HandmadePackage simple(String body) throws Exception {
    return withComponent(body).listing(COMPONENT, VERSION);
  }

  private HandmadePackage withComponent(String body) throws Exception {
    HandmadePackage contents = new HandmadePackage(folder).component(COMPONENT, VERSION, body);
    for (String name : new String[] {"test.dll", "SOFTWARE", "x.dll"}) {
      if (body.contains("\"" + name + "\"")) {
        contents.payload(COMPONENT, VERSION, name, CONTENT);
      }
    }
    return contents;
  }

  private HandmadePackage conditional(String onComponent) throws Exception {
    return withComponent(DLL)
        .root(
            update(
                "u",
                "<applicable disposition=\"staged\"><updateComponent elevate=\"revision\">"
                    + componentIdentity(onComponent, "10.0.26100.1")
                    + "</updateComponent></applicable>"
                    + component(COMPONENT, VERSION)));
  }

  private static String detect(String update) {
    return "<applicable disposition=\"detect\"><detectUpdate><update name=\""
        + update
        + "\"/></detectUpdate></applicable>";
  }

  private void refused(HandmadePackage contents, int code, String reason) throws Exception {
    Map<String, Integer> before = image.changes();
    assertThat(image.add(contents.cabinet()).assertError(code).text()).contains(reason);
    assertThat(image.changes()).isEqualTo(before);
  }
}
