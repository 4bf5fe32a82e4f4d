package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wimdism.cbs.ManifestTexts.component;
import static org.wimdism.cbs.ManifestTexts.componentIdentity;
import static org.wimdism.cbs.ManifestTexts.nested;
import static org.wimdism.cbs.ManifestTexts.packageIdentity;
import static org.wimdism.cbs.ManifestTexts.packageManifest;
import static org.wimdism.cbs.ManifestTexts.parent;
import static org.wimdism.cbs.ManifestTexts.update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.cbs.UpdateElement.Elevate;

class PackageManifestReaderTest {

  private static final String NAME = "Package_for_RollupFix";
  private static final String VERSION = "26100.2314.1.9";

  @Test
  void readsIdentityDescriptionParentsFloorAndUpdates() {
    PackageManifest manifest =
        read(
            parent(
                    "buildCompare=\"EQ\" revisionCompare=\"GE\" integrate=\"delegate\"",
                    packageIdentity("Foundation", "10.0.26100.1"),
                    packageIdentity("WinPE", "10.0.26100.1"))
                + "<installerAssembly name=\"Microsoft-Windows-ServicingStack\""
                + " version=\"10.0.26100.2310\" language=\"neutral\" />"
                + update("a", nested("Package_1_for_KB5990999", "10.0.26100.2314"))
                + update("b", component("Deployment", "10.0.26100.2314")));
    assertThat(manifest.identity())
        .hasToString("Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2314.1.9");
    assertThat(manifest.description().releaseType()).isEqualTo("Security Update");
    assertThat(manifest.description().company()).isEqualTo("Nobody");
    assertThat(manifest.stackFloor()).contains(Version.parse("10.0.26100.2310"));
    assertThat(manifest.parents())
        .singleElement()
        .satisfies(parent -> assertThat(parent.alternatives()).hasSize(2));
    assertThat(manifest.updates()).extracting(UpdateElement::name).containsExactly("a", "b");
    assertThat(manifest.updates().get(0).packages()).hasSize(1);
    assertThat(manifest.updates().get(1).components()).hasSize(1);
    assertThat(manifest.unsupported()).isEmpty();
    assertThat(manifest.deltas()).isFalse();
  }

  @Test
  void placeholderFloorIsNone() {
    assertThat(
            read("<installerAssembly name=\"Microsoft-Windows-ServicingStack\" version=\"6.0.0.0\"/>")
                .stackFloor())
        .isEmpty();
  }

  @Test
  void conditionsAreReadWhereTheyAreSimple() {
    UpdateElement update =
        read(update(
                "a",
                "<applicable disposition=\"staged\"><updateComponent elevate=\"revision\">"
                    + componentIdentity("Shell32", "10.0.26100.1")
                    + "</updateComponent></applicable>"
                    + "<applicable disposition=\"detect\"><detectUpdate>"
                    + "<update name=\"b\"/></detectUpdate></applicable>"))
            .updates()
            .get(0);
    assertThat(update.onUpdates()).containsExactly("b");
    assertThat(update.onComponents())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.elevate()).isEqualTo(Elevate.REVISION);
              assertThat(condition.isMetBy(Version.parse("10.0.26100.1742"))).isTrue();
              assertThat(condition.isMetBy(Version.parse("10.0.22621.1742"))).isFalse();
            });
  }

  @Test
  void whatIsNotSupportedIsKeptByName() {
    PackageManifest manifest =
        read(
            "<declareCapability/>"
                + update("a", "<driver inf=\"x.inf\"/>")
                + update("b", "<selectable disposition=\"staged\"/>")
                + update("c", "<applicable><detectNone default=\"true\"/></applicable>"));
    assertThat(manifest.unsupported()).containsExactly("declareCapability");
    assertThat(manifest.updates())
        .flatExtracting(UpdateElement::unsupported)
        .containsExactly("driver", "selectable", "applicable/detectNone");
  }

  @Test
  void payloadStreamMeansDeltas() {
    assertThat(readWith(" psfName=\"x.psf\"", "").deltas()).isTrue();
    assertThat(
            read("<mum2:customInformation xmlns:mum2=\"urn:x\" PackageFormat=\"PSFX\"/>").deltas())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<update name=\"a\"><component/></update>",
        "<update name=\"a\"><component><assemblyIdentity name=\"a\" version=\"1.x\"/></component></update>",
        "<update name=\"a\"><component><assemblyIdentity name=\"..\\..\\a\" version=\"1.0.0.0\"/></component></update>",
        "<update name=\"a\"><component><assemblyIdentity name=\" \" version=\"1.0.0.0\"/></component></update>",
        "<parent buildCompare=\"XX\"><assemblyIdentity name=\"a\" version=\"1.0.0.0\"/></parent>",
      })
  void brokenManifestIsRefusedByItsName(String body) {
    assertThatThrownBy(() -> read(body)).hasMessageContaining("The package manifest is broken.");
  }

  private static PackageManifest read(String body) {
    return readWith("", body);
  }

  private static PackageManifest readWith(String attributes, String body) {
    return PackageManifestReader.read(
        ManifestTexts.bytes(packageManifest(NAME, VERSION, attributes, body)), "update.mum");
  }
}
