package org.drydock.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Follows one run to its end and prints each step once it has ended. */
final class RunFollower {

  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);
  private static final Set<String> FINAL =
      Set.of("Successful", "SuccessfulWithErrors", "Failed", "Cancelled");

  private final DrydockClient drydock;
  private final Patience patience;
  private final Narrator narrator;
  private final Set<String> told = new HashSet<>();

  RunFollower(DrydockClient drydock, Patience patience, Narrator narrator) {
    this.drydock = drydock;
    this.patience = patience;
    this.narrator = narrator;
  }

  /** Returns the run as it was at its end. */
  JsonNode follow(long number) {
    return patience.until(
        "the end of run " + number,
        LONGEST_RUN,
        () -> {
          JsonNode run = drydock.get("runs/" + number);
          run.path("steps").forEach(this::tell);
          return Optional.of(run).filter(r -> FINAL.contains(r.path("status").asText()));
        });
  }

  private void tell(JsonNode step) {
    String started = step.path("startedAt").asText("");
    String ended = step.path("endedAt").asText("");
    String name = step.path("name").asText();
    if (!started.isEmpty() && !ended.isEmpty() && told.add(name + started)) {
      narrator.step(name, Duration.between(Instant.parse(started), Instant.parse(ended)));
      if (step.hasNonNull("message")) {
        narrator.add(step.path("message").asText());
      }
    }
  }
}
