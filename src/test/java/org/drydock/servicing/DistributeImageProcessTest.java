package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.ModelCoverage;
import org.drydock.ProcessTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;

/** Distributing an image version by itself, without a run. */
@ProcessTest
@TestInstance(Lifecycle.PER_CLASS)
class DistributeImageProcessTest {

  @Autowired ProcessStory story;
  @Autowired RuntimeService runtime;
  @Autowired ModelCoverage coverage;

  @BeforeAll
  void countElements() {
    coverage.count(getClass());
  }

  @AfterAll
  void everyElementOfTheModelWasReached() {
    assertThat(coverage.of("distribute-image")).isEqualTo(1.0);
  }

  @Test
  void theCurrentVersionIsSentToEveryPoint() {
    String image = story.image(1);
    String instance = distribute(Map.of("imageId", image));
    story.does("Task_DistributeImage");

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_DistributionFinished");
    Path sent = story.distributionFolder().resolve(image).resolve("install.wim");
    assertThat(sent).hasContent("the image file of " + image);
  }

  @Test
  void aPointThatIsBackAtTheNextAttemptGetsTheImage() {
    String image = story.image(1);
    String instance = distribute(Map.of("imageId", image));
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.timerFires("CatchEvent_Pause");
    story.does("Task_DistributeImage");

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_DistributionFinished");
    assertThat(story.distributionFolder().resolve(image).resolve("install.wim")).exists();
  }

  @Test
  void aPointThatStaysUnreachableEndsTheDistributionAllTheSame() {
    String image = story.image(1);
    String instance = distribute(Map.of("imageId", image));
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.timerFires("CatchEvent_Pause");
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.timerFires("CatchEvent_Pause");
    story.breaks("Task_DistributeImage", "The share is not mounted.");

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_DistributionFinished");
    assertThat(story.distributionFolder().resolve(image)).doesNotExist();
  }

  @Test
  void aVersionThatDoesNotExistIsRejected() {
    String image = story.image(1);
    String instance = distribute(Map.of("imageId", image, "version", 7));

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_DistributionRejected");
    assertThat(story.variable(instance, "rejection")).asString().contains(image, "7");
    assertThat(story.distributionFolder().resolve(image)).doesNotExist();
  }

  @Test
  void anExperimentalVersionNeedsASecondConsent() {
    String image = story.experimentalImage();
    String refused = distribute(Map.of("imageId", image));
    assertThat(story.endOf(refused)).isEqualTo("EndEvent_DistributionRejected");
    assertThat(story.variable(refused, "rejection")).asString().contains("experimental");

    String agreed = distribute(Map.of("imageId", image, "distributeExperimental", true));
    story.does("Task_DistributeImage");
    assertThat(story.endOf(agreed)).isEqualTo("EndEvent_DistributionFinished");
  }

  private String distribute(Map<String, Object> variables) {
    String instance = runtime.startProcessInstanceByKey("distribute-image", variables).getId();
    story.goOn();
    return instance;
  }
}
