package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the surroundings of a run can do to it. */
@WholeServer
class TroubleIT {

  private static final long ROOM_FOR_ONE_RUN = 96 << 20;

  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;
  @Autowired TinyDrive tiny;

  @AfterEach
  void nothingIsLeft() {
    dism.openAll();
    state.nothingIsLeft();
  }

  @Test
  void nothingIsCopied_whenTheServicingDriveIsTooSmall() throws IOException {
    Path drive = tiny.attach(8 << 20);
    try {
      administrator.put("/api/v1/settings/servicing-drive", Map.of("drive", drive.toString())).ok();

      JsonNode run = administrator.awaitEnd(administrator.services(order()));

      assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
      assertThat(run.at("/failure/step").asText()).isEqualTo("Copy updates");
      assertThat(run.at("/failure/message").asText())
          .contains(drive.toString(), "has 8 MB free", "needs about", "another servicing drive");
      assertThat(drive).isEmptyDirectory();
    } finally {
      administrator.put("/api/v1/settings/servicing-drive", Map.of("drive", "automatic")).ok();
      tiny.detach();
    }
  }

  @Test
  void theDriveIsCleared_whenItFillsUpDuringTheRun() throws IOException {
    Path drive = tiny.attach(ROOM_FOR_ONE_RUN);
    try {
      assumeTrue(tiny.isReal(), "mounting is not allowed here");
      administrator.put("/api/v1/settings/servicing-drive", Map.of("drive", drive.toString())).ok();
      GatedDism.Gate gate = dism.before("*/Add-Package*");
      long number = administrator.services(order());
      gate.awaitCall();
      fill(drive.resolve("somebody-else"));
      gate.open();

      JsonNode run = administrator.awaitEnd(number);

      assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
      assertThat(run.at("/failure/step").asText()).isEqualTo("Apply update");
      assertThat(run.at("/failure/code").asText()).isEqualTo("112");
      assertThat(run.at("/failure/message").asText()).contains("the disk is full");
      assertThat(drive.resolve("ConfigMgr_OfflineImageServicing")).isEmptyDirectory();
    } finally {
      administrator.put("/api/v1/settings/servicing-drive", Map.of("drive", "automatic")).ok();
      tiny.detach();
    }
  }

  @Test
  void theRunEndsWithErrors_whenADistributionPointIsOutOfReach() throws IOException {
    Path share = Files.createTempDirectory("share");
    administrator
        .post("/api/v1/distribution-points", Map.of("name", "Branch", "path", share.toString()))
        .ok();
    Files.delete(share);
    String image = samples.importsOneIndex();
    try {
      JsonNode run =
          administrator.awaitEnd(
              administrator.services(
                  Order.of(image, samples.update(SERVICING_STACK)).distributing()));

      assertThat(run.path("status").asText()).as("%s", run).isEqualTo("SuccessfulWithErrors");
      assertThat(administrator.image(image).path("currentVersion").asInt()).isEqualTo(2);
      assertThat(result(run, "Branch").path("message").asText())
          .contains("\"Branch\"", share.toString(), "Mount the share");
      JsonNode embedded = result(run, "embedded");
      assertThat(embedded.path("successful").asBoolean()).isTrue();
      assertThat(Programs.sha256(embedded.path("path").asText()))
          .isEqualTo(Programs.sha256(administrator.wim(image, 2).file()));
    } finally {
      Files.createDirectories(share);
    }
  }

  @Test
  void theRunFailsAndNothingIsLeft_whenDismIsKilledInTheMiddleOfItsWork() {
    GatedDism.Gate gate = dism.during("*/Add-Package*");
    long number = administrator.services(order());
    gate.awaitCall();

    ProcessHandle.of(gate.process()).orElseThrow().destroyForcibly();
    JsonNode run = administrator.awaitEnd(number);

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/step").asText()).isEqualTo("Apply update");
    assertThat(run.at("/failure/updateId").asText()).isEqualTo(samples.update(SERVICING_STACK));
    assertThat(run.at("/failure/message").asText()).contains("it was killed", "What to do");
    assertThat(administrator.image(samples.unchangedImage()).path("versions")).hasSize(1);
  }

  private static void fill(Path file) {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(file).exists();
    }
  }

  private Order order() {
    return Order.of(samples.unchangedImage(), samples.update(SERVICING_STACK));
  }

  private static JsonNode result(JsonNode run, String point) {
    return StreamSupport.stream(run.path("distribution").spliterator(), false)
        .filter(result -> result.path("distributionPoint").asText().equals(point))
        .findFirst()
        .orElseThrow();
  }
}
