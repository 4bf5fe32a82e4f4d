package org.drydock.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.drydock.ProcessTest;
import org.drydock.operation.CommandOutput.Part;
import org.drydock.servicing.RunLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** What a command writes is in the log of its run once, whatever crashes in between. */
@ProcessTest
@ExtendWith(OutputCaptureExtension.class)
class OperationReportsTest {

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(9_000_000);

  @Autowired private JdbcAggregateOperations aggregates;
  @Autowired private OperationRepository operations;
  @Autowired private TransactionTemplate transaction;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private RunLog log;

  @TempDir private Path folder;

  private final long run = RUN_NUMBERS.incrementAndGet();
  private Path stdout;
  private Operation operation;

  @BeforeEach
  void aCommandThatWroteThreeLines() throws IOException {
    stdout = folder.resolve("stdout");
    Files.writeString(stdout, "one\ntwo\nthree");
    operation =
        aggregates.insert(
            new Operation(
                UUID.randomUUID().toString(),
                OperationKind.COMMAND,
                "testCommand",
                "instance",
                "visit",
                "Task_Command",
                run,
                "elsewhere",
                OperationState.RUNNING,
                "{}",
                null,
                null,
                0,
                Instant.now(),
                Instant.now(),
                null,
                null));
  }

  @Test
  void wholeLinesArePublishedAndTheRestAtTheEnd() {
    CommandOutput output = new CommandOutput(stdout, 0);
    OperationReports reports = reports(transaction);

    look(output, reports, output.lines());
    assertThat(logged()).containsExactly("one", "two");
    look(output, reports, output.lines());
    assertThat(logged()).containsExactly("one", "two");
    look(output, reports, output.lastLines());
    assertThat(logged()).containsExactly("one", "two", "three");
    assertThat(output.lastLines().isEmpty()).isTrue();
    assertThat(outputRead()).isEqualTo(13);
  }

  @Test
  void aCrashBeforeTheCommitLosesNothingAndRepeatsNothing() {
    CommandOutput output = new CommandOutput(stdout, 0);
    look(output, reports(new RolledBackOnce()), output.lines());
    assertThat(logged()).isEmpty();
    assertThat(outputRead()).isZero();

    afterARestart();
    assertThat(logged()).containsExactly("one", "two", "three");
  }

  @Test
  void aCrashRightAfterTheCommitRepeatsNothing() {
    CommandOutput output = new CommandOutput(stdout, 0);
    look(output, reports(new AnswerLostOnce()), output.lines());
    assertThat(logged()).containsExactly("one", "two");

    afterARestart();
    assertThat(logged()).containsExactly("one", "two", "three");
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotRepeatedByTheSameServer() {
    CommandOutput output = new CommandOutput(stdout, 0);
    OperationReports reports = reports(new AnswerLostOnce());
    look(output, reports, output.lines());
    look(output, reports, output.lines());
    look(output, reports, output.lastLines());
    assertThat(logged()).containsExactly("one", "two", "three");
  }

  @Test
  void aDatabaseThatIsAwayIsWarnedOfOnceAndLosesNothing(CapturedOutput console) {
    CommandOutput output = new CommandOutput(stdout, 0);
    Away database = new Away();
    OperationReports reports = reports(database);
    for (int look = 0; look < 5; look++) {
      look(output, reports, output.lines());
      reports.line("of a task " + look);
    }
    database.back = true;
    look(output, reports, output.lines());
    reports.outstandingLines();
    assertThat(logged())
        .containsExactly(
            "one",
            "two",
            "of a task 0",
            "of a task 1",
            "of a task 2",
            "of a task 3",
            "of a task 4");
    assertThat(console.getOut().split("cannot be recorded for now", -1)).hasSize(2);
  }

  @Test
  void aLineLongerThanABlockIsCutBetweenCharacters() throws IOException {
    Files.writeString(stdout, "x" + "€".repeat(40_000) + "\nend\n");
    CommandOutput output = new CommandOutput(stdout, 0);
    OperationReports reports = reports(transaction);
    look(output, reports, output.lines());
    look(output, reports, output.lines());
    assertThat(String.join("", logged())).isEqualTo("x" + "€".repeat(40_000) + "end");
  }

  /** Another server takes the command up again, from what the database knows. */
  private void afterARestart() {
    CommandOutput output = new CommandOutput(stdout, outputRead());
    OperationReports reports = reports(transaction);
    for (Part part = output.lastLines(); !part.isEmpty(); part = output.lastLines()) {
      look(output, reports, part);
    }
  }

  private static void look(CommandOutput output, OperationReports reports, Part part) {
    if (!part.isEmpty()) {
      output.goOnAt(reports.output(part));
    }
  }

  private OperationReports reports(TransactionOperations transactions) {
    return new OperationReports(operation, operations, transactions, events);
  }

  private long outputRead() {
    return operations.findById(operation.id()).orElseThrow().outputRead();
  }

  private List<String> logged() {
    return log.read(run, 0, 1 << 20).text().lines().map(line -> line.split("  ", 2)[1]).toList();
  }

  /** The server dies before the first commit. */
  private final class RolledBackOnce implements TransactionOperations {
    private boolean done;

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      return transaction.execute(
          status -> {
            T result = action.doInTransaction(status);
            if (!done) {
              done = true;
              throw new TransactionSystemException("the server dies");
            }
            return result;
          });
    }
  }

  /** The first commit succeeds, but nobody hears of it. */
  private final class AnswerLostOnce implements TransactionOperations {
    private boolean done;

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      T result = transaction.execute(action);
      if (!done) {
        done = true;
        throw new TransactionSystemException("the connection is lost");
      }
      return result;
    }
  }

  /** A database that restarts. */
  private final class Away implements TransactionOperations {
    private boolean back;

    @Override
    public <T> T execute(TransactionCallback<T> action) {
      if (!back) {
        throw new CannotCreateTransactionException("no connection");
      }
      return transaction.execute(action);
    }
  }
}
