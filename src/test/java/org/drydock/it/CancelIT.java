package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.DELTAS;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that are cancelled, each while DISM is at another step. */
@WholeServer
class CancelIT {

  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;

  @AfterEach
  void nothingIsLeft() {
    dism.openAll();
    state.nothingIsLeft();
    assertThat(administrator.image(samples.unchangedImage()).path("versions")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "*/Mount-Image*, Mount image",
    "*/Add-Package*, Apply update",
    "*/Unmount-Image*/Commit*, Commit and unmount",
    "*/Export-Image*, Export image",
    "*/Mount-Image*/ReadOnly*, Verify image"
  })
  void nothingIsLeft_whenARunIsCancelledAfterDismDidItsWork(String call, String step) {
    Wim original = administrator.wim(samples.unchangedImage(), 1);
    String hash = Programs.sha256(original.file());
    GatedDism.Gate gate = dism.after(call);
    long run = administrator.services(order().removingSuperseded());
    gate.awaitCall();
    assertThat(administrator.run(run).path("steps").findValuesAsText("name")).endsWith(step);

    assertThat(administrator.post(cancel(run), Map.of()).ok().path("status").asText())
        .isEqualTo("Cancelling");
    administrator.post(cancel(run), Map.of()).ok();
    JsonNode ended = administrator.awaitEnd(run);
    administrator.post(cancel(run), Map.of()).ok();

    assertThat(ended.path("status").asText()).as("%s", ended).isEqualTo("Cancelled");
    assertThat(ended.has("failure")).isFalse();
    assertThat(Programs.sha256(original.file())).isEqualTo(hash);
    assertThat(
            administrator.image(samples.unchangedImage()).path("scheduledUpdatesStatus").asText())
        .isEqualTo("Cancelled");
  }

  @Test
  void aRunLeavesTheQueue_whenItIsCancelledWhileAnotherServicesItsImage() {
    GatedDism.Gate gate = dism.before("*/Mount-Image*");
    long first = administrator.services(order());
    gate.awaitCall();
    long second = administrator.services(order());
    JsonNode queued =
        administrator.awaitRun(second, run -> run.path("waitsFor").asText().contains("run "));
    assertThat(queued.path("status").asText()).isEqualTo("Queued");
    assertThat(queued.path("waitsFor").asText()).contains("run " + first, "same image");

    administrator.post(cancel(second), Map.of()).ok();
    assertThat(administrator.awaitEnd(second).path("status").asText()).isEqualTo("Cancelled");
    assertThat(administrator.run(first).path("status").asText()).isEqualTo("InProcess");

    administrator.post(cancel(first), Map.of()).ok();
    assertThat(administrator.awaitEnd(first).path("status").asText()).isEqualTo("Cancelled");
  }

  @Test
  void aFinishedRunCannotBeCancelled() {
    long run = administrator.services(Order.of(samples.unchangedImage(), samples.update(DELTAS)));
    administrator.awaitEnd(run);

    assertThat(administrator.post(cancel(run), Map.of()).refused(409))
        .contains("Run " + run, "has ended as Successful");
  }

  @Test
  void nothingIsLeft_whenTheProcessInstanceIsDeletedWithoutCallingItsListeners() {
    GatedDism.Gate gate = dism.after("*/Add-Package*");
    long run = administrator.services(order());
    gate.awaitCall();
    String instance = administrator.run(run).path("processInstanceId").asText();

    administrator
        .delete("/engine-rest/process-instance/" + instance + "?skipCustomListeners=true")
        .ok();

    assertThat(administrator.awaitEnd(run).path("status").asText()).isEqualTo("Cancelled");
  }

  private Order order() {
    return Order.of(samples.unchangedImage(), samples.update(SERVICING_STACK));
  }

  private static String cancel(long run) {
    return "/api/v1/runs/" + run + "/cancel";
  }
}
