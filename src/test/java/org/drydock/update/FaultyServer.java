package org.drydock.update;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server of one file, which the test makes misbehave, answer by answer. */
public final class FaultyServer implements AutoCloseable {

  /** How one request is answered. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile byte[] content;
  private volatile String etag = "\"one\"";

  public FaultyServer(byte[] content) {
    this.content = content;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of its file. */
  public URI address() {
    return address("127.0.0.1");
  }

  /** The same under another name of this host. */
  public URI address(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/files/update.cab");
  }

  /** The next requests are answered so; those after them as they should be. */
  public FaultyServer next(Answer... faults) {
    answers.addAll(List.of(faults));
    return this;
  }

  void changesTo(byte[] other) {
    content = other;
    etag = "\"two\"";
  }

  /** The ranges that were asked for, "whole" for none, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? "whole" : range);
    Answer answer = answers.poll();
    try (exchange) {
      (answer == null ? good() : answer).give(exchange);
    }
  }

  /** As RFC 9110 wants it, with ranges that depend on the file's state. */
  Answer good() {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
      boolean part = range != null && (ifRange == null || ifRange.equals(etag));
      int from = part ? Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1")) : 0;
      exchange.getResponseHeaders().set("ETag", etag);
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        requests.set(requests.size() - 1, "if changed");
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      if (part) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      send(exchange, part ? 206 : 200, Arrays.copyOfRange(content, from, content.length));
    };
  }

  Answer withoutRanges() {
    return exchange -> send(exchange, 200, content);
  }

  public static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirect(URI to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to.toString());
      exchange.sendResponseHeaders(302, -1);
    };
  }

  static Answer sends(byte[] bytes) {
    return exchange -> send(exchange, 200, bytes);
  }

  /** The connection ends after so many bytes. */
  Answer cutAfter(int bytes) {
    return exchange -> begin(exchange, bytes);
  }

  /** Nothing follows after so many bytes, and the connection stays. */
  Answer stalledAfter(int bytes) {
    return exchange -> {
      begin(exchange, bytes);
      await();
    };
  }

  /** A byte now and then, for ever. */
  Answer dripping() {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      OutputStream out = exchange.getResponseBody();
      try {
        for (byte drop : content) {
          out.write(drop);
          out.flush();
          if (released.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Of no known length, and without end. */
  Answer endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (released.getCount() > 0) {
        out.write(content);
      }
    };
  }

  Answer silent() {
    return exchange -> await();
  }

  private void begin(HttpExchange exchange, int bytes) throws IOException {
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, bytes);
    exchange.getResponseBody().flush();
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
