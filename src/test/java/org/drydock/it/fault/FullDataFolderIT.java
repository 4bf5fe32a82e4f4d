package org.drydock.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.drydock.it.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The disk with everything on it fills up: database, images, staging, logs. */
class FullDataFolderIT {

  private static final long SIZE = 256 << 20;
  private static final Duration AS_LONG_AS_IT_MAY_BE_FULL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Site site;

  @BeforeEach
  void open() {
    assumeTrue(SmallDisk.possible(), "mounting is not allowed here");
    site = Site.onSmallDisk(SIZE);
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void theRunFailsForThatReason_andTheNextStartRemovesWhatItLeft() {
    Scene scene = Step.APPLY_UPDATE.stage(site);
    site.disk().fill();
    scene.hold().release();
    await("somebody who takes what is freed")
        .during(AS_LONG_AS_IT_MAY_BE_FULL)
        .atMost(LONGEST)
        .until(
            () -> {
              site.disk().fill();
              return true;
            });
    site.disk().clear();

    JsonNode run = site.awaitEnd(scene.run());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/message").asText()).containsPattern(Expectation.FULL);
    site.kill();
    site.start();
    await("the clean-up").atMost(LONGEST).untilAsserted(() -> site.state().nothingIsLeft());
    assertThat(Programs.sha256(site.image().at("/versions/0/path").asText()))
        .isEqualTo(site.originalHash());
    JsonNode next = site.awaitEnd(site.services(site.everything()));
    assertThat(next.path("status").asText()).as("%s", next).isEqualTo("Successful");
  }
}
