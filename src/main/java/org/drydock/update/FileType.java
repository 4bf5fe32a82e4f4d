package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a file is by its first bytes; its name is never asked. */
enum FileType {
  CABINET("MSCF"),
  WIM("MSWIM\0\0\0"),
  PAYLOAD_STREAM("PSTREAM\0"),
  EMPTY(null),
  UNKNOWN(null);

  private static final int LONGEST_MAGIC = 8;

  private final byte[] magic;

  FileType(String magic) {
    this.magic = magic == null ? null : magic.getBytes(StandardCharsets.ISO_8859_1);
  }

  static FileType of(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LONGEST_MAGIC);
    }
    if (start.length == 0) {
      return EMPTY;
    }
    return Arrays.stream(values()).filter(type -> type.starts(start)).findFirst().orElse(UNKNOWN);
  }

  private boolean starts(byte[] start) {
    return magic != null
        && start.length >= magic.length
        && Arrays.equals(magic, 0, magic.length, start, 0, magic.length);
  }
}
