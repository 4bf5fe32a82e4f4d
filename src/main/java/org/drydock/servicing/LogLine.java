package org.drydock.servicing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line for the log of a run, which has no place there yet.
 *
 * @param activityId the step it comes from; null where no step is known
 * @param text with its time and its line end
 * @param bytes how long the text is in UTF-8
 */
record LogLine(long runNumber, String activityId, String text, int bytes) {

  static LogLine of(long run, String activityId, String text, Instant time) {
    String line = time.truncatedTo(ChronoUnit.MILLIS) + "  " + text + System.lineSeparator();
    // PostgreSQL stores no NUL, and half a surrogate pair would come back with another length.
    byte[] encoded = line.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new LogLine(
        run, activityId, new String(encoded, StandardCharsets.UTF_8), encoded.length);
  }
}
