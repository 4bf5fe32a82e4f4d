package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** Uses the server as its administrator does: over HTTP, and in no other way. */
@TestComponent
public class Administrator {

  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(2);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Set<String> FINAL =
      Set.of("Successful", "SuccessfulWithErrors", "Failed", "Cancelled");
  private static final String LOGIN =
      Base64.getEncoder()
          .encodeToString(("admin:" + FreshSite.ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8));

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Environment environment;

  public Administrator(Environment environment) {
    this.environment = environment;
  }

  /** What the server answered. */
  public record Answer(int status, String contentType, JsonNode body) {

    /** The body of a request that must succeed. */
    public JsonNode ok() {
      assertThat(status).as(String.valueOf(body)).isBetween(200, 299);
      return body;
    }

    /** The words of a request that must be refused. */
    public String refused(int expected) {
      assertThat(status).as(String.valueOf(body)).isEqualTo(expected);
      assertThat(contentType).startsWith("application/problem+json");
      return body.path("detail").asText();
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** The id of the new image. */
  public String imports(Path path, String kind) {
    String id =
        post("/api/v1/images", Map.of("name", "Sample", "kind", kind, "path", path.toString()))
            .ok()
            .path("id")
            .asText();
    await("the import of " + path)
        .atMost(LONGEST_IMPORT)
        .pollInterval(LOOK)
        .until(() -> !image(id).path("state").asText().equals("importing"));
    assertThat(image(id).path("state").asText()).as("%s", image(id)).isEqualTo("ready");
    return id;
  }

  public JsonNode image(String id) {
    return get("/api/v1/images/" + id).ok();
  }

  /** The WIM of an image's version. */
  public Wim wim(String id, int version) {
    for (JsonNode known : image(id).path("versions")) {
      if (known.path("version").asInt() == version) {
        return Wim.at(known.path("path").asText());
      }
    }
    throw new AssertionError(id + " has no version " + version);
  }

  /** Schedules servicing now. The number of the run that this starts. */
  public long services(Order order) {
    return firstRunOf(schedules(order));
  }

  /** The id of the new schedule. */
  public long schedules(Order order) {
    return post("/api/v1/schedules", order.body()).ok().path("id").asLong();
  }

  /** Waits for the first run of a schedule. */
  public long firstRunOf(long schedule) {
    return await("a run of schedule " + schedule)
        .atMost(LONGEST_RUN)
        .pollInterval(LOOK)
        .until(
            () -> get("/api/v1/schedules/" + schedule).ok().path("runs"), runs -> !runs.isEmpty())
        .get(0)
        .asLong();
  }

  public JsonNode run(long number) {
    return get("/api/v1/runs/" + number).ok();
  }

  /** The run once it has ended. */
  public JsonNode awaitEnd(long run) {
    return awaitRun(run, details -> FINAL.contains(details.path("status").asText()));
  }

  public JsonNode awaitRun(long run, Predicate<JsonNode> condition) {
    return await("run " + run)
        .atMost(LONGEST_RUN)
        .pollInterval(LOOK)
        .until(() -> run(run), condition);
  }

  /** The log of a run as far as it has come. */
  public String log(long run) {
    StringBuilder log = new StringBuilder();
    String offset = "0";
    while (true) {
      HttpResponse<String> part = text("GET", "/api/v1/runs/" + run + "/log?start=" + offset, null);
      assertThat(part.statusCode()).as(part.body()).isEqualTo(200);
      if (part.body().isEmpty()) {
        return log.toString();
      }
      log.append(part.body());
      offset = part.headers().firstValue("X-Text-Size").orElseThrow();
    }
  }

  private Answer send(String method, String path, Object body) {
    HttpResponse<String> answer = text(method, path, body);
    try {
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          json.readTree(answer.body()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> text(String method, String path, Object body) {
    String port = environment.getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Basic " + LOGIN)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : write(body));
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpRequest.BodyPublisher write(Object body) {
    try {
      return BodyPublishers.ofString(json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
