package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.OfflineCatalogue.id;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.Assessment.State;
import org.drydock.update.Truth.Value;
import org.junit.jupiter.api.Test;

/** Where an update belongs, by what the catalogue alone says of it. */
class CatalogueApplicabilityTest extends UpdateRoom {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String PACKAGE = "Package_for_KB5991001" + TOKEN + "10.0.1.5";
  private static final String PARENT = Packages.FOUNDATION + TOKEN + "10.0.26100.1";
  private static final String REGISTRY = "<b.RegDword Key=\"HKEY_LOCAL_MACHINE\" Value=\"x\" />";
  private static final String X64 = "<b.Processor Architecture=\"9\" />";
  private static final String NEWER =
      "<b.WindowsVersion Comparison=\"GreaterThanOrEqualTo\" MajorVersion=\"10\""
          + " MinorVersion=\"0\" BuildNumber=\"26100\" />";

  @Test
  void itIsApplicable_whenAllThatItNeedsIsThere() throws IOException {
    Assessment assessment = assess("<And>" + X64 + NEWER + "</And>", PARENT, image("x64"));

    assertThat(assessment.state()).isEqualTo(State.APPLICABLE);
    assertThat(assessment.reason()).contains("Foundation");
  }

  @Test
  void itIsNotApplicable_whenAConditionIsNotMet() throws IOException {
    assertThat(assess("<Not>" + X64 + "</Not>", PARENT, image("x64")))
        .satisfies(
            assessment -> {
              assertThat(assessment.state()).isEqualTo(State.NOT_APPLICABLE);
              assertThat(assessment.reason()).contains("Condition 9");
            });
  }

  @Test
  void itIsUndeterminedAndNeverApplicable_whenOnlyARunningWindowsCanTell() throws IOException {
    for (String rule :
        List.of(
            REGISTRY,
            "<And>" + X64 + REGISTRY + "</And>",
            "<Not>" + REGISTRY + "</Not>",
            "<Or><Not>" + X64 + "</Not>" + REGISTRY + "</Or>",
            NEWER.replace("MajorVersion", "ProductType=\"3\" MajorVersion"))) {
      assertThat(assess(rule, PARENT, image("x64")).state()).as(rule).isEqualTo(State.UNDETERMINED);
    }
    assertThat(assess("<Or>" + X64 + REGISTRY + "</Or>", PARENT, image("x64")).state())
        .isEqualTo(State.APPLICABLE);
    assertThat(
            assess("<And><Not>" + X64 + "</Not>" + REGISTRY + "</And>", PARENT, image("x64"))
                .state())
        .isEqualTo(State.NOT_APPLICABLE);
  }

  @Test
  void itIsNotApplicable_whenItsPackagesBelongToAnotherBuildOrArchitecture() throws IOException {
    assertThat(assess(X64, Packages.FOUNDATION + TOKEN + "10.0.22621.1", image("x64")).reason())
        .contains("22621");
    assertThat(assess("<True />", PARENT, image("arm64")).reason())
        .contains("x64")
        .contains("arm64");
  }

  @Test
  void itIsInstalled_whenItsPackagesAreInTheImage() throws IOException {
    assertThat(assess(X64, PARENT, image("x64", PACKAGE)).state()).isEqualTo(State.INSTALLED);
  }

  @Test
  void itIsUndetermined_whenACondition_orItsPackages_areNotDescribed() throws IOException {
    OfflineCatalogue catalogue =
        new OfflineCatalogue(0)
            .bundle(10, 1, "5991001", "Unknown condition", OfflineCatalogue.prerequisites(77))
            .part(11, 2, 10, PACKAGE, PARENT)
            .payload(11, "a.cab", 1, "ab".repeat(20), null)
            .bundle(20, 3, "5991003", "Without packages", "")
            .part(21, 4, 20, PACKAGE, PARENT)
            .without(21, "c");
    Map<String, Assessment> judged = judge(catalogue, image("x64"));

    assertThat(judged.get(id(1)).state()).isEqualTo(State.UNDETERMINED);
    assertThat(judged.get(id(1)).reason()).contains(id(77));
    assertThat(judged.get(id(3)).state()).isEqualTo(State.UNDETERMINED);
    assertThat(judged.get(id(3)).reason()).contains("download it");
  }

  @Test
  void aProgramsUpdateIsForNoImage() throws IOException {
    OfflineCatalogue catalogue =
        new OfflineCatalogue(0)
            .bundle(10, 1, "5991001", "Office", "")
            .core(10, "<UpdateIdentity UpdateID=\"" + id(1) + "\" />")
            .extended(10, "<ExtendedProperties Handler=\"http://x/WindowsInstaller\" />");

    assertThat(judge(catalogue, image("x64")).get(id(1)).reason()).contains("WindowsInstaller");
  }

  @Test
  void anUpdateThatNeedsAnotherOneLooksForItsPackages() throws IOException {
    String stack = "Package_for_ServicingStack_900" + TOKEN + "26100.900.1.0";
    OfflineCatalogue catalogue =
        new OfflineCatalogue(0)
            .bundle(10, 1, "5991001", "Needs a stack", OfflineCatalogue.prerequisites(3))
            .part(11, 2, 10, PACKAGE, PARENT)
            .bundle(20, 3, "5991003", "Stack", "")
            .part(21, 4, 20, stack, PARENT);

    assertThat(judge(catalogue, image("x64")).get(id(1)).reason()).contains("KB5991003");
    assertThat(judge(catalogue, image("x64", stack)).get(id(1)).state())
        .isEqualTo(State.APPLICABLE);
  }

  @Test
  void whatIsUnknownStaysUnknown_unlessItDoesNotMatter() {
    Truth yes = Truth.TRUE;
    Truth no = Truth.no("no");
    Truth unknown = Truth.unknown("unknown");

    for (Truth any : List.of(yes, no, unknown)) {
      assertThat(any.and(no).value()).isEqualTo(Value.FALSE);
      assertThat(no.and(any).value()).isEqualTo(Value.FALSE);
      assertThat(any.or(yes).value()).isEqualTo(Value.TRUE);
      assertThat(yes.or(any).value()).isEqualTo(Value.TRUE);
      assertThat(any.and(yes).value()).isEqualTo(any.value());
      assertThat(any.or(no).value()).isEqualTo(any.value());
      assertThat(any.not().not().value()).isEqualTo(any.value());
    }
    assertThat(unknown.not().value()).isEqualTo(Value.UNKNOWN);
    assertThat(unknown.and(unknown).value()).isEqualTo(Value.UNKNOWN);
    assertThat(unknown.or(unknown).value()).isEqualTo(Value.UNKNOWN);
  }

  /** An update of one package with one condition. */
  private Assessment assess(String condition, String parent, ImageFacts image) throws IOException {
    beginEmpty();
    OfflineCatalogue catalogue =
        new OfflineCatalogue(0)
            .condition(2, 9, condition)
            .bundle(10, 1, "5991001", "Update", OfflineCatalogue.prerequisites(9))
            .part(11, 2, 10, PACKAGE, parent)
            .payload(11, "a.cab", 1, "ab".repeat(20), null);
    return judge(catalogue, image).get(id(1));
  }

  private Map<String, Assessment> judge(OfflineCatalogue catalogue, ImageFacts image)
      throws IOException {
    catalogue.write(inbox("wsusscn2.cab"));
    catalog.synchronize();
    return listings
        .judge(new UpdateSearch(null, null, false, null, 50), List.of(image), true, true)
        .stream()
        .collect(
            Collectors.toMap(judged -> judged.update().id(), UpdateListings.Judged::assessment));
  }

  private static ImageFacts image(String architecture, String... more) {
    List<InstalledFact> installed =
        Stream.concat(Stream.of(PARENT), Stream.of(more))
            .map(identity -> new InstalledFact(PackageIdentity.parse(identity), "Installed"))
            .toList();
    return new ImageFacts(architecture, "10.0.26100.1", installed);
  }
}
