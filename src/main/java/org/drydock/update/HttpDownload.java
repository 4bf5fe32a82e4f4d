package org.drydock.update;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
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
  private static final int DEFAULT_PROXY_PORT = 8080;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  /** How soon a cancel is noticed while nothing arrives. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final HttpClient client;
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
    if (limits.proxy() != null) {
      builder.proxy(new ConfiguredProxy(limits.proxy(), limits.proxyExceptions()));
    }
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
      take(body, size, partial, control);
      partial.sync();
      return resumed;
    } finally {
      partial.close();
    }
  }

  private HttpResponse<ArrivingBody> ask(
      URI address, long size, PartialFile partial, FetchControl control) throws IOException {
    if (partial.size() >= size) {
      partial.discard(); // of a size that needs no more, and yet it was not taken
    }
    long have = partial.size();
    URI next = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      places.checkAllowed(next);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(next).header("Accept-Encoding", "identity").GET();
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
        partial
            .validator(address.toString())
            .ifPresent(validator -> request.header("If-Range", validator));
      }
      HttpResponse<ArrivingBody> answer = awaits(request.build(), control);
      Optional<String> location = redirect(answer);
      if (location.isEmpty()) {
        return refuseFailures(answer, next, partial);
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
      HttpResponse<ArrivingBody> answer, URI address, PartialFile partial) throws IOException {
    int status = answer.statusCode();
    if (status == 200 || status == 206) {
      return answer;
    }
    answer.body().close();
    if (status == 416) { // what we have is no beginning of what is there
      partial.discard();
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

  private void take(ArrivingBody body, long size, PartialFile partial, FetchControl control)
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
              "More arrives than the %,d bytes that the catalogue says. It is another file, or one without end."
                  .formatted(size));
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
    if (have < size) {
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

  /** One proxy for all hosts but some. */
  private static final class ConfiguredProxy extends ProxySelector {

    private final Proxy proxy;
    private final List<String> exceptions;

    ConfiguredProxy(URI proxy, List<String> exceptions) {
      int port = proxy.getPort() < 0 ? DEFAULT_PROXY_PORT : proxy.getPort();
      this.proxy =
          new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
      this.exceptions = exceptions;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(HostPattern.anyMatches(exceptions, uri.getHost()) ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request fails with the reason.
    }
  }
}
