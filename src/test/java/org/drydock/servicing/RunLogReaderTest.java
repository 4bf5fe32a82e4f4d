package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.drydock.ProcessTest;
import org.drydock.servicing.RunLogReader.Hits;
import org.drydock.servicing.RunLogReader.LoggedLine;
import org.drydock.servicing.RunLogReader.Span;
import org.drydock.servicing.RunLogReader.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Windows of a log that is longer than any of them. */
@ProcessTest
class RunLogReaderTest {

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(77_000_000);
  private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");
  private static final int LINES = 5000;

  @Autowired private RunLogReader reader;
  @Autowired private RunLogTable table;
  @Autowired private TransactionTemplate transaction;

  private long run;

  /** A line each second; the first half comes from one step, the second from another. */
  @BeforeEach
  void aLongLog() {
    run = RUN_NUMBERS.incrementAndGet();
    List<LogLine> lines =
        IntStream.range(0, LINES)
            .mapToObj(
                n ->
                    LogLine.of(
                        run,
                        n < LINES / 2 ? "Task_MountImage" : "Task_ApplyUpdate",
                        "line " + n + " of a log ä" + (n % 1000 == 7 ? " Needle" : ""),
                        BEGIN.plusSeconds(n)))
            .toList();
    transaction.executeWithoutResult(status -> table.append(run, lines));
  }

  @Test
  void windowsForwardAreTheWholeLogWithoutGapOrOverlap() {
    List<LoggedLine> read = new ArrayList<>();
    for (long at = 0; at < reader.size(run); ) {
      Window window = reader.forward(run, at, Span.ALL, null);
      assertThat(window.start()).isEqualTo(at);
      assertThat(window.end() - window.start()).isLessThan(2L * RunLogReader.WINDOW_BYTES);
      read.addAll(window.lines());
      at = window.end();
    }
    assertThat(read).hasSize(LINES);
    assertThat(read.get(LINES - 1).text()).contains("line 4999 of");
  }

  @Test
  void windowsBackwardAreTheWholeLogWithoutGapOrOverlap() {
    List<LoggedLine> read = new ArrayList<>();
    for (long at = Long.MAX_VALUE; at > 0; ) {
      Window window = reader.backward(run, at, Span.ALL, null);
      read.addAll(0, window.lines());
      at = window.start();
    }
    assertThat(read.stream().map(LoggedLine::offset)).doesNotHaveDuplicates().isSorted();
    assertThat(read).hasSize(LINES);
  }

  @Test
  void aWindowBeginsWithTheLineThatTheOffsetIsIn() {
    LoggedLine third = reader.forward(run, 0, Span.ALL, null).lines().get(2);
    Window window = reader.forward(run, third.offset() + 5, Span.ALL, null);
    assertThat(window.lines().get(0)).isEqualTo(third);
    assertThat(window.start()).isEqualTo(third.offset());
  }

  @Test
  void nothingIsBehindTheEnd() {
    Window window = reader.forward(run, Long.MAX_VALUE, Span.ALL, null);
    assertThat(window.lines()).isEmpty();
    assertThat(window.end()).isEqualTo(reader.size(run));
    assertThat(reader.forward(run + 100_000, 0, Span.ALL, null).lines()).isEmpty();
  }

  @Test
  void theLinesOfAVisitAreFoundByItsTimes() {
    Span span = reader.span(visit("Task_ApplyUpdate", 4000, 4100), run);

    Window window = reader.forward(run, 0, span, "Task_ApplyUpdate");

    assertThat(window.lines().get(0).text()).contains("line 4000 of");
    assertThat(window.lines()).hasSize(100); // with the second in which a step may tell its end
    assertThat(reader.backward(run, Long.MAX_VALUE, span, "Task_ApplyUpdate").lines())
        .isEqualTo(window.lines());
    assertThat(reader.forward(run, 0, span, "Task_MountImage").lines()).isEmpty();
  }

  @Test
  void theLinesOfAStepBeginWhereItsFirstOneIs() {
    Window window = reader.forward(run, 0, Span.ALL, "Task_ApplyUpdate");
    assertThat(window.lines().get(0).text()).contains("line " + LINES / 2 + " of");
  }

  @Test
  void aTextIsFoundWhateverTheCaseOfItsLetters() {
    Hits hits = reader.search(run, "nEEDLE", 0, Span.ALL, null);
    assertThat(hits.offsets()).hasSize(5);
    assertThat(hits.more()).isFalse();
    for (long hit : hits.offsets()) {
      assertThat(reader.forward(run, hit, Span.ALL, null).lines().get(0).text()).contains("Needle");
    }
    assertThat(reader.search(run, "needle", 0, Span.ALL, "Task_MountImage").offsets()).hasSize(3);
    assertThat(reader.search(run, "100%_", 0, Span.ALL, null).offsets()).isEmpty();
  }

  @Test
  void aSearchWithManyHitsGoesOnWhereItStopped() {
    Hits first = reader.search(run, "LINE", 0, Span.ALL, null);
    assertThat(first.more()).isTrue();
    List<Long> all = new ArrayList<>(first.offsets());
    for (Hits hits = first; hits.more(); ) {
      hits = reader.search(run, "LINE", hits.end(), Span.ALL, null);
      all.addAll(hits.offsets());
    }
    assertThat(all).hasSize(LINES).doesNotHaveDuplicates();
  }

  private static RunVisit visit(String step, int from, int to) {
    return new RunVisit(
        "visit",
        "process",
        step,
        step,
        RunStep.State.DONE,
        BEGIN.plusSeconds(from),
        BEGIN.plusSeconds(to - 1),
        null,
        null,
        null,
        null,
        null);
  }
}
