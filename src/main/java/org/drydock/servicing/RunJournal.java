package org.drydock.servicing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.drydock.dism.ProgressBar;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationOutput;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes what operations say into the run's log, and what DISM logged into {@code DISM.log}. */
@Component
class RunJournal {

  private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);

  private final RunLog log;
  private final Path allDismLogs;
  private final Map<String, StringBuilder> unfinishedLines = new ConcurrentHashMap<>();
  private final Map<Long, Long> dismLogTaken = new ConcurrentHashMap<>();

  RunJournal(RunLog log, DataFolder data) {
    this.log = log;
    this.allDismLogs = data.logs().resolve("DISM.log");
  }

  @EventListener
  void on(OperationOutput output) {
    if (output.runNumber() == null) {
      return;
    }
    StringBuilder pending =
        unfinishedLines.computeIfAbsent(output.operationId(), id -> new StringBuilder());
    for (char c : output.text().toCharArray()) {
      if (c == '\n' || c == '\r') {
        write(output.runNumber(), pending);
      } else {
        pending.append(c);
      }
    }
  }

  @EventListener
  void on(OperationEnded ended) {
    if (ended.runNumber() == null) {
      return;
    }
    StringBuilder pending = unfinishedLines.remove(ended.operationId());
    if (pending != null) {
      write(ended.runNumber(), pending);
    }
    collectDismLog(ended.runNumber());
  }

  private void write(long run, StringBuilder line) {
    String text = line.toString().stripTrailing();
    line.setLength(0);
    if (!text.isBlank() && ProgressBar.parse(text).isEmpty()) {
      log.line(run, text);
    }
  }

  private synchronized void collectDismLog(long run) {
    Path own = log.dismLog(run);
    if (!Files.exists(own)) {
      return;
    }
    long taken = dismLogTaken.getOrDefault(run, 0L);
    try (var in = Files.newByteChannel(own);
        OutputStream out =
            Files.newOutputStream(
                allDismLogs, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      in.position(taken);
      long copied = java.nio.channels.Channels.newInputStream(in).transferTo(out);
      dismLogTaken.put(run, taken + copied);
    } catch (IOException e) {
      LOG.warn("Cannot add {} to {}: {}", own, allDismLogs, e.toString());
    }
  }
}
