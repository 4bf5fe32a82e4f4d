package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page is told depends on what it knows. */
class RevisionTest {

  private static final Revision NOW = new Revision(List.of("a", "b", "c", "d", "e"));

  @Test
  void onlyWhatHasChangedIsTold() {
    Revision page = Revision.parse("a.x.c.d.y");

    assertThat(NOW.changedSince(page)).containsExactly(Topic.IMAGES, Topic.DISTRIBUTION);
  }

  @Test
  void aPageThatIsUpToDateIsToldNothing() {
    assertThat(NOW.changedSince(Revision.parse(NOW.toString()))).isEmpty();
  }

  @Test
  void aPageThatKnowsNothingIsToldEverything_andSoIsOneFromAnOlderServer() {
    assertThat(NOW.changedSince(Revision.parse(""))).containsExactly(Topic.values());
    assertThat(NOW.changedSince(Revision.parse("a.b"))).hasSize(Topic.values().length - 2);
  }
}
