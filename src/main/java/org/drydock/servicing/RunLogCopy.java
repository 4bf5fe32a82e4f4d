package org.drydock.servicing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.drydock.servicing.RunLogTable.Row;
import org.springframework.stereotype.Component;

/**
 * Writes the file of a run's log from the database. The file's length tells how far it is; what
 * does not fit there, after a crash or because somebody else wrote into the file, is written anew.
 */
@Component
class RunLogCopy {

  private static final int BLOCK = 1 << 20;

  private final RunLogTable table;
  private final RunLog log;

  RunLogCopy(RunLogTable table, RunLog log) {
    this.table = table;
    this.log = log;
  }

  /** Completes the file. Two nodes may do so at once: both write the same at the same place. */
  void complete(long run) throws IOException {
    Path path = log.file(run);
    Files.createDirectories(path.getParent());
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long position = wellWritten(run, file);
      while (true) {
        long length = file.size(); // before the look into the database, which is never behind it
        List<Row> rows = table.rows(run, position, position + BLOCK);
        if (rows.isEmpty()) {
          if (length > position) {
            file.truncate(position);
          }
          return;
        }
        position = write(file, rows);
      }
    }
  }

  /** Up to where the file is as it has to be, going by its last line. */
  private long wellWritten(long run, FileChannel file) throws IOException {
    long length = file.size();
    Optional<Row> last = table.before(run, length);
    if (last.isEmpty()) {
      return 0;
    }
    long start = last.get().offset();
    byte[] expected = last.get().bytes();
    byte[] found = read(file, start, (int) Math.min(expected.length, length - start));
    if (!Arrays.equals(found, Arrays.copyOf(expected, found.length))) {
      return 0;
    }
    return found.length == expected.length ? last.get().end() : start;
  }

  private static byte[] read(FileChannel file, long start, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) >= 0) {
      continue;
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static long write(FileChannel file, List<Row> rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Row row : rows) {
      text.write(row.bytes());
    }
    long start = rows.get(0).offset();
    ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
    while (bytes.hasRemaining()) {
      file.write(bytes, start + bytes.position());
    }
    return start + bytes.position();
  }
}
