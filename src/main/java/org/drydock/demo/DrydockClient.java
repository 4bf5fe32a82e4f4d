package org.drydock.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Calls the REST API of a Drydock on this machine as its administrator. */
public final class DrydockClient {

  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);
  private static final int FIRST_ERROR = 400;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI api;
  private final Path passwordFile;
  private final Duration longestAnswer;

  public DrydockClient(int port, Path data) {
    this(port, data, LONGEST_ANSWER);
  }

  /**
   * @param longestAnswer how long to wait for one
   */
  public DrydockClient(int port, Path data, Duration longestAnswer) {
    this.longestAnswer = longestAnswer;
    this.api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
    this.passwordFile = data.resolve("secrets/initial-admin-password");
  }

  public JsonNode get(String path) {
    return answer(request(path).GET().build());
  }

  public JsonNode post(String path, Object body) {
    try {
      return answer(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
              .build());
    } catch (IOException e) {
      throw new DemoFailedException("The request to " + path + " cannot be written.", e);
    }
  }

  /** Whether the server answers an administrator's request. */
  public boolean isReady() {
    try {
      return (givenPassword().isPresent() || Files.exists(passwordFile))
          && send(request("images").GET().build()).statusCode() < FIRST_ERROR;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> givenPassword() {
    return Optional.ofNullable(System.getenv("DRYDOCK_ADMIN_PASSWORD"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(longestAnswer)
        .header("Accept", "application/json")
        .header("Authorization", "Basic " + credentials());
  }

  private String credentials() {
    try {
      String password = givenPassword().orElse("");
      if (password.isEmpty()) {
        password = Files.readString(passwordFile).strip();
      }
      return Base64.getEncoder()
          .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new DemoFailedException("The administrator's password cannot be read.", e);
    }
  }

  private JsonNode answer(HttpRequest request) {
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() >= FIRST_ERROR) {
        throw new DemoFailedException(
            request.method()
                + " "
                + request.uri().getPath()
                + " was answered "
                + response.statusCode()
                + ": "
                + response.body());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new DemoFailedException(
          request.method() + " " + request.uri().getPath() + " failed: " + e.getMessage(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("The demonstration was interrupted.", e);
    }
  }
}
