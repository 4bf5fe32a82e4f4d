package org.wimdism.wim;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Value;

/** The last part of the Windows version, which updates raise. */
final class BuildRevision {

  static final String SOFTWARE_HIVE = "Windows/System32/config/SOFTWARE";

  private static final String CURRENT_VERSION = "Microsoft\\Windows NT\\CurrentVersion";

  private BuildRevision() {}

  /** The value UBR of a SOFTWARE hive. */
  static OptionalInt read(Path softwareHive) {
    try (Hive hive = Hive.open(softwareHive, false)) {
      return hive.key(CURRENT_VERSION)
          .flatMap(key -> key.value("UBR"))
          .map(Value::asDword)
          .map(OptionalInt::of)
          .orElse(OptionalInt.empty());
    }
  }
}
