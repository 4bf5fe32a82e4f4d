package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drydock.ProcessTest;
import org.drydock.servicing.ApplicableUpdates.Judged;
import org.drydock.update.Assessment.State;
import org.drydock.update.Packages;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list from which an administrator picks. */
@ProcessTest
class ApplicableUpdatesTest {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";

  @Autowired ProcessStory story;
  @Autowired ApplicableUpdates applicable;

  @Test
  void anUpdateThatNeedsAServicingStackIsOffered_whenThatCanBePickedToo() {
    String image = story.image(1);
    story.update("KB5994501", "Package_for_ServicingStack_990" + TOKEN + "26100.990.1.0", "");
    story.updateWithStackFloor("KB5994502", "10.0.26100.990");
    story.updateWithStackFloor("KB5994503", "10.0.26100.99999");

    assertThat(offered(image, "KB5994502"))
        .singleElement()
        .satisfies(
            judged -> {
              assertThat(judged.assessment().state()).isEqualTo(State.APPLICABLE);
              assertThat(judged.assessment().reason()).contains("Pick KB5994501 as well");
            });
    assertThat(offered(image, "KB5994503")).isEmpty();
  }

  @Test
  void whatCannotBeAppliedHereIsShownWithItsReason() {
    String image = story.image(1);
    story.deltas("KB5994504");

    assertThat(offered(image, "KB5994504"))
        .singleElement()
        .satisfies(
            judged -> assertThat(judged.assessment().state()).isEqualTo(State.NOT_SUPPORTED));
  }

  private List<Judged> offered(String image, String kb) {
    return applicable.of(image, kb, "x64", false, false);
  }
}
