package org.drydock.servicing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.drydock.ProcessTest;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** The file of a run's log, whatever happens to it. */
@ProcessTest
@ExtendWith(OutputCaptureExtension.class)
class RunLogCopiesTest {

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(8_000_000);

  @Autowired private RunLog log;
  @Autowired private RunLogCopies copies;
  @Autowired private DataFolder data;
  @Autowired private JdbcTemplate jdbc;

  private long run;

  @BeforeEach
  void threeLines() {
    run = RUN_NUMBERS.incrementAndGet();
    log.line(run, "first");
    log.line(run, "second, in Ümläuten");
    log.line(run, "third");
    awaitCopy();
  }

  @Test
  void theFileFollowsTheLog() {
    log.line(run, "fourth");
    awaitCopy();
  }

  @Test
  void aLineThatACrashToreIsCompleted() throws IOException {
    byte[] whole = Files.readAllBytes(file());
    for (int length : new int[] {whole.length - 1, whole.length - 8, 40, 1, 0}) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      log.line(run, "after a crash at " + length);
      awaitCopy();
    }
  }

  @Test
  void whatSomebodyElseWroteBehindTheEndIsRemoved() throws IOException {
    Files.writeString(file(), "a remark\n".repeat(100), StandardOpenOption.APPEND);
    log.line(run, "next");
    awaitCopy();
  }

  @Test
  void aFileOfSomethingElseIsWrittenAnew() throws IOException {
    Files.writeString(file(), "something else\n".repeat(3));
    log.line(run, "next");
    awaitCopy();
  }

  @Test
  void aFileThatWasTakenAwayComesBack() throws IOException {
    Files.delete(file());
    log.line(run, "next");
    awaitCopy();
  }

  @Test
  void theNextServerCompletesTheFileOfARunThatIsActive() {
    run =
        jdbc.queryForObject("SELECT COALESCE(MAX(run_number), 0) + 1 FROM run", Long.class)
            + 1_000_000;
    copies.stop();
    try {
      jdbc.update(
          "INSERT INTO run (run_number, process_instance_id, image_id, base, base_version, status,"
              + " cause, continue_on_error, update_distribution_points, remove_superseded_updates,"
              + " created_at, cancel_requested) VALUES (?, ?, 'DRY99998', 'current', 1, 'QUEUED',"
              + " 'test', FALSE, FALSE, FALSE, CURRENT_TIMESTAMP, FALSE)",
          run,
          "instance of " + run);
      log.line(run, "the server dies before it is in the file");
      assertThat(file()).doesNotExist();
    } finally {
      copies.start();
    }
    awaitCopy();
    jdbc.update("DELETE FROM run WHERE run_number = ?", run);
  }

  @Test
  void linesThatComeWhileTheFolderCannotBeWrittenAreThereAfterwards(CapturedOutput output)
      throws IOException {
    Path folder = data.runLogs();
    Path aside = folder.resolveSibling("runs-aside");
    Files.move(folder, aside);
    Files.createFile(folder);
    try {
      for (int line = 0; line < 20; line++) {
        log.line(run, "not in the file yet " + line);
      }
      await().until(() -> output.getOut().contains("Cannot write the file of a run's log"));
      log.line(run, "the same trouble");
    } finally {
      Files.delete(folder);
      Files.move(aside, folder);
    }
    log.line(run, "writable again");
    awaitCopy();
    await().until(() -> output.getOut().contains("complete again"));
    assertThat(output.getOut().split("Cannot write the file of a run's log", -1)).hasSize(2);
    assertThat(text()).contains("not in the file yet 19", "the same trouble");
  }

  private void awaitCopy() {
    await().untilAsserted(() -> assertThat(file()).hasBinaryContent(text().getBytes(UTF_8)));
  }

  private String text() {
    return log.read(run, 0, 1 << 20).text();
  }

  private Path file() {
    return log.file(run);
  }
}
