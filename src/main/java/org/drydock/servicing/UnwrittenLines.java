package org.drydock.servicing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The log lines of one transaction, written at its end: the log is locked last and for a moment
 * only, and a transaction that is rolled back leaves no line.
 */
final class UnwrittenLines implements TransactionSynchronization {

  private final RunLogTable table;
  private final Consumer<RunLog.Appended> told;
  private final Map<Long, List<LogLine>> lines = new TreeMap<>();
  private final Map<Long, Long> ends = new TreeMap<>();
  private boolean ending;

  private UnwrittenLines(RunLogTable table, Consumer<RunLog.Appended> told) {
    this.table = table;
    this.told = told;
  }

  static UnwrittenLines ofThisTransaction(RunLogTable table, Consumer<RunLog.Appended> told) {
    return TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(UnwrittenLines.class::isInstance)
        .map(UnwrittenLines.class::cast)
        .findFirst()
        .orElseGet(() -> registered(new UnwrittenLines(table, told)));
  }

  private static UnwrittenLines registered(UnwrittenLines lines) {
    TransactionSynchronizationManager.registerSynchronization(lines);
    return lines;
  }

  void add(LogLine line) {
    lines.computeIfAbsent(line.runNumber(), run -> new ArrayList<>()).add(line);
    if (ending) { // somebody else writes at the end of the transaction, too
      write();
    }
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    ending = true;
    write();
  }

  @Override
  public void afterCommit() {
    ends.forEach((run, end) -> told.accept(new RunLog.Appended(run, end)));
  }

  private void write() {
    lines.forEach((run, ofRun) -> ends.put(run, table.append(run, ofRun)));
    lines.clear();
  }
}
