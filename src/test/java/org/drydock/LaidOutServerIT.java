package org.drydock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as the launcher and the container start it: plain jars, named on the class path. */
class LaidOutServerIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir static Path folder;
  private static Process server;
  private static String address;
  private static String password;

  @BeforeAll
  static void start() throws Exception {
    Path app = folder.resolve("app");
    Process extract =
        new ProcessBuilder(
                JAVA,
                "-Djarmode=tools",
                "-jar",
                "target/drydock.jar",
                "extract",
                "--destination",
                app.toString())
            .inheritIO()
            .start();
    assertThat(extract.waitFor()).isZero();
    int port = freePort();
    address = "http://127.0.0.1:" + port;
    Path data = folder.resolve("data");
    server =
        new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                app.resolve("drydock.jar") + ":" + app.resolve("lib") + "/*",
                "org.drydock.Drydock",
                "--server.port=" + port,
                "--drydock.data=" + data)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> !server.isAlive() || answers("/api/v1/images"));
    assertThat(server.isAlive()).as("see " + folder.resolve("server.log")).isTrue();
    password = Files.readString(data.resolve("secrets/initial-admin-password")).strip();
  }

  @AfterAll
  static void stop() {
    server.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/webjars/htmx.org/2.0.4/dist/htmx.min.js",
        "/webjars/htmx-ext-sse/2.2.2/sse.js",
        "/webjars/bpmn-js/8.0.0/dist/bpmn-navigated-viewer.production.min.js",
        "/camunda/app/cockpit/default/",
        "/camunda/lib/deps.js",
        "/camunda/api/cockpit/plugin/cockpitPlugins/static/app/plugin.js",
        "/camunda/api/engine/engine/default/process-definition?key=service-image",
        "/camunda/api/engine/engine/default/job-definition?firstResult=0&maxResults=2000",
        "/engine-rest/process-definition/key/service-image/xml",
        "/api/v1/images",
        "/v3/api-docs"
      })
  void servesWhatTheAdministratorLooksAt(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void thePasswordFileIsForItsOwnerAlone() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/secrets/initial-admin-password")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", "Basic " + credentials)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static boolean answers(String path) throws InterruptedException {
    try {
      HTTP.send(
          HttpRequest.newBuilder(URI.create(address + path)).build(),
          HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
