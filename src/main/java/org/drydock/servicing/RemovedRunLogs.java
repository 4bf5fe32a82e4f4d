package org.drydock.servicing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drydock.site.DataFolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The logs that this node has of runs which retention has removed, perhaps on another node. Files
 * of runs that nobody has removed are left alone, whatever database they belong to.
 */
@Component
class RemovedRunLogs {

  /** {@code 7.log}, {@code 7.dism.log} and what stands beside it. */
  private static final Pattern LOG = Pattern.compile("(\\d+)(\\.dism)?\\.log(\\..*)?");

  private final JdbcClient jdbc;
  private final DataFolder data;

  RemovedRunLogs(JdbcClient jdbc, DataFolder data) {
    this.jdbc = jdbc;
    this.data = data;
  }

  /** In the transaction that removes the run. */
  void note(long run) {
    jdbc.sql("INSERT INTO removed_run (run_number) VALUES (?)").param(run).update();
  }

  void remove() throws IOException {
    Set<Long> removed =
        new HashSet<>(jdbc.sql("SELECT run_number FROM removed_run").query(Long.class).list());
    for (Path folder : List.of(data.runLogs(), data.operations())) {
      if (Files.isDirectory(folder)) {
        for (Path file : files(folder)) {
          Matcher log = LOG.matcher(file.getFileName().toString());
          if (log.matches() && removed.contains(Long.parseLong(log.group(1)))) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).toList();
    }
  }
}
