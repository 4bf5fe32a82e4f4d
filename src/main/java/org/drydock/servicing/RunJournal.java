package org.drydock.servicing;

import java.util.regex.Pattern;
import org.drydock.dism.ProgressBar;
import org.drydock.operation.OperationOutput;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes what operations say into the run's log, without their progress bars. */
@Component
class RunJournal {

  /** DISM writes a progress bar over the one before it with a bare carriage return. */
  private static final Pattern LINE_END = Pattern.compile("[\\r\\n]");

  private final RunLog log;

  RunJournal(RunLog log) {
    this.log = log;
  }

  /** In the transaction that remembers how far the output was read. */
  @EventListener
  void on(OperationOutput output) {
    if (output.runNumber() != null) {
      LINE_END
          .splitAsStream(output.text())
          .map(line -> ProgressBar.without(line).stripTrailing())
          .filter(line -> !line.isBlank())
          .forEach(line -> log.line(output.runNumber(), output.activityId(), line));
    }
  }
}
