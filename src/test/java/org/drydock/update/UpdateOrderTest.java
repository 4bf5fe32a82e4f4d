package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.Updates.dotNet;
import static org.drydock.update.Updates.identity;
import static org.drydock.update.Updates.needing;
import static org.drydock.update.Updates.other;
import static org.drydock.update.Updates.rollup;
import static org.drydock.update.Updates.servicingStack;
import static org.drydock.update.Updates.update;
import static org.drydock.update.Updates.withFloor;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateOrderTest {

  private static final SoftwareUpdate STACK = servicingStack("KB1", "26100.900.1.0");
  private static final SoftwareUpdate LANGUAGE = other("KB2", "Lang-Client", "Language Pack");
  private static final SoftwareUpdate FEATURE = other("KB3", "Fonts", "OnDemand Pack");
  private static final SoftwareUpdate ROLLUP = rollup("KB4", "26100.1000.1.1");
  private static final SoftwareUpdate OTHER = other("KB5", "Package_for_KB5", "Update");
  private static final SoftwareUpdate DOTNET = dotNet("KB6", "10.0.9155.1");
  private static final SoftwareUpdate OPTIONAL =
      other("KB7", "Microsoft-Windows-NetFx3-OnDemand-Package", "OnDemand Pack");

  @Test
  void updatesGoInByKindWithDotNetAfterTheCleanup() {
    UpdateOrder.Phases phases =
        UpdateOrder.phases(List.of(DOTNET, OPTIONAL, OTHER, ROLLUP, FEATURE, LANGUAGE, STACK));

    assertThat(phases.first()).containsExactly(STACK, LANGUAGE, FEATURE, ROLLUP, OTHER);
    assertThat(phases.afterCleanup()).containsExactly(OPTIONAL, DOTNET);
  }

  @Test
  void aCheckpointComesBeforeTheRollupThatNeedsIt() {
    SoftwareUpdate target =
        update(
            "KB0",
            "x64",
            needing(
                "Package_for_RollupFix",
                "26100.0999.1.1",
                identity("Package_for_RollupFix", "26100.1000.1.1").toString()));

    assertThat(UpdateOrder.phases(List.of(target, ROLLUP)).first()).containsExactly(ROLLUP, target);
    assertThat(UpdateOrder.needs(target, ROLLUP)).isTrue();
    assertThat(UpdateOrder.needs(ROLLUP, target)).isFalse();
  }

  @Test
  void whatNeedsDotNetFollowsItBehindTheCleanup() {
    SoftwareUpdate tool =
        update(
            "KB8",
            "x64",
            needing(
                "Package_for_KB8",
                "10.0.1.1",
                identity("Package_for_DotNetRollup_481", "10.0.9155.1").toString()));

    UpdateOrder.Phases phases = UpdateOrder.phases(List.of(tool, DOTNET));

    assertThat(phases.first()).isEmpty();
    assertThat(phases.afterCleanup()).containsExactly(DOTNET, tool);
  }

  @Test
  void anUpdateNeedsTheServicingStackThatReachesItsFloor() {
    SoftwareUpdate rollup =
        update("KB9", "x64", withFloor("Package_for_RollupFix", "26100.2.1.1", "10.0.26100.900"));

    assertThat(UpdateOrder.needs(rollup, STACK)).isTrue();
    assertThat(UpdateOrder.needs(rollup, servicingStack("KB10", "26100.800.1.0"))).isFalse();
    assertThat(UpdateOrder.needs(ROLLUP, STACK)).isFalse();
  }
}
