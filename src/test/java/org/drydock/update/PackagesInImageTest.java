package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.Updates.identity;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packages of an applied update the image lacks. */
class PackagesInImageTest {

  private static final String ROLLUP = "Package_for_RollupFix";
  private static final PackageIdentity FOUNDATION = identity(Packages.FOUNDATION, "10.0.26100.1");
  private static final SoftwareUpdate COMBINED =
      Updates.rollup("KB5990001", "26100.200.1.1", Updates.stack("26100.150.1.1"));

  @Test
  void nothingIsMissing_whenEveryPackageIsInstalled() {
    assertThat(
            image(
                    installed(identity(ROLLUP, "26100.200.1.1")),
                    installed(identity("Package_for_ServicingStack_150", "26100.150.1.1")))
                .missingOf(COMBINED))
        .isEmpty();
  }

  @Test
  void theRollupIsMissing_whenOnlyItsServicingStackIsThere() {
    assertThat(
            image(installed(identity("Package_for_ServicingStack_150", "26100.150.1.1")))
                .missingOf(COMBINED))
        .containsExactly(identity(ROLLUP, "26100.200.1.1"));
  }

  @Test
  void aLaterVersionStandsForAnEarlierOne() {
    assertThat(
            image(
                    installed(identity(ROLLUP, "26100.300.1.1")),
                    installed(identity("Package_for_ServicingStack_250", "26100.250.1.1")))
                .missingOf(COMBINED))
        .isEmpty();
  }

  @Test
  void aRollupOfAnotherBuildDoesNotStandForIt() {
    assertThat(
            image(installed(identity(ROLLUP, "26200.300.1.1")))
                .missingOf(Updates.rollup("KB5990002", "26100.200.1.1")))
        .containsExactly(identity(ROLLUP, "26100.200.1.1"));
  }

  @Test
  void aSupersededPackageCounts_becauseItsSuccessorIsThere() {
    SoftwareUpdate fix = Updates.other("KB5990003", "Package_for_KB5990003", "Hotfix");

    assertThat(
            image(new InstalledFact(fix.packages().get(0).identity(), "Superseded")).missingOf(fix))
        .isEmpty();
  }

  @Test
  void aStagedPackageIsMissing() {
    SoftwareUpdate fix = Updates.other("KB5990003", "Package_for_KB5990003", "Hotfix");

    assertThat(image(new InstalledFact(fix.packages().get(0).identity(), "Staged")).missingOf(fix))
        .hasSize(1);
  }

  @Test
  void aPackageForAnotherEditionIsNotAwaited() {
    SoftwareUpdate update =
        Updates.update(
            "KB5990004",
            "x64",
            Updates.packaged("Package_1_for_KB5990004", "10.0.26100.5"),
            Updates.needing(
                "Package_2_for_KB5990004",
                "10.0.26100.5",
                identity("Microsoft-Windows-ServerStandardEdition", "10.0.26100.1").toString()));

    assertThat(
            image(installed(identity("Package_1_for_KB5990004", "10.0.26100.5"))).missingOf(update))
        .isEmpty();
  }

  @Test
  void pendingPackagesAreNamed() {
    PackageIdentity waiting = identity("Package_for_DotNetRollup_481", "10.0.9300.1");

    assertThat(image(new InstalledFact(waiting, "Install Pending")).pending())
        .containsExactly(waiting);
    assertThat(image().pending()).isEmpty();
  }

  private static InstalledFact installed(PackageIdentity identity) {
    return new InstalledFact(identity, "Installed");
  }

  private static ImageFacts image(InstalledFact... more) {
    return new ImageFacts(
        "x64",
        "10.0.26100.1",
        Stream.concat(Stream.of(installed(FOUNDATION)), Stream.of(more)).toList());
  }
}
