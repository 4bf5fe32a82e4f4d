package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.drydock.update.Updates.deltas;
import static org.drydock.update.Updates.identity;
import static org.drydock.update.Updates.needing;
import static org.drydock.update.Updates.packaged;
import static org.drydock.update.Updates.rollup;
import static org.drydock.update.Updates.servicingStack;
import static org.drydock.update.Updates.stack;
import static org.drydock.update.Updates.update;

import java.util.List;
import org.junit.jupiter.api.Test;

class SupersedenceTest {

  private static final SoftwareUpdate JANUARY = rollup("KB1", "26100.1000.1.1");
  private static final SoftwareUpdate FEBRUARY = rollup("KB2", "26100.2000.1.1");
  private static final SoftwareUpdate MARCH = rollup("KB3", "26100.3000.1.1");

  @Test
  void anOlderRollupIsReplacedByTheNewestOfThePicksWithTheReason() {
    Supersedence.Picks picks = Supersedence.resolve(List.of(FEBRUARY, MARCH, JANUARY));

    assertThat(picks.kept()).containsExactly(MARCH);
    assertThat(picks.replaced())
        .extracting(Supersedence.Replaced::old, Supersedence.Replaced::by)
        .containsExactly(tuple(FEBRUARY, MARCH), tuple(JANUARY, MARCH));
    assertThat(picks.replaced().get(0).reason())
        .isEqualTo(
            "KB2 is superseded by KB3 (Package_for_RollupFix 26100.3000.1.1 over"
                + " 26100.2000.1.1).");
  }

  @Test
  void rollupsOfAnotherWindowsBuildAreAnotherSeries() {
    SoftwareUpdate otherBuild = rollup("KB9", "22631.9000.1.1");

    assertThat(Supersedence.resolve(List.of(otherBuild, JANUARY)).replaced()).isEmpty();
  }

  @Test
  void servicingStacksSupersedeAlthoughTheirNamesDiffer() {
    SoftwareUpdate older = servicingStack("KB4", "26100.900.1.0");
    SoftwareUpdate newer = servicingStack("KB5", "26100.950.1.0");

    assertThat(Supersedence.resolve(List.of(older, newer)).kept()).containsExactly(newer);
  }

  @Test
  void aCombinedUpdateReplacesTheServicingStackThatItHolds() {
    SoftwareUpdate single = servicingStack("KB4", "26100.900.1.0");
    SoftwareUpdate combined = rollup("KB6", "26100.3000.1.1", stack("26100.900.1.0"));

    Supersedence.Picks picks = Supersedence.resolve(List.of(single, combined));

    assertThat(picks.kept()).containsExactly(combined);
    assertThat(picks.replaced().get(0).reason()).contains("holds the same packages");
  }

  @Test
  void anUpdateIsNotReplacedWhereOneOfItsPackagesIsNotCovered() {
    SoftwareUpdate combined = rollup("KB6", "26100.1000.1.1", stack("26100.900.1.0"));

    assertThat(Supersedence.resolve(List.of(combined, MARCH)).kept())
        .containsExactly(combined, MARCH);
  }

  @Test
  void aCheckpointThatANewerRollupNeedsIsKept() {
    SoftwareUpdate target =
        update(
            "KB7",
            "x64",
            needing(
                "Package_for_RollupFix",
                "26100.4000.1.1",
                identity("Package_for_RollupFix", "26100.1000.1.1").toString()));

    assertThat(Supersedence.resolve(List.of(JANUARY, target)).replaced()).isEmpty();
  }

  @Test
  void ofTwoFilesWithTheSamePackagesTheFirstPickStays() {
    SoftwareUpdate again = rollup("KB1-again", "26100.1000.1.1");

    assertThat(Supersedence.resolve(List.of(JANUARY, again)).kept()).containsExactly(JANUARY);
  }

  @Test
  void deltasDoNotReplaceWhatAnEngineWithoutDeltasCanApply() {
    SoftwareUpdate newer = update("KB8", "x64", deltas("Package_for_RollupFix", "26100.5000.1.1"));

    assertThat(Supersedence.resolve(List.of(JANUARY, newer), false).kept())
        .containsExactly(JANUARY, newer);
    assertThat(Supersedence.resolve(List.of(JANUARY, newer), true).kept()).containsExactly(newer);
  }

  @Test
  void aLaterVersionForOtherParentsReplacesNothing() {
    SoftwareUpdate here =
        update("KB10", "x64", packaged("Package_for_DotNetRollup_481", "10.0.1.1"));
    SoftwareUpdate elsewhere =
        update(
            "KB11",
            "x64",
            needing(
                "Package_for_DotNetRollup_481",
                "10.0.2.1",
                identity(Packages.FOUNDATION, "10.0.22631.1").toString()));

    assertThat(Supersedence.resolve(List.of(here, elsewhere)).replaced()).isEmpty();
  }
}
