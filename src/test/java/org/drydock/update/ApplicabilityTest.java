package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.Updates.deltas;
import static org.drydock.update.Updates.identity;
import static org.drydock.update.Updates.needing;
import static org.drydock.update.Updates.other;
import static org.drydock.update.Updates.packaged;
import static org.drydock.update.Updates.rollup;
import static org.drydock.update.Updates.servicingStack;
import static org.drydock.update.Updates.stack;
import static org.drydock.update.Updates.update;
import static org.drydock.update.Updates.withFloor;
import static org.drydock.update.Updates.withoutParents;

import java.util.ArrayList;
import java.util.List;
import org.drydock.update.Assessment.State;
import org.junit.jupiter.api.Test;

class ApplicabilityTest {

  private static final InstalledFact FOUNDATION =
      installed(Packages.FOUNDATION, "10.0.26100.1", "Installed");
  private static final SoftwareUpdate ROLLUP = rollup("KB1", "26100.1000.1.1");

  @Test
  void anUpdateWhoseParentIsInstalledIsApplicable() {
    assertAssessed(ROLLUP, image(), State.APPLICABLE, "Foundation-Package 10.0.26100.1");
  }

  @Test
  void anotherArchitectureIsNotApplicable() {
    SoftwareUpdate arm = update("KB2", "arm64", packaged("Package_for_RollupFix", "26100.1.1.1"));

    assertAssessed(arm, image(), State.NOT_APPLICABLE, "for arm64, the image is x64");
  }

  @Test
  void anUpdateWithoutItsParentIsNotApplicableAndTheReasonNamesTheParent() {
    SoftwareUpdate server =
        update(
            "KB3",
            "x64",
            needing("P", "1.0.0.0", identity("Server-Edition", "10.0.26100.1").toString()));

    assertAssessed(server, image(), State.NOT_APPLICABLE, "Server-Edition 10.0.26100.1");
  }

  @Test
  void aParentThatIsOnlyStagedDoesNotCount() {
    ImageFacts staged =
        new ImageFacts(
            "x64",
            "10.0.26100.1",
            List.of(installed(Packages.FOUNDATION, "10.0.26100.1", "Staged")));

    assertAssessed(ROLLUP, staged, State.NOT_APPLICABLE, "none of the packages");
  }

  @Test
  void aParentInAnEarlierRevisionThanNeededDoesNotCount() {
    SoftwareUpdate later =
        update(
            "KB3",
            "x64",
            needing("P", "1.0.0.0", identity(Packages.FOUNDATION, "10.0.26100.7").toString()));

    assertAssessed(later, image(), State.NOT_APPLICABLE, "10.0.26100.7");
  }

  @Test
  void whatIsInTheImageInThisOrALaterVersionIsInstalled() {
    InstalledFact same = installed("Package_for_RollupFix", "26100.1000.1.1", "Installed");
    InstalledFact later = installed("Package_for_RollupFix", "26100.2000.1.1", "Installed");
    InstalledFact was = installed("Package_for_RollupFix", "26100.1000.1.1", "Superseded");

    assertAssessed(ROLLUP, image(same), State.INSTALLED, "in the image already");
    assertAssessed(ROLLUP, image(was, later), State.INSTALLED, "later version already");
    assertAssessed(ROLLUP, image(was), State.APPLICABLE, "");
  }

  @Test
  void aRollupOfALaterWindowsIsNotALaterVersion() {
    InstalledFact newerWindows = installed("Package_for_RollupFix", "27000.1.1.1", "Installed");

    assertAssessed(ROLLUP, image(newerWindows), State.APPLICABLE, "");
  }

  @Test
  void deltasNeedAnEngineThatUnderstandsThem() {
    SoftwareUpdate psfx = update("KB4", "x64", deltas("Package_for_RollupFix", "26100.9.1.1"));

    assertAssessed(psfx, image(), State.NOT_SUPPORTED, "PSFX");
    assertThat(Applicability.assess(psfx, image(), true).state()).isEqualTo(State.APPLICABLE);
  }

  @Test
  void aServicingStackThatIsTooOldKeepsAnUpdateOutUntilTheNewOneIsIn() {
    SoftwareUpdate rollup =
        update("KB5", "x64", withFloor("Package_for_RollupFix", "26100.9.1.1", "10.0.26100.900"));
    SoftwareUpdate newStack = servicingStack("KB6", "26100.900.1.0");

    assertAssessed(rollup, image(), State.NOT_APPLICABLE, "servicing stack 10.0.26100.900");
    assertAssessed(rollup, image().after(newStack), State.APPLICABLE, "");
  }

  @Test
  void aCombinedUpdateBringsItsOwnServicingStack() {
    SoftwareUpdate combined =
        update(
            "KB5",
            "x64",
            stack("26100.900.1.0"),
            withFloor("Package_for_RollupFix", "26100.9.1.1", "10.0.26100.900"));

    assertAssessed(combined, image(), State.APPLICABLE, "");
  }

  @Test
  void thePlaceholderFloorSuitsEveryServicingStack() {
    SoftwareUpdate any =
        update("KB5", "x64", withFloor("Package_for_RollupFix", "26100.9.1.1", "6.0.0.0"));

    assertAssessed(any, image(), State.APPLICABLE, "");
  }

  @Test
  void thePackagesInsideDecideWhereTheOuterOneNamesNoParent() {
    SoftwareUpdate nested =
        update(
            "KB7",
            "x64",
            withoutParents(
                "Outer",
                "1.0.0.0",
                needing("Absent", "1.0.0.0", identity("Server", "10.0.1.1").toString()),
                packaged("Wanted", "1.0.0.0")));

    assertAssessed(nested, image(), State.APPLICABLE, "");
  }

  @Test
  void metadataThatDoesNotDecideIsUndetermined() {
    SoftwareUpdate silent = update("KB8", "x64", withoutParents("Silent", "1.0.0.0"));

    assertAssessed(silent, image(), State.UNDETERMINED, "Silent 1.0.0.0 does not say");
  }

  @Test
  void updatesForOtherKindsOfImagesAreNotApplicable() {
    InstalledFact pe = installed("Microsoft-Windows-WinPE-Package", "10.0.26100.1", "Installed");

    assertAssessed(
        other("KB9", "Package_for_HotpatchRollupFix", "Update"),
        image(),
        State.NOT_APPLICABLE,
        "Hotpatches");
    assertAssessed(
        other("KB10", "Package_for_SafeOSDU", "Update"), image(), State.NOT_APPLICABLE, "WinRE");
    assertAssessed(ROLLUP, image(pe), State.NOT_APPLICABLE, "Windows PE");
  }

  private static void assertAssessed(
      SoftwareUpdate update, ImageFacts image, State state, String reasonHolds) {
    Assessment assessment = Applicability.assess(update, image, false);
    assertThat(assessment.state()).as(assessment.reason()).isEqualTo(state);
    assertThat(assessment.reason()).contains(reasonHolds);
  }

  private static ImageFacts image(InstalledFact... more) {
    List<InstalledFact> facts = new ArrayList<>(List.of(FOUNDATION));
    facts.addAll(List.of(more));
    return new ImageFacts("x64", "10.0.26100.1", facts);
  }

  private static InstalledFact installed(String name, String version, String state) {
    return new InstalledFact(identity(name, version), state);
  }
}
