package org.drydock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drydock.demo.DrydockClient;

/** Services the image in a run of a server that is up and has image and updates already. */
final class DrydockContender implements Contender {

  private static final int LAST_LINES = 20;
  private static final int PAUSE = 50;
  private static final int LONGEST_WAIT = 30 * 60 * 1000;
  private static final Set<String> FINAL =
      Set.of("Successful", "SuccessfulWithErrors", "Failed", "Cancelled");

  private final Command command = new Command(Map.of());
  private final Path log;
  private final Process server;
  private final DrydockClient drydock;
  private final String image;
  private final List<String> updates = new ArrayList<>();

  /**
   * Starts the server and prepares it.
   *
   * @param data its data folder, empty
   */
  DrydockContender(BenchOptions options, Path data) throws IOException, InterruptedException {
    log = data.resolveSibling("server.log");
    server = command.start(options.server(), log);
    // Also when somebody ends the benchmark.
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
    try {
      drydock = new DrydockClient(options.port(), data);
      until("the start of the server", drydock::isReady);
      image =
          drydock
              .post(
                  "images",
                  Map.of("name", "Benchmark", "kind", "image", "path", options.image().toString()))
              .path("id")
              .asText();
      until("the import of the image", () -> !state("importing"));
      try (DirectoryStream<Path> cabinets = Files.newDirectoryStream(options.updates(), "*.cab")) {
        for (Path cabinet : cabinets) {
          Files.copy(cabinet, data.resolve("inbox").resolve(cabinet.getFileName()));
        }
      }
      for (JsonNode added : drydock.post("updates/synchronize", Map.of()).path("added")) {
        updates.add(added.path("updateId").asText());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "Drydock, a whole run";
  }

  @Override
  public Measurement service(Path work) throws IOException, InterruptedException {
    if (drydock.get("images/" + image).path("currentVersion").asInt() != 1) {
      drydock.post("images/" + image + "/rollback", Map.of("version", 1));
    }
    return Meter.measure(command.group(), this::run);
  }

  @Override
  public Path result() {
    return Path.of(drydock.get("images/" + image).path("currentPath").asText());
  }

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() throws IOException, InterruptedException {
    JsonNode last = lastRun();
    drydock.post(
        "schedules",
        Map.of(
            "imageIds",
            List.of(image),
            "updateIds",
            updates,
            "start",
            "now",
            "continueOnError",
            false,
            "updateDistributionPoints",
            false,
            "removeSupersededUpdates",
            false));
    until("the run to begin", () -> lastRun().path("number").asInt() > last.path("number").asInt());
    until("the end of the run", () -> FINAL.contains(lastRun().path("status").asText()));
    JsonNode run = lastRun();
    if (!run.path("status").asText().equals("Successful")) {
      throw new IOException(
          "The run ended " + run.path("status").asText() + ": " + run.path("failure"));
    }
  }

  /** An empty node before the first one. */
  private JsonNode lastRun() {
    JsonNode answer = drydock.get("runs?image=" + image);
    JsonNode last = answer.path(0);
    for (JsonNode run : answer.isArray() ? answer : answer.path("items")) {
      if (run.path("number").asInt() > last.path("number").asInt()) {
        last = run;
      }
    }
    return last;
  }

  private boolean state(String state) {
    return drydock.get("images/" + image).path("state").asText().equals(state);
  }

  private void until(String what, Condition condition) throws IOException, InterruptedException {
    for (int waited = 0; !condition.holds(); waited += PAUSE) {
      if (!server.isAlive() || waited > LONGEST_WAIT) {
        List<String> said = Files.readAllLines(log);
        throw new IOException(
            "Waited in vain for "
                + what
                + ". The server said last:\n"
                + String.join(
                    "\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size())));
      }
      Thread.sleep(PAUSE);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }
}
