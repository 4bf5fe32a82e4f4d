package org.drydock.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Imports a sample image, synchronises sample updates, and services the image with all options. */
public final class Demo {

  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(5);
  private static final String SUCCESSFUL = "Successful";

  private final DemoOptions options;
  private final Narrator narrator = new Narrator(System.out);
  private final DrydockClient drydock;
  private final Patience patience;

  private Demo(DemoOptions options) {
    this.options = options;
    this.drydock = new DrydockClient(options.port(), options.data());
    this.patience = new Patience(options.serverProcess());
  }

  public static void main(String[] arguments) {
    Demo demo = new Demo(DemoOptions.parse(arguments));
    System.exit(demo.perform() ? 0 : 1);
  }

  private boolean perform() {
    try {
      waitForServer();
      String image = importImage();
      JsonNode run =
          new RunFollower(drydock, patience, narrator).follow(schedule(image, synchronize()));
      tellResults(run);
      tellAddress();
      narrator.lastLine(outcome(run, image));
      return SUCCESSFUL.equals(run.path("status").asText());
    } catch (DemoFailedException e) {
      narrator.tell(e.getMessage());
      tellAddress();
      narrator.lastLine(
          "demo: Failed run=- image=- distributed=- log="
              + options.data().resolve("logs/server.log"));
      return false;
    }
  }

  private void waitForServer() {
    narrator.tell("Starting the server on port " + options.port() + ", data in " + options.data());
    patience.until(
        "the server to be ready",
        LONGEST_START,
        () -> drydock.isReady() ? Optional.of(true) : Optional.empty());
    narrator.tell("The server is ready");
  }

  private String importImage() {
    Path wim = options.samples().resolve("images/one-index.wim");
    String id =
        drydock
            .post("images", Map.of("name", "Sample image", "kind", "image", "path", wim.toString()))
            .path("id")
            .asText();
    JsonNode image =
        patience.until(
            "the import of " + wim,
            LONGEST_IMPORT,
            () ->
                Optional.of(drydock.get("images/" + id))
                    .filter(i -> !i.path("state").asText().equals("importing")));
    if (!image.path("state").asText().equals("ready")) {
      throw new DemoFailedException("The import of " + wim + " failed: " + image);
    }
    narrator.tell("Imported the sample image as " + id + " (" + size(path(image)) + ")");
    return id;
  }

  /** Returns the ids of the updates that were found. */
  private List<String> synchronize() {
    copyUpdatesIntoInbox();
    JsonNode report = drydock.post("updates/synchronize", Map.of());
    List<String> ids = new ArrayList<>();
    narrator.tell("Synchronised the inbox: " + report.path("added").size() + " updates");
    for (JsonNode added : report.path("added")) {
      ids.add(added.path("updateId").asText());
      narrator.add(added.path("title").asText() + "  " + added.path("file").asText());
    }
    return ids;
  }

  private void copyUpdatesIntoInbox() {
    try (Stream<Path> updates = Files.list(options.samples().resolve("updates"))) {
      for (Path update : updates.toList()) {
        Files.copy(update, options.data().resolve("inbox").resolve(update.getFileName()));
      }
    } catch (IOException e) {
      throw new DemoFailedException("The sample updates cannot be copied: " + e.getMessage(), e);
    }
  }

  /** Returns the number of the run that the schedule starts. */
  private long schedule(String image, List<String> updates) {
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
            true,
            "updateDistributionPoints",
            true,
            "removeSupersededUpdates",
            true));
    long number =
        patience.until(
            "the run to start", LONGEST_START, () -> first(drydock.get("runs?image=" + image)));
    narrator.tell(
        "Started run "
            + number
            + ": continue on error, update distribution points, remove superseded updates");
    drydock
        .get("runs/" + number)
        .path("plan")
        .path("replaced")
        .forEach(replaced -> narrator.add(replaced.path("reason").asText()));
    return number;
  }

  private static Optional<Long> first(JsonNode list) {
    JsonNode runs = list.isArray() ? list : list.path("items");
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(0).path("number").asLong());
  }

  private void tellResults(JsonNode run) {
    narrator.tell("Run " + run.path("number").asLong() + ": " + run.path("status").asText());
    for (JsonNode result : run.path("results")) {
      narrator.add(
          "index %d: %s %s  %s"
              .formatted(
                  result.path("index").asInt(),
                  result.path("kb").asText(),
                  result.path("result").asText(),
                  result.path("message").asText(""))
              .stripTrailing());
    }
    if (run.hasNonNull("failure")) {
      narrator.add(run.path("failure").path("message").asText());
    }
  }

  private void tellAddress() {
    if (options.keep()) {
      narrator.tell(
          "The server goes on at http://127.0.0.1:"
              + options.port()
              + "/ (process "
              + options.serverProcess()
              + "; user admin, password in "
              + options.data().resolve("secrets/initial-admin-password")
              + ")");
    }
  }

  private String outcome(JsonNode run, String imageId) {
    return "demo: %s run=%d image=%s distributed=%s log=%s"
        .formatted(
            run.path("status").asText(),
            run.path("number").asLong(),
            path(drydock.get("images/" + imageId)),
            run.path("distribution").path(0).path("path").asText("-"),
            run.path("log").asText());
  }

  private static Path path(JsonNode image) {
    return Path.of(image.path("currentPath").asText());
  }

  private static String size(Path file) {
    try {
      return Files.size(file) / 1024 + " KiB";
    } catch (IOException e) {
      return "size unknown";
    }
  }
}
