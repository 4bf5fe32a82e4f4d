package org.drydock.servicing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.drydock.engine.Processes;
import org.drydock.operation.Operations;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes one run with everything that is known of it. */
@Component
class RunRemoval {

  private final RunTable table;
  private final DistributionResults distributions;
  private final Operations operations;
  private final Processes processes;
  private final RunLogTable log;
  private final RemovedRunLogs removedLogs;
  private final DataFolder data;
  private final TransactionTemplate transaction;

  RunRemoval(
      RunTable table,
      DistributionResults distributions,
      Operations operations,
      Processes processes,
      RunLogTable log,
      RemovedRunLogs removedLogs,
      DataFolder data,
      TransactionTemplate transaction) {
    this.table = table;
    this.distributions = distributions;
    this.operations = operations;
    this.processes = processes;
    this.log = log;
    this.removedLogs = removedLogs;
    this.data = data;
    this.transaction = transaction;
  }

  /**
   * Removes a run that has ended, unless somebody wants it kept by now. All or nothing: where a
   * file cannot be removed, the run stays and can be tried again.
   *
   * @return the bytes that became free; empty when the run stays
   * @throws UncheckedIOException when a file cannot be removed
   */
  Optional<Long> remove(long runNumber) {
    return transaction.execute(
        status -> {
          table.lock(runNumber);
          return table
              .findById(runNumber)
              .filter(run -> run.status().isFinal() && !run.keep())
              .map(this::removeEverything);
        });
  }

  /** Each table and each file that holds something of a run has its line here. */
  private long removeEverything(Run run) {
    long number = run.runNumber();
    distributions.forgetRun(number);
    operations.forgetRun(number);
    processes.forget(run.processInstanceId());
    log.forget(number);
    removedLogs.note(number);
    table.deleteById(number); // its plan and its update results go with it
    // Last: what was deleted on the disk does not come back with the transaction.
    String dismLog = number + ".dism.log";
    return Stream.of(data.runLog(number).getFileName().toString(), dismLog, dismLog + ".joined")
        .map(data.runLogs()::resolve)
        .mapToLong(RunRemoval::delete)
        .sum();
  }

  private static long delete(Path file) {
    try {
      long size = Files.exists(file) ? Files.size(file) : 0;
      Files.deleteIfExists(file);
      return size;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
