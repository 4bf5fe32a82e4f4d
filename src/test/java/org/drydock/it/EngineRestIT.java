package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.FOR_ARM64;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that other programs start and cancel through the engine's own interface. */
@WholeServer
class EngineRestIT {

  private static final String START = "/engine-rest/process-definition/key/service-image/start";

  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;

  @AfterEach
  void nothingIsLeft() {
    dism.openAll();
    state.nothingIsLeft();
  }

  @Test
  void aRunStartedThroughTheEngineIsLikeAnyOther() {
    String image = samples.importsOneIndex();
    String instance =
        start(
            "the caller's own key",
            Map.of(
                "imageId",
                image,
                "updateIds",
                samples.update(SERVICING_STACK) + ", " + samples.update(FOR_ARM64),
                "updateDistributionPoints",
                true));
    JsonNode run = administrator.awaitEnd(runOf(instance));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(run.path("image").asText()).isEqualTo(image);
    assertThat(run.path("newVersion").asInt()).isEqualTo(2);
    assertThat(run.path("cause").asText()).contains("admin", "process engine");
    assertThat(run.at("/distribution/0/successful").asBoolean()).isTrue();
    assertThat(
            administrator
                .get("/engine-rest/history/process-instance/" + instance)
                .ok()
                .path("businessKey")
                .asText())
        .isEqualTo(run.path("number").asText());
    administrator.wim(image, 2).isSound();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imageId   |          | String  | The variable imageId is missing",
        "imageId   | DRY99999 | String  | no image \"DRY99999\"",
        "updateIds | none     | String  | no update none",
        "base      | latest   | String  | \"latest\" is not a base",
        "continueOnError | yes | String | The variable continueOnError must be of type Boolean"
      })
  void aWrongRequestIsRejectedInWords(String variable, String value, String type, String reason) {
    int runs = administrator.get("/api/v1/runs").ok().size();
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("imageId", samples.unchangedImage());
    variables.put("updateIds", samples.update(SERVICING_STACK));
    variables.put(variable, value == null ? "" : value);

    String instance = start(null, variables);

    assertThat(
            administrator
                .get(
                    "/engine-rest/history/variable-instance?variableName=rejection"
                        + "&processInstanceId="
                        + instance)
                .ok()
                .at("/0/value")
                .asText())
        .contains(reason);
    assertThat(
            administrator
                .get(
                    "/engine-rest/history/activity-instance?finished=true&processInstanceId="
                        + instance)
                .ok()
                .findValuesAsText("activityName"))
        .contains("Request rejected");
    assertThat(administrator.get("/api/v1/runs").ok()).hasSize(runs);
  }

  @Test
  void theCancelMessageCancelsTheRunWithThatNumber() {
    GatedDism.Gate gate = dism.before("*/Add-Package*");
    long run =
        runOf(
            start(
                null,
                Map.of(
                    "imageId", samples.unchangedImage(),
                    "updateIds", samples.update(SERVICING_STACK))));
    gate.awaitCall();

    administrator
        .post(
            "/engine-rest/message",
            Map.of("messageName", "CancelServicing", "businessKey", Long.toString(run)))
        .ok();

    assertThat(administrator.awaitEnd(run).path("status").asText()).isEqualTo("Cancelled");
  }

  /** The id of the new process instance. */
  private String start(String businessKey, Map<String, Object> variables) {
    Map<String, Object> typed = new LinkedHashMap<>();
    variables.forEach(
        (name, value) ->
            typed.put(name, Map.of("value", value, "type", value.getClass().getSimpleName())));
    Map<String, Object> body = new LinkedHashMap<>(Map.of("variables", typed));
    body.put("businessKey", businessKey);
    return administrator.post(START, body).ok().path("id").asText();
  }

  private long runOf(String instance) {
    JsonNode runs = administrator.get("/api/v1/runs").ok();
    return StreamSupport.stream(runs.spliterator(), false)
        .filter(run -> run.path("processInstanceId").asText().equals(instance))
        .map(run -> run.path("number").asLong())
        .findFirst()
        .orElseThrow();
  }
}
