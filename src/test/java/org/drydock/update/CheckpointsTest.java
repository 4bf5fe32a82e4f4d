package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.Updates.identity;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A chain: checkpoint 100, checkpoint 200 that builds on it, and this month's 250. */
class CheckpointsTest {

  private static final String ROLLUP = "Package_for_RollupFix";
  private static final SoftwareUpdate FIRST =
      msu(
          "KB1",
          Updates.needing(
              ROLLUP, "26100.100.1.1", identity(Packages.FOUNDATION, "10.0.26100.1").toString()));
  private static final SoftwareUpdate SECOND = building("KB2", "26100.200.1.1", "26100.100.1.1");
  private static final SoftwareUpdate MONTHLY = building("KB3", "26100.250.1.1", "26100.200.1.1");
  private static final SoftwareUpdate TARGET = building("KB4", "26100.300.1.1", "26100.200.1.1");
  private static final List<SoftwareUpdate> CATALOGUE = List.of(MONTHLY, TARGET, SECOND, FIRST);

  @Test
  void theWholeChainGoesBefore_theOldestFirst() {
    assertThat(Checkpoints.before(TARGET, CATALOGUE, List.of(image())))
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void whatEveryIndexHasIsLeftOut() {
    ImageFacts has = image(identity(ROLLUP, "26100.100.1.1"));

    assertThat(Checkpoints.before(TARGET, CATALOGUE, List.of(has))).containsExactly(SECOND);
    assertThat(Checkpoints.before(TARGET, CATALOGUE, List.of(has, image())))
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void aLaterUpdateInTheImageStandsForTheCheckpoint() {
    ImageFacts has = image(identity(ROLLUP, "26100.250.1.1"));

    assertThat(Checkpoints.before(TARGET, CATALOGUE, List.of(has))).isEmpty();
  }

  @Test
  void cabinetsAreNoChain_sinceDismLooksForMsuFilesOnly() {
    SoftwareUpdate cabinet =
        Updates.update("KB5", "x64", Updates.buildingOn("26100.200.1.1", "26100.300.1.1"));

    assertThat(Checkpoints.before(cabinet, CATALOGUE, List.of(image()))).isEmpty();
  }

  @Test
  void whatTheCatalogueLacksIsLeftOut() {
    assertThat(Checkpoints.before(TARGET, List.of(TARGET, SECOND), List.of(image())))
        .containsExactly(SECOND);
  }

  private static SoftwareUpdate building(String kb, String version, String on) {
    return msu(kb, Updates.buildingOn(on, version));
  }

  private static SoftwareUpdate msu(String kb, PackageMetadata rollup) {
    return new SoftwareUpdate(
        kb,
        kb,
        kb,
        UpdateKind.CUMULATIVE,
        "Update",
        "x64",
        Instant.EPOCH,
        false,
        new UpdateBinary(kb + ".msu", kb, 1, UpdateBinary.Container.MSU),
        List.of(rollup));
  }

  private static ImageFacts image(PackageIdentity... rollups) {
    return new ImageFacts(
        "x64",
        "10.0.26100.1",
        Stream.concat(Stream.of(identity(Packages.FOUNDATION, "10.0.26100.1")), Stream.of(rollups))
            .map(identity -> new InstalledFact(identity, "Installed"))
            .toList());
  }
}
