package org.drydock.update;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.springframework.data.annotation.Id;

/**
 * A file of an update that somebody wants in the content library.
 *
 * @param sha256 what the catalogue says; null where it does not
 * @param wantedFor what a person knows it by: the update's title
 * @param bytes what has arrived so far
 * @param attempts how often it was tried since it was asked for last
 * @param error why the last attempt failed, in words; null for nothing wrong
 * @param contentSha256 what the content library has it under, once it is complete
 * @param processInstanceId what fetches it; null where nothing had to be fetched
 */
public record Download(
    @Id Long id,
    String sha1,
    String sha256,
    String fileName,
    long sizeBytes,
    String url,
    String wantedFor,
    State state,
    long bytes,
    int attempts,
    String error,
    String contentSha256,
    String processInstanceId,
    Instant requestedAt,
    Instant startedAt,
    Instant endedAt) {

  /** Where it stands. */
  public enum State {
    /** Waits for its turn, or for another try. */
    QUEUED,
    DOWNLOADING,
    COMPLETE,
    FAILED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  PayloadFile file() {
    return new PayloadFile(fileName, sizeBytes, sha1, sha256, url == null ? null : URI.create(url));
  }
}
