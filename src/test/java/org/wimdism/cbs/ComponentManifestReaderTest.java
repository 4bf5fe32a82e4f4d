package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wimdism.cbs.ManifestTexts.bytes;
import static org.wimdism.cbs.ManifestTexts.componentManifest;
import static org.wimdism.cbs.ManifestTexts.dependency;
import static org.wimdism.cbs.ManifestTexts.file;
import static org.wimdism.cbs.ManifestTexts.registryValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentManifestReaderTest {

  @Test
  void readsFilesRegistryAndFolders() {
    ComponentManifest manifest =
        read(
            file("sub\\a.dll", "$(runtime.system32)\\", bytes("content"))
                + "<directories><directory destinationPath=\"$(runtime.programData)\\X\""
                + " owner=\"true\"/></directories>"
                + registryValue("HKEY_CLASSES_ROOT\\.x", "", "REG_SZ", "xfile"));
    assertThat(manifest.files())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.name()).isEqualTo("sub/a.dll");
              assertThat(read.destination()).isEqualTo("$(runtime.system32)\\");
              assertThat(read.digest()).isEqualTo(Digests.of("SHA-256", bytes("content")));
            });
    assertThat(manifest.directories()).containsExactly("$(runtime.programData)\\X");
    assertThat(manifest.registry()).hasSize(1);
    assertThat(manifest.unsupported()).isEmpty();
    assertThat(manifest.deployment()).isFalse();
  }

  @Test
  void deploymentNamesItsComponents() {
    ComponentManifest manifest =
        read("<deployment/>" + dependency("A", "1.0.0.0") + dependency("B", "1.0.0.0"));
    assertThat(manifest.deployment()).isTrue();
    assertThat(manifest.dependencies())
        .extracting(each -> each.component().name())
        .containsExactly("A", "B");
  }

  @Test
  void labelsAndTextsHaveNoEffect() {
    assertThat(
            read("<localization/><trustInfo/><memberships><categoryMembership>"
                    + "<id name=\"Microsoft.Windows.Categories\" version=\"1.0.0.0\""
                    + " typeName=\"BootCritical\"/></categoryMembership></memberships>")
                .unsupported())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<taskScheduler/> | taskScheduler",
        "<genericCommands/> | genericCommands",
        "<appxRegistration/> | appxRegistration",
        "<sppInstaller xmlns='urn:x'/> | sppInstaller",
        "<memberships><categoryMembership><id name='C' typeName='Service'/></categoryMembership></memberships>"
            + " | categoryMembership C Service",
        "<memberships><categoryMembership><id name='C'/><categoryInstance/></categoryMembership></memberships>"
            + " | categoryMembership C",
        "<registryKeys><registryKey keyName='k'><securityDescriptor name='S'/></registryKey></registryKeys>"
            + " | registryKey/securityDescriptor S",
        "<registryKeys><registryKey keyName='k'><registryValue name='v' operationHint='delete'/></registryKey></registryKeys>"
            + " | registryValue operationHint=\"delete\"",
      })
  void elementWithoutImplementedEffectIsNamed(String body, String name) {
    assertThat(read(body).unsupported()).containsExactly(name);
  }

  @Test
  void fileWithoutUsableDigestIsABrokenManifest() {
    assertThatThrownBy(() -> read("<file name=\"a.dll\"/>")).hasMessageContaining("\"hash\"");
    assertThatThrownBy(
            () ->
                read(
                    "<file name='a.dll'><hash><DigestMethod"
                        + " Algorithm='http://www.w3.org/2000/09/xmldsig#sha256'/>"
                        + "<DigestValue>A</DigestValue></hash></file>"))
        .hasMessageContaining("base64");
  }

  @Test
  void fileNameThatLeadsElsewhereIsABrokenManifest() {
    assertThatThrownBy(() -> read(file("..\\a.dll", "$(runtime.system32)\\", bytes("x"))))
        .hasMessageContaining("..");
    assertThatThrownBy(() -> read(file("a.dll:stream", "$(runtime.system32)\\", bytes("x"))))
        .hasMessageContaining("a.dll:stream");
  }

  private static ComponentManifest read(String body) {
    return ComponentManifestReader.read(
        bytes(componentManifest("Component", "10.0.26100.1", body)), "a.manifest");
  }
}
