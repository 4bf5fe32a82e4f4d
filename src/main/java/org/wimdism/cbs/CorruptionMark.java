package org.wimdism.cbs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;

/**
 * The mark that a scan leaves in an image whose component store is damaged: the value {@code
 * CorruptionFound_UTC} beside Windows' {@code LastResetBase_UTC}. Where Windows keeps its own mark
 * is not documented.
 */
final class CorruptionMark {

  private static final String NAME = "CorruptionFound_UTC";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd:HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Hive software;

  CorruptionMark(Hive software) {
    this.software = software;
  }

  boolean isSet() {
    return software.key(PackageRecords.SERVICING).flatMap(key -> key.value(NAME)).isPresent();
  }

  void set(Instant now) {
    servicing().setString(NAME, TIME.format(now));
  }

  void remove() {
    servicing().deleteValue(NAME);
  }

  private Key servicing() {
    return software.root().createPath(PackageRecords.SERVICING);
  }
}
