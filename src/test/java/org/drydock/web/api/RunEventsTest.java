package org.drydock.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Watching a run over HTTP. */
@ProcessTest
class RunEventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("admin:" + TestSite.ADMIN_PASSWORD).getBytes(UTF_8));

  @Autowired private Runs runs;
  @Autowired private RunLog log;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private ObjectMapper json;
  @LocalServerPort private int port;

  private long run;

  @BeforeEach
  void aRunOfAnotherNode() {
    String instance = UUID.randomUUID().toString();
    jdbc.update(
        "INSERT INTO run (process_instance_id, image_id, base, base_version, status, cause,"
            + " continue_on_error, update_distribution_points, remove_superseded_updates, host,"
            + " created_at, cancel_requested) VALUES (?, 'DRY99999', 'current', 1, 'IN_PROCESS',"
            + " 'test', FALSE, FALSE, FALSE, 'elsewhere', ?, FALSE)",
        instance,
        Timestamp.from(Instant.now()));
    run = runs.ofInstance(instance).orElseThrow().runNumber();
  }

  @AfterEach
  void theRunIsOver() {
    runs.ends(run, RunStatus.FAILED);
  }

  @Test
  void aWatcherIsToldTheWholeLogAndThenTheLastStatus() {
    log.line(run, "before");
    Watching watching = watch("");
    await().until(() -> watching.logText().contains("before"));
    log.line(run, "Ümläute");
    log.line(run, "after");
    runs.ends(run, RunStatus.FAILED);

    watching.awaitEnd();
    assertThat(watching.logText()).isEqualTo(log.read(run, 0, 1 << 20).text());
    assertThat(watching.events).first().isEqualTo(new Event(null, "run", status("InProcess")));
    assertThat(watching.events).last().isEqualTo(new Event(null, "run", status("Failed")));
  }

  @Test
  void theEventsOfARunThatHasEndedTellAllAndEnd() {
    log.line(run, "all there is");
    runs.ends(run, RunStatus.SUCCESSFUL);
    Watching watching = watch("");
    watching.awaitEnd();
    assertThat(watching.logText()).endsWith("all there is" + System.lineSeparator());
    assertThat(watching.events).last().isEqualTo(new Event(null, "run", status("Successful")));
  }

  @Test
  void aBrowserThatComesBackGoesOnWhereItWas() {
    log.line(run, "first");
    Watching before = watch("");
    await().until(() -> !before.logText().isEmpty());
    String lastId = before.log().reduce((one, other) -> other).orElseThrow().id();
    log.line(run, "while nobody looked");
    log.line(run, "last");
    runs.ends(run, RunStatus.FAILED);

    Watching after = watch("", "Last-Event-ID", lastId);
    after.awaitEnd();
    Watching asked = watch("?start=" + lastId);
    asked.awaitEnd();
    String whole = log.read(run, 0, 1 << 20).text();
    assertThat(whole).endsWith(after.logText()).hasSize(Integer.parseInt(lastId) + size(after));
    assertThat(asked.logText()).isEqualTo(after.logText());
  }

  @Test
  void stepsAndProgressOfAnotherNodeAreTold() {
    Watching watching = watch("");
    await().until(() -> !watching.events.isEmpty());
    String operation = UUID.randomUUID().toString();
    jdbc.update(
        "INSERT INTO operation (id, kind, work, activity_id, run_number, node, state, input,"
            + " output_read, created_at, started_at) VALUES (?, 'COMMAND', 'mountImage',"
            + " 'Task_MountImage', ?, 'elsewhere', 'RUNNING', '{}', 0, ?, ?)",
        operation,
        run,
        Timestamp.from(Instant.now()),
        Timestamp.from(Instant.now()));
    await().until(() -> watching.of("step").count() == 1);
    jdbc.update("UPDATE operation SET progress = 40.5 WHERE id = ?", operation);
    await().until(() -> watching.of("progress").count() == 1);
    jdbc.update(
        "UPDATE operation SET state = 'FAILED', message = 'no room' WHERE id = ?", operation);
    runs.ends(run, RunStatus.FAILED);
    watching.awaitEnd();

    assertThat(watching.of("step").map(Event::data))
        .containsExactly(
            "{\"activityId\":\"Task_MountImage\",\"state\":\"active\"}",
            "{\"activityId\":\"Task_MountImage\",\"state\":\"failed\",\"message\":\"no room\"}");
    assertThat(watching.of("progress").map(Event::data))
        .containsExactly("{\"activityId\":\"Task_MountImage\",\"percent\":40.5}");
  }

  @Test
  void linesOfAnotherNodeAreTold() {
    Watching watching = watch("");
    await().until(() -> !watching.events.isEmpty());
    jdbc.update("INSERT INTO run_log_size (run_number, size) VALUES (?, 6)", run);
    jdbc.update("INSERT INTO run_log (run_number, log_offset, text) VALUES (?, 0, 'hello\n')", run);
    await().atMost(PATIENCE).until(() -> watching.logText().equals("hello\n"));
  }

  @Test
  void aReaderThatNeverReadsHoldsNobodyUp() throws IOException {
    String line = "x".repeat(10_000);
    try (Socket neverReads = new Socket()) {
      neverReads.setReceiveBufferSize(1024);
      neverReads.connect(new InetSocketAddress("localhost", port));
      neverReads
          .getOutputStream()
          .write(
              "GET /api/v1/runs/%d/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                  .formatted(run, LOGIN)
                  .getBytes(UTF_8));
      Watching reads = watch("");
      CompletableFuture<Void> lines =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; number < 1000; number++) {
                  log.line(run, line);
                }
                runs.ends(run, RunStatus.FAILED);
              });
      await().atMost(PATIENCE).until(lines::isDone);
      lines.join();
      reads.awaitEnd();
      assertThat(reads.logText().lines()).hasSize(1000);
    }
  }

  @Test
  void aPartOfTheLogTellsWhereToReadOn() {
    log.line(run, "first");
    HttpResponse<String> part = get("/log");
    assertThat(part.body()).endsWith("first" + System.lineSeparator());
    assertThat(part.headers().firstValue("X-More-Data")).contains("true");
    String size = part.headers().firstValue("X-Text-Size").orElseThrow();
    log.line(run, "second");
    runs.ends(run, RunStatus.FAILED);

    part = get("/log?start=" + size);
    assertThat(part.body()).doesNotContain("first").endsWith("second" + System.lineSeparator());
    assertThat(part.headers().firstValue("X-More-Data")).contains("false");
  }

  private String status(String status) {
    return "{\"number\":%d,\"status\":\"%s\"}".formatted(run, status);
  }

  private static int size(Watching watching) {
    return watching.logText().getBytes(UTF_8).length;
  }

  private HttpResponse<String> get(String path) {
    return HttpClient.newHttpClient()
        .sendAsync(request(path), BodyHandlers.ofString())
        .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
        .join();
  }

  private Watching watch(String query, String... headers) {
    HttpRequest request = request("/events" + query, headers);
    HttpClient http = HttpClient.newHttpClient();
    return new Watching(http.sendAsync(request, BodyHandlers.ofLines()));
  }

  private HttpRequest request(String path, String... headers) {
    URI address = URI.create("http://localhost:" + port + "/api/v1/runs/" + run + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Authorization", LOGIN);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** An event as it came over the line. */
  private record Event(String id, String name, String data) {}

  /** Somebody who watches, and what they have heard. */
  private final class Watching {
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end;

    Watching(CompletableFuture<HttpResponse<Stream<String>>> answer) {
      end = answer.thenAcceptAsync(response -> hear(response.body()));
    }

    void awaitEnd() {
      await().atMost(PATIENCE).until(end::isDone);
      end.join();
    }

    Stream<Event> of(String name) {
      return events.stream().filter(event -> name.equals(event.name()));
    }

    Stream<Event> log() {
      return of("log");
    }

    String logText() {
      return log().map(event -> read(event).path("text").asText()).collect(Collectors.joining());
    }

    private JsonNode read(Event event) {
      try {
        return json.readTree(event.data());
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    private void hear(Stream<String> lines) {
      String[] fields = new String[3];
      lines.forEach(
          line -> {
            if (line.isEmpty() && fields[1] != null) {
              events.add(new Event(fields[0], fields[1], fields[2]));
              java.util.Arrays.fill(fields, null);
            } else if (line.startsWith("id:")) {
              fields[0] = line.substring(3);
            } else if (line.startsWith("event:")) {
              fields[1] = line.substring(6);
            } else if (line.startsWith("data:")) {
              fields[2] = line.substring(5);
            }
          });
    }
  }
}
