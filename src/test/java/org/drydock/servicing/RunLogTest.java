package org.drydock.servicing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.drydock.ProcessTest;
import org.drydock.servicing.RunLog.Part;
import org.drydock.servicing.RunLogTable.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The log of a run in the database. */
@ProcessTest
class RunLogTest {

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(7_000_000);
  private static final int MUCH = 1 << 20;

  @Autowired private RunLog log;
  @Autowired private RunLogTable table;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private TransactionTemplate transaction;

  private long run;

  @BeforeEach
  void newRun() {
    run = RUN_NUMBERS.incrementAndGet();
  }

  @Test
  void aRunWithoutLinesHasAnEmptyLog() {
    assertThat(log.read(run, 0, MUCH)).isEqualTo(new Part("", 0, false));
    assertThat(log.read(run, 100, MUCH)).isEqualTo(new Part("", 0, false));
  }

  @Test
  void aRolledBackTransactionLeavesNoLine() {
    log.line(run, "before");
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      log.line(run, "never happened");
                      throw new IllegalStateException("the step fails");
                    }))
        .hasMessage("the step fails");
    transaction.executeWithoutResult(
        status -> {
          log.line(run, "never happened either");
          status.setRollbackOnly();
        });
    log.line(run, "after");
    assertThat(messages()).containsExactly("before", "after");
  }

  @Test
  void whoReadsWhileLinesAreAddedReadsEachLineOnce() {
    int lines = 3000;
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, lines).forEach(number -> log.line(run, "line " + number)));
    StringBuilder heard = new StringBuilder();
    long offset = 0;
    for (boolean more = true; more; ) {
      boolean written = writer.isDone();
      Part part = log.read(run, offset, MUCH);
      heard.append(part.text());
      offset = part.end();
      more = part.more() || !written;
    }
    writer.join();
    assertThat(heard).hasToString(log.read(run, 0, MUCH).text());
    assertThat(heard.toString().lines()).hasSize(lines);
  }

  @Test
  void theLinesOfATransactionAreThereFromItsEndOn() {
    transaction.executeWithoutResult(
        status -> {
          log.line(run, "first");
          log.line(run, "second");
          assertThat(log.read(run, 0, MUCH).text()).isEmpty();
          separately().executeWithoutResult(inner -> log.line(run, "in between"));
        });
    assertThat(messages()).containsExactly("in between", "first", "second");
  }

  @Test
  void writersAtTheSameTimeGetPlacesWithoutGapOrOverlap() throws Exception {
    log.line(run, "the run is there");
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<? extends Future<?>> all =
          IntStream.range(0, 4)
              .mapToObj(writer -> writers.submit(() -> writeLines(writer)))
              .toList();
      for (Future<?> writer : all) {
        writer.get();
      }
    } finally {
      writers.shutdown();
    }
    long expected = 0;
    for (Row row : table.rows(run, 0, Long.MAX_VALUE)) {
      assertThat(row.offset()).isEqualTo(expected);
      expected = row.end();
    }
    assertThat(table.size(run)).isEqualTo(expected);
    assertThat(messages()).hasSize(1 + 4 * 50);
  }

  @Test
  void readingGoesOnWhereThePartBeforeEnded() {
    IntStream.range(0, 20).forEach(number -> log.line(run, "Zeile " + number + " mit Ümläuten €"));
    String whole = log.read(run, 0, MUCH).text();

    StringBuilder read = new StringBuilder();
    Part part = log.read(run, 0, 100);
    while (part.more()) {
      assertThat(part.text()).endsWith("\n");
      read.append(part.text());
      part = log.read(run, part.end(), 100);
    }
    read.append(part.text());
    assertThat(read).hasToString(whole);
    assertThat(part.end()).isEqualTo(whole.getBytes(UTF_8).length);
    assertThat(log.read(run, part.end() + 1000, 100)).isEqualTo(new Part("", part.end(), false));
    assertThat(log.read(run, -5, MUCH).text()).isEqualTo(whole);
  }

  @Test
  void readingMayBeginInTheMiddleOfALine() {
    log.line(run, "first");
    log.line(run, "second");
    String whole = log.read(run, 0, MUCH).text();
    for (int offset = 0; offset <= whole.length(); offset++) {
      assertThat(log.read(run, offset, MUCH))
          .isEqualTo(new Part(whole.substring(offset), whole.length(), false));
    }
  }

  @Test
  void aLineLongerThanAPartIsReadAsAWhole() {
    log.line(run, "x".repeat(500));
    log.line(run, "y");
    Part part = log.read(run, 0, 100);
    assertThat(part.text()).endsWith("xxx" + System.lineSeparator());
    assertThat(part.more()).isTrue();
    assertThat(log.read(run, part.end(), 100).text()).endsWith("y" + System.lineSeparator());
  }

  @Test
  void whatNoDatabaseKeepsAsItIsStillFillsItsPlace() {
    log.line(run, "nul \0, half a pair \uD83D.");
    log.line(run, "next");
    assertThat(messages()).containsExactly("nul \uFFFD, half a pair ?.", "next");
    assertThat(table.rows(run, 0, MUCH).get(1).offset())
        .isEqualTo(table.rows(run, 0, MUCH).get(0).end());
  }

  @Test
  void aLineKnowsItsStep() {
    log.line(run, "Task_MountImage", "Mounting image");
    log.line(run, "of no step");
    assertThat(
            jdbc.queryForList(
                "SELECT activity_id FROM run_log WHERE run_number = ? ORDER BY log_offset",
                String.class,
                run))
        .containsExactly("Task_MountImage", null);
  }

  private void writeLines(int writer) {
    IntStream.range(0, 50).forEach(number -> log.line(run, writer + " " + "€".repeat(number)));
  }

  private List<String> messages() {
    return log.read(run, 0, MUCH).text().lines().map(line -> line.split("  ", 2)[1]).toList();
  }

  private TransactionTemplate separately() {
    TransactionTemplate separate = new TransactionTemplate(transaction.getTransactionManager());
    separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return separate;
  }
}
