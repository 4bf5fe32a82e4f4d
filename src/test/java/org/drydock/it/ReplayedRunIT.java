package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.drydock.dism.ReplayDism;
import org.drydock.site.DrydockProperties;
import org.drydock.update.Packages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Whole runs against a DISM that plays transcripts, and fails where the test wants it to. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ReplayedSite.class)
@Import(Administrator.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReplayedRunIT {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String FOUNDATION = Packages.FOUNDATION + TOKEN + "10.0.26100.1";
  private static final String STACK = "Package_for_ServicingStack_5" + TOKEN + "26100.5.1.1";
  private static final String FIX = "Package_for_KB5990802" + TOKEN + "26100.5.1.1";
  private static final int DEAD_BYTES = 300_000;

  @Autowired Administrator administrator;
  @Autowired DrydockProperties properties;

  private ReplayDism dism;
  private String image;
  private String newerImage;
  private List<String> updates;

  @BeforeAll
  void anImageAndItsUpdates() throws IOException {
    Path wim = wimWithUnusedBytes();
    play();
    dism.on("*/Get-Packages*").prints(listing(FOUNDATION));
    image = administrator.imports(wim, "image");
    play();
    dism.on("*/Get-ImageInfo*/Index:*")
        .prints("Index : 1\nName : Next\nArchitecture : x64\nVersion : 10.0.28000\n\n");
    newerImage = administrator.imports(wim, "image");
    Path inbox = properties.data().resolve("inbox");
    cabinet(inbox.resolve("KB5990801.cab"), "KB5990801", STACK, "");
    cabinet(inbox.resolve("KB5990802.cab"), "KB5990802", FIX, Packages.stackFloor("10.0.26100.5"));
    updates =
        administrator
            .post("/api/v1/updates/synchronize", Map.of())
            .ok()
            .path("added")
            .findValuesAsText("updateId");
  }

  @BeforeEach
  void everythingSucceeds() {
    play();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(properties.data().resolve("replay/mounted")).doesNotExist();
    try (Stream<Path> staging =
        Files.list(properties.data().resolve("ConfigMgr_OfflineImageServicing"))) {
      assertThat(staging).isEmpty();
    }
  }

  @Test
  void aRunInWhichEverythingSucceeds() {
    JsonNode run = services(order().removingSuperseded());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(dism.calls())
        .filteredOn(call -> call.matches(".*/(Add-Package|Cleanup-Image|Commit|Export-Image)\\b.*"))
        .hasSize(5)
        .allMatch(call -> call.contains("/English ") && call.contains("/LogPath:"));
  }

  @ParameterizedTest
  @CsvSource({
    "*/Mount-Image*, 0xc1510111, Mount image",
    "*/Add-Package*, 0x800f0922, Apply update",
    "*/Cleanup-Image*, 0x800f0806, Clean up image",
    "*/Unmount-Image*/Commit*, 0xc142011d, Commit and unmount",
    "*/Export-Image*, 112, Export image",
    "*/Get-ImageInfo*, 13, Verify image",
    "*/Mount-Image*/ReadOnly*, 0xc1510112, Verify image",
    "*/Get-Packages*, 1392, Verify image",
  })
  void aRunFailsAndLeavesNothing_whicheverCommandFails(String command, String code, String step) {
    dism.on(command).fails(Long.decode(code).intValue(), "DISM says why.");

    JsonNode run = services(order().removingSuperseded());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/step").asText()).isEqualTo(step);
    assertThat(run.at("/failure/code").asText()).isEqualTo(code);
    assertThat(run.at("/failure/dism/sentence").asText()).isEqualTo("DISM says why.");
    assertThat(run.at("/failure/dism/log").asText()).endsWith(".log");
    assertThat(run.at("/failure/message").asText())
        .contains("DISM failed with " + code, "DISM says why.", "What to do", "Log: ");
    assertThat(administrator.log(run.path("number").asLong())).contains(code, "DISM says why.");
  }

  @ParameterizedTest
  @CsvSource({
    "*/Mount-Image*, Mount image",
    "*/Add-Package*, Apply update",
    "*/Unmount-Image*/Commit*, Commit and unmount",
    "*/Export-Image*, Export image",
  })
  void aRunFailsAndLeavesNothing_whicheverCommandIsKilled(String command, String step) {
    dism.on(command).isKilled("Processing\n[=====     20.0%      ]\n");

    JsonNode run = services(order());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/step").asText()).isEqualTo(step);
    assertThat(run.at("/failure/message").asText()).contains("it was killed");
  }

  @Test
  void aRunSucceeds_whenWhatMayPassHasPassed() {
    dism.on("*/Mount-Image*").times(2).fails(0xc1420127, "It is already mounted.");
    dism.on("*/Add-Package*").times(2).fails(0xc15101fd, "It is being serviced.");
    dism.on("*/Cleanup-Image*").times(1).fails(1726, "The remote procedure call failed.");
    dism.on("*/Unmount-Image*/Commit*").times(2).fails(0xc1420117, "Files are open.");
    dism.on("*/Unmount-Image*/Discard*").times(1).fails(0xc1420117, "Files are open.");

    JsonNode run = services(order().removingSuperseded());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(dism.calls()).filteredOn(call -> call.contains("/Commit")).hasSize(3);
    assertThat(dism.calls()).filteredOn(call -> call.contains("/Cleanup-Image")).hasSize(2);
  }

  @Test
  void theMountIsDiscarded_whenFilesStayOpen() {
    dism.on("*/Unmount-Image*").times(4).fails(0xc1420117, "Files are open.");

    JsonNode run = services(order());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/code").asText()).isEqualTo("0xc1420117");
    assertThat(administrator.log(run.path("number").asLong()))
        .contains("Commit and unmount, attempt 1 of 3", "attempt 2 of 3", "Commit Changes = 0");
  }

  @Test
  void whatNeedsAFailedServicingStackIsNotAttempted() {
    dism.on("*/Add-Package*KB5990801*").fails(0x800f0922, "An installer failed.");

    JsonNode run = services(order().continuingOnError());

    assertThat(run.at("/results/0/dism/symbol").asText()).isEqualTo("CBS_E_INSTALLERS_FAILED");
    assertThat(run.at("/results/0/dism/remedy").asText()).contains("DISM's log");
    assertThat(run.at("/results/0/dism/sentence").asText()).isEqualTo("An installer failed.");
    assertThat(run.at("/results/0/dism/log").asText()).endsWith(".log");
    assertThat(StreamSupport.stream(run.path("results").spliterator(), false))
        .extracting(result -> result.path("result").asText())
        .containsExactly("failed", "not-attempted");
    assertThat(dism.calls()).noneMatch(call -> call.contains("KB5990802"));
  }

  @Test
  void oneUpdateWantsARestart_andTheOtherIsNotApplicable() {
    dism.on("*/Add-Package*KB5990801*").plays("\nThe operation completed successfully.\n", "3010");
    dism.on("*/Add-Package*KB5990802*").fails(0x800f081e, "It is not applicable.");

    JsonNode run = services(order());

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(StreamSupport.stream(run.path("results").spliterator(), false))
        .extracting(result -> result.path("result").asText())
        .containsExactly("applied", "not-applicable");
  }

  @Test
  void anImageNewerThanDismIsRefused() {
    JsonNode run = services(Order.of(newerImage, updates));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/step").asText()).isEqualTo("Copy updates");
    assertThat(run.at("/failure/message").asText())
        .contains("Windows 10.0.28000", "10.0.26100.1 and too old", "drydock.dism.command");
    assertThat(dism.calls()).noneMatch(call -> call.contains("/Mount-Image"));
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void anImageThatHasGrownIsCompacted_unlessToldOtherwise(boolean wanted, int exports) {
    JsonNode run = services(wanted ? order() : order().with("compactImage", false));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(run.at("/plan/compactImage").asBoolean()).isEqualTo(wanted);
    assertThat(dism.calls()).filteredOn(call -> call.contains("/Export-Image")).hasSize(exports);
  }

  private Order order() {
    return Order.of(image, updates).with("base", "original");
  }

  private JsonNode services(Order order) {
    return administrator.awaitEnd(administrator.services(order));
  }

  /** From here on DISM does all it is asked, but for what is added. */
  private void play() {
    dism = ReplayDism.successful(ReplayedSite.transcripts(properties.data()));
    dism.last("*/Get-Packages*").prints(listing(FOUNDATION) + listing(STACK) + listing(FIX));
  }

  private static Path wimWithUnusedBytes() throws IOException {
    Path folder = Files.createTempDirectory("replayed");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    byte[] noise = new byte[DEAD_BYTES];
    new Random(1).nextBytes(noise);
    Files.write(tree.resolve("noise"), noise);
    Files.writeString(tree.resolve("file.txt"), "content");
    String wim = folder.resolve("install.wim").toString();
    Programs.output("wimlib-imagex", "capture", tree.toString(), wim, "Sample");
    Programs.output("wimlib-imagex", "update", wim, "1", "--command=delete /noise");
    return Path.of(wim);
  }

  private static void cabinet(Path file, String kb, String identity, String inside) {
    Packages.cabinet(
        file,
        Packages.manifestWith(
            identity,
            "identifier=\"" + kb + "\" releaseType=\"Update\"",
            Packages.parent(FOUNDATION) + inside));
  }

  private static String listing(String identity) {
    return "Package Identity : "
        + identity
        + "\nState : Installed\nRelease Type : Update\nInstall Time : 09/06/2024 04:26\n\n";
  }
}
