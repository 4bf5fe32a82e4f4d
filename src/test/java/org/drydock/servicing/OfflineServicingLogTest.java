package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drydock.ProcessTest;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code OfflineServicingMgr.log}, also where it cannot be written. */
@ProcessTest
class OfflineServicingLogTest {

  @Autowired private OfflineServicingLog log;
  @Autowired private DataFolder data;
  @Autowired private TransactionTemplate transaction;

  private Path file;

  @BeforeEach
  void newFile() throws IOException {
    file = data.logs().resolve("OfflineServicingMgr.log");
    Files.deleteIfExists(file);
  }

  @Test
  void linesAreKeptWhileTheFileCannotBeWritten() throws IOException {
    Files.createDirectory(file);
    log.line("one");
    log.line("two");
    Files.delete(file);
    log.line("three");
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("one", "two", "three");
  }

  @Test
  void keptLinesAreBoundedAndTheOldestAreGivenUp() throws IOException {
    Files.createDirectory(file);
    for (int line = 0; line < 10_005; line++) {
      log.line("line-" + line);
    }
    Files.delete(file);
    log.writeKept();
    assertThat(Files.readAllLines(file)).hasSize(10_000).first().asString().startsWith("line-5 ");
  }

  @Test
  void aRolledBackTransactionLeavesNoLine() {
    transaction.executeWithoutResult(
        status -> {
          log.line("never");
          status.setRollbackOnly();
        });
    assertThat(file).doesNotExist();
    transaction.executeWithoutResult(status -> log.line("once"));
    assertThat(file).content().startsWith("once ");
  }
}
