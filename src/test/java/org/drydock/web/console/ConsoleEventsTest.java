package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.drydock.servicing.RunChanged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What open pages cost. */
class ConsoleEventsTest {

  private final SiteLook site = mock(SiteLook.class);
  private final ConsoleEvents events = new ConsoleEvents(site);
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void start() {
    events.start();
  }

  @AfterEach
  void stop() {
    events.stop();
  }

  @Test
  void nobodyLooksAtTheSiteWhileNoPageIsOpen() {
    events.on(new RunChanged(1));
    events.stop(); // the thread has done what it had to

    verifyNoInteractions(site);
  }

  @Test
  void tenPagesCostOneLook_andAChangeMakesOneMore() {
    Revision revision = new Revision(List.of("a", "b", "c", "d", "e"));
    when(site.revision())
        .thenAnswer(
            call -> {
              looks.incrementAndGet();
              return revision;
            });
    List<SseEmitter> pages =
        IntStream.range(0, 10).mapToObj(page -> events.follow(revision)).toList();
    await().until(() -> looks.get() >= 3);

    assertThat(pages).hasSize(10);
    assertThat(events.readers()).isEqualTo(10);
    assertThat(looks.get()).as("looks do not grow with the pages").isLessThan(10);
  }

  @Test
  void aPageThatIsOpenedWhileTheServerStopsIsLeftAlone() {
    events.stop();

    events.follow(Revision.NONE);

    assertThat(events.readers()).isZero();
  }
}
