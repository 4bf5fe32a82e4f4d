package org.drydock.update;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.site.DownloadProperties;
import org.springframework.stereotype.Component;

/**
 * Fetches a file over HTTP: goes on where an earlier attempt stopped, follows redirects only to
 * hosts that are allowed, and ends what stalls, crawls or does not end.
 */
@Component
class HttpDownload {

  private static final int MOST_REDIRECTS = 10;
  private static final int NOT_MODIFIED = 304;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  /** How soon a cancel is noticed while nothing arrives. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final HttpClient client;
  private final DownloadProxy proxy;
  private final PayloadPlaces places;
  private final DownloadProperties limits;

  HttpDownload(PayloadPlaces places, DownloadProperties limits) {
    this.places = places;
    this.limits = limits;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectTimeout());
    this.proxy = new DownloadProxy(limits);
    proxy.selector().ifPresent(builder::proxy);
    this.client = builder.build();
  }

  /**
   * Fetches what is missing of a file.
   *
   * @return whether bytes of an earlier attempt were kept
   * @throws DownloadFailedException when it did not arrive; what did is kept for the next attempt
   */
  boolean fetch(URI address, long size, PartialFile partial, FetchControl control)
      throws IOException {
    HttpResponse<ArrivingBody> answer = ask(address, size, partial, control);
    if (answer.statusCode() == 206 && !continues(answer, address, size, partial)) {
      answer.body().close();
      partial.discard();
      answer = ask(address, size, partial, control);
    }
    try (ArrivingBody body = answer.body()) {
      boolean resumed = answer.statusCode() == 206 && partial.size() > 0;
      begin(answer, address, size, partial);
      take(body, size, true, partial, control);
      partial.sync();
      return resumed;
    } finally {
      partial.close();
    }
  }

  /**
   * What a source called the state of a file.
   *
   * @param etag null for none
   * @param lastModified null for none
   */
  record Version(String etag, String lastModified) {

    static final Version NONE = new Version(null, null);

    private static Version of(HttpResponse<?> answer) {
      return new Version(
          answer.headers().firstValue("ETag").orElse(null),
          answer.headers().firstValue("Last-Modified").orElse(null));
    }

    private Map<String, String> conditions() {
      Map<String, String> headers = new HashMap<>();
      if (etag != null) {
        headers.put("If-None-Match", etag);
      }
      if (lastModified != null) {
        headers.put("If-Modified-Since", lastModified);
      }
      return headers;
    }
  }

  /**
   * Fetches what is missing of a file of unknown size, unless it is as it was.
   *
   * @param known the state that is known already
   * @param largest how large it may be, in bytes
   * @return its state now; empty where that is the known one
   * @throws DownloadFailedException when it did not arrive; what did is kept for the next attempt
   */
  Optional<Version> fetchIfNewer(
      URI address, Version known, long largest, PartialFile partial, FetchControl control)
      throws IOException {
    HttpResponse<ArrivingBody> answer = askIfNewer(address, known, largest, partial, control);
    if (answer.statusCode() == 206 && !continues(answer, address, total(answer), partial)) {
      answer.body().close();
      partial.discard();
      answer = askIfNewer(address, known, largest, partial, control);
    }
    try (ArrivingBody body = answer.body()) {
      if (answer.statusCode() == NOT_MODIFIED) {
        return Optional.empty();
      }
      long size = total(answer);
      if (size > largest) {
        throw new DownloadRefusedException(
            "%s has %,d bytes, at most %,d are taken (drydock.updates.download.largest-catalogue)."
                .formatted(address, size, largest));
      }
      if (answer.statusCode() != 206) {
        partial.restart(address.toString(), validator(answer));
      }
      take(body, size < 0 ? largest : size, size >= 0, partial, control);
      partial.sync();
      return Optional.of(Version.of(answer));
    } finally {
      partial.close();
    }
  }

  /** A part of a newer state is gone on with; only without one it matters whether there is one. */
  private HttpResponse<ArrivingBody> askIfNewer(
      URI address, Version known, long largest, PartialFile partial, FetchControl control)
      throws IOException {
    Map<String, String> conditions = partial.size() > 0 ? Map.of() : known.conditions();
    return ask(address, largest, conditions, partial, control);
  }

  /** Negative where the server does not tell. */
  private static long total(HttpResponse<?> answer) {
    if (answer.statusCode() == 206) {
      Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
      return range.matches() && !range.group(2).equals("*") ? Long.parseLong(range.group(2)) : -1;
    }
    return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  private HttpResponse<ArrivingBody> ask(
      URI address, long size, PartialFile partial, FetchControl control) throws IOException {
    return ask(address, size, Map.of(), partial, control);
  }

  private HttpResponse<ArrivingBody> ask(
      URI address,
      long size,
      Map<String, String> headers,
      PartialFile partial,
      FetchControl control)
      throws IOException {
    if (partial.size() >= size) {
      partial.discard(); // of a size that needs no more, and yet it was not taken
    }
    long have = partial.size();
    URI next = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      places.checkAllowed(next);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(next).header("Accept-Encoding", "identity").GET();
      headers.forEach(request::header);
      proxy.identify(next, request);
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
        partial
            .validator(address.toString())
            .ifPresent(validator -> request.header("If-Range", validator));
      }
      HttpResponse<ArrivingBody> answer = awaits(request.build(), control);
      Optional<String> location = redirect(answer);
      if (location.isEmpty()) {
        return refuseFailures(answer, next, partial, !headers.isEmpty());
      }
      answer.body().close();
      next = resolved(next, location.get());
    }
    throw new DownloadFailedException(
        address + " redirects more than " + MOST_REDIRECTS + " times.");
  }

  private static Optional<String> redirect(HttpResponse<?> answer) {
    return switch (answer.statusCode()) {
      case 301, 302, 303, 307, 308 -> answer.headers().firstValue("Location");
      default -> Optional.empty();
    };
  }

  private static URI resolved(URI from, String location) throws DownloadFailedException {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadFailedException(
          from + " redirects to \"" + location + "\", which is no address.", e);
    }
  }

  private static HttpResponse<ArrivingBody> refuseFailures(
      HttpResponse<ArrivingBody> answer, URI address, PartialFile partial, boolean conditional)
      throws IOException {
    int status = answer.statusCode();
    if (status == 200 || status == 206 || status == NOT_MODIFIED && conditional) {
      return answer;
    }
    if (answer.body() != null) { // there is none where a proxy refuses a tunnel
      answer.body().close();
    }
    if (status == 416) { // what we have is no beginning of what is there
      partial.discard();
    }
    if (status == DownloadProxy.AUTHENTICATION_REQUIRED) {
      throw new DownloadRefusedException(DownloadProxy.demandsCredentials(address));
    }
    throw new DownloadFailedException(address + " answers with status " + status + ".");
  }

  private HttpResponse<ArrivingBody> awaits(HttpRequest request, FetchControl control)
      throws IOException {
    CompletableFuture<HttpResponse<ArrivingBody>> answer =
        client.sendAsync(request, head -> new ArrivingBody());
    long deadline = System.nanoTime() + limits.stallTimeout().toNanos();
    try {
      while (true) {
        try {
          return answer.get(
              Math.min(LOOK.toNanos(), limits.stallTimeout().toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          control.checkCancelled();
          if (System.nanoTime() >= deadline) {
            throw new DownloadFailedException(
                request.uri() + " did not answer within " + words(limits.stallTimeout()) + ".");
          }
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new DownloadFailedException(
          request.uri()
              + " cannot be reached: "
              + (cause.getMessage() == null ? cause.toString() : cause.getMessage())
              + ".",
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadFailedException("Interrupted while waiting for " + request.uri(), e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Whether a part that was sent fits behind what is there. */
  private static boolean continues(
      HttpResponse<?> answer, URI address, long size, PartialFile partial) throws IOException {
    Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != partial.size()) {
      return false;
    }
    boolean sameSize = range.group(2).equals("*") || Long.parseLong(range.group(2)) == size;
    Optional<String> before = partial.validator(address.toString());
    Optional<String> now = validator(answer);
    return sameSize && (before.isEmpty() || now.isEmpty() || before.equals(now));
  }

  private static void begin(HttpResponse<?> answer, URI address, long size, PartialFile partial)
      throws IOException {
    if (answer.statusCode() == 206) {
      return;
    }
    partial.restart(address.toString(), validator(answer));
    OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() != size) {
      partial.discard();
      throw new DownloadFailedException(
          "%s has %,d bytes, the catalogue says %,d. It is another file, or a page with an excuse."
              .formatted(address, length.getAsLong(), size));
    }
  }

  /** A strong name of the file's state; the time of modification where there is none. */
  private static Optional<String> validator(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> answer.headers().firstValue("Last-Modified"));
  }

  /**
   * @param whole whether exactly so many bytes are to arrive; else they are the most that may
   */
  private void take(
      ArrivingBody body, long size, boolean whole, PartialFile partial, FetchControl control)
      throws IOException {
    Pace pace = new Pace(limits);
    long have = partial.size();
    try {
      for (List<ByteBuffer> bytes = body.next(LOOK); bytes != null; bytes = next(body)) {
        control.checkCancelled();
        long arrived = bytes.stream().mapToLong(ByteBuffer::remaining).sum();
        pace.check(arrived);
        if (have + arrived > size) {
          partial.discard();
          throw new DownloadFailedException(
              "More arrives than the %,d bytes %s. It is another file, or one without end."
                  .formatted(size, whole ? "that the catalogue says" : "that may be taken"));
        }
        for (ByteBuffer buffer : bytes) {
          partial.append(buffer);
        }
        have += arrived;
        control.arrived(have);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadFailedException("Interrupted while downloading.", e);
    }
    if (whole && have < size) {
      throw new DownloadFailedException(
          "The connection ended after %,d of %,d bytes.".formatted(have, size));
    }
  }

  private List<ByteBuffer> next(ArrivingBody body)
      throws DownloadFailedException, InterruptedException {
    Duration patience = limits.stallTimeout();
    return body.next(patience.compareTo(LOOK) < 0 ? patience : LOOK);
  }

  private static String words(Duration duration) {
    return duration.toMillis() < 10_000
        ? duration.toMillis() + " milliseconds"
        : duration.toSeconds() + " seconds";
  }

  /** Ends what stalls, crawls, or takes for ever. */
  private static final class Pace {

    private final DownloadProperties limits;
    private final long begin = System.nanoTime();
    private long lastArrival = begin;
    private long windowBegin = begin;
    private long windowBytes;

    Pace(DownloadProperties limits) {
      this.limits = limits;
    }

    void check(long arrived) throws DownloadFailedException {
      long now = System.nanoTime();
      if (arrived > 0) {
        lastArrival = now;
        windowBytes += arrived;
      } else if (now - lastArrival >= limits.stallTimeout().toNanos()) {
        throw new DownloadFailedException(
            "Nothing has arrived for " + words(limits.stallTimeout()) + ".");
      }
      if (now - begin >= limits.longest().toNanos()) {
        throw new DownloadFailedException(
            "It takes longer than " + words(limits.longest()) + "; the next attempt goes on here.");
      }
      long window = now - windowBegin;
      if (window >= limits.stallTimeout().toNanos()) {
        long least =
            (long)
                (limits.leastSpeed().toBytes() * (window / (double) TimeUnit.SECONDS.toNanos(1)));
        if (windowBytes < least) {
          throw new DownloadFailedException(
              "%,d bytes arrived in %s, less than %s a second."
                  .formatted(windowBytes, words(Duration.ofNanos(window)), limits.leastSpeed()));
        }
        windowBegin = now;
        windowBytes = 0;
      }
    }
  }
}
