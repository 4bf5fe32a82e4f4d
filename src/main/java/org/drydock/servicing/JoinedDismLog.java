package org.drydock.servicing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.drydock.operation.OperationEnded;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code DISM.log}: what DISM logged in all runs of this node, one operation after the other. */
@Component
class JoinedDismLog {

  private static final Logger LOG = LoggerFactory.getLogger(JoinedDismLog.class);

  private final DataFolder data;
  private final Path all;
  private boolean failing;

  JoinedDismLog(DataFolder data) {
    this.data = data;
    this.all = data.logs().resolve("DISM.log");
  }

  @EventListener
  void on(OperationEnded ended) {
    if (ended.runNumber() != null) {
      // It may have been written in both places, one after the other.
      String name = ended.runNumber() + ".dism.log";
      Stream.of(data.runLogs(), data.operations())
          .map(folder -> folder.resolve(name))
          .filter(Files::exists)
          .forEach(own -> join(own, heading(ended)));
    }
  }

  /** Tells which step wrote what follows. */
  private static String heading(OperationEnded ended) {
    String step = ended.activityId() == null ? "clean-up" : ended.activityId();
    return "===== Run " + ended.runNumber() + ", " + step + " =====\n";
  }

  private synchronized void join(Path own, String heading) {
    // Beside the log and not in memory: the next server must not take the same part again.
    Path mark = own.resolveSibling(own.getFileName() + ".joined");
    try (var in = Files.newByteChannel(own)) {
      long taken = Files.exists(mark) ? Long.parseLong(Files.readString(mark).strip()) : 0;
      if (taken >= in.size()) {
        return;
      }
      Files.createDirectories(all.getParent());
      try (OutputStream out =
          Files.newOutputStream(all, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(heading.getBytes(StandardCharsets.UTF_8));
        in.position(taken);
        taken += Channels.newInputStream(in).transferTo(out);
      }
      Files.writeString(mark, Long.toString(taken));
      failing = false;
    } catch (IOException | NumberFormatException e) {
      if (!failing) {
        failing = true;
        LOG.warn("Cannot add {} to {}: {}", own, all, e.toString());
      }
    }
  }
}
