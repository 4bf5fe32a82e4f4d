package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.drydock.it.SampleUpdate.DELTAS;
import static org.drydock.it.SampleUpdate.DOT_NET;
import static org.drydock.it.SampleUpdate.FOR_ARM64;
import static org.drydock.it.SampleUpdate.INSTALLED;
import static org.drydock.it.SampleUpdate.NEWER_ROLLUP;
import static org.drydock.it.SampleUpdate.OLDER_ROLLUP;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;
import static org.drydock.it.SampleUpdate.WITHOUT_PARENT;
import static org.drydock.it.SampleUpdate.WITH_SERVICE;
import static org.drydock.it.SampleUpdate.WRONG_PAYLOAD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole runs on real images, from the import to the distributed file. */
@WholeServer
class ServicingIT {

  private static final String SERVICING_LOG_LINE =
      ".+  \\$\\$<SMS_OFFLINE_SERVICING_MANAGER>"
          + "<\\d\\d-\\d\\d-\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{3}>"
          + "<thread=\\d+ \\(0x[0-9A-F]+\\)>";

  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;

  @AfterEach
  void nothingIsLeft() {
    state.nothingIsLeft();
  }

  @Test
  void anImageIsServicedVerifiedPublishedAndDistributed_withEveryOptionOn() throws IOException {
    String image = samples.importsOneIndex();
    Wim original = administrator.wim(image, 1);
    String originalHash = Programs.sha256(original.file());

    long number =
        administrator.services(
            Order.of(image, samples.updates(NEWER_ROLLUP, DOT_NET, OLDER_ROLLUP, SERVICING_STACK))
                .continuingOnError()
                .distributing()
                .removingSuperseded());
    JsonNode run = administrator.awaitEnd(number);

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(results(run))
        .isEqualTo(
            Map.of(
                "1 " + SERVICING_STACK,
                "applied",
                "1 " + NEWER_ROLLUP,
                "applied",
                "1 " + DOT_NET,
                "applied"));
    assertThat(run.at("/plan/replaced/0/reason").asText())
        .contains(OLDER_ROLLUP, "superseded by", NEWER_ROLLUP);

    Wim serviced = administrator.wim(image, 2).isSound();
    assertThat(serviced.revisionInXml(1)).isEqualTo(2314);
    assertThat(serviced.revisionInRegistry(1)).isEqualTo(2314);
    assertThat(serviced.paths(1, "/Windows/servicing/Packages"))
        .anyMatch(path -> path.contains("Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2314"))
        .anyMatch(path -> path.contains("Package_for_DotNetRollup_481"))
        .anyMatch(path -> path.contains("Package_for_ServicingStack_2310"));
    assertThat(serviced.paths(1, "/Windows/WinSxS"))
        .anyMatch(path -> path.contains("os-kernel") && path.contains("10.0.26100.2314"))
        .noneMatch(path -> path.contains("os-kernel") && path.contains("10.0.26100.1742"));
    String untouched = "/Windows/System32/audioapi.dll";
    assertThat(serviced.details(1, untouched)).isEqualTo(original.details(1, untouched));

    String distributed = run.at("/distribution/0/path").asText();
    assertThat(Programs.sha256(distributed))
        .isEqualTo(Programs.sha256(serviced.file()))
        .isEqualTo(administrator.image(image).at("/versions/1/sha256").asText());
    assertThat(Programs.sha256(original.file())).isEqualTo(originalHash);
    JsonNode details = administrator.image(image);
    assertThat(details.path("currentVersion").asInt()).isEqualTo(2);
    assertThat(details.path("scheduledUpdatesStatus").asText()).isEqualTo("Successful");
    assertThat(details.path("scheduledUpdatesDate").asText())
        .isEqualTo(run.path("startedAt").asText());
    theLogsTellTheStory(number, run);
  }

  @Test
  void everyIndexIsServiced_andWhatDoesNotBelongIntoItIsLeftOutWithAReason() {
    String image = samples.importsThreeIndexes();
    Order order =
        Order.of(
            image,
            samples.updates(
                SERVICING_STACK, FOR_ARM64, WITHOUT_PARENT, INSTALLED, DELTAS, WITH_SERVICE));
    assertThat(
            administrator.post("/api/v1/schedules", order.removingSuperseded().body()).refused(409))
        .contains(image, "3 indexes");

    JsonNode run = administrator.awaitEnd(administrator.services(order));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    Wim serviced = administrator.wim(image, 2).isSound();
    for (int index = 1; index <= 3; index++) {
      String at = index + " ";
      assertThat(results(run))
          .containsEntry(at + SERVICING_STACK, "applied")
          .containsEntry(at + FOR_ARM64, "not-applicable")
          .containsEntry(at + WITHOUT_PARENT, "not-applicable")
          .containsEntry(at + INSTALLED, "installed")
          .containsEntry(at + DELTAS, "not-supported")
          .containsEntry(at + WITH_SERVICE, "not-supported");
      assertThat(reason(run, index, FOR_ARM64)).contains("arm64", "x64");
      assertThat(reason(run, index, WITHOUT_PARENT)).contains("Microsoft-Windows-Lxss-Package");
      assertThat(reason(run, index, INSTALLED)).contains("in the image already");
      assertThat(reason(run, index, DELTAS)).contains("PSFX");
      assertThat(reason(run, index, WITH_SERVICE)).containsIgnoringCase("service");
      assertThat(serviced.paths(index, "/Windows/servicing/Packages"))
          .anyMatch(path -> path.contains("Package_for_ServicingStack_2310"))
          .noneMatch(path -> path.contains("KB5990110") || path.contains("KB5990109"));
    }
  }

  @Test
  void noVersionIsPublished_whenNothingApplies() {
    String image = samples.unchangedImage();

    JsonNode run =
        administrator.awaitEnd(
            administrator.services(Order.of(image, samples.updates(FOR_ARM64, INSTALLED))));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    assertThat(run.has("newVersion")).isFalse();
    assertThat(results(run))
        .isEqualTo(Map.of("1 " + FOR_ARM64, "not-applicable", "1 " + INSTALLED, "installed"));
    assertThat(administrator.image(image).path("versions")).hasSize(1);
  }

  @Test
  void anUpgradePackageIsServicedAndDistributedWithAllItsFiles() {
    String image = samples.importsUpgradePackage();

    JsonNode run =
        administrator.awaitEnd(
            administrator.services(
                Order.of(image, samples.updates(SERVICING_STACK)).distributing()));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Successful");
    Wim serviced = administrator.wim(image, 2).isSound();
    assertThat(serviced.file()).endsWith(Path.of("sources/install.wim"));
    Path distributed = Path.of(run.at("/distribution/0/path").asText());
    assertThat(Programs.sha256(distributed)).isEqualTo(Programs.sha256(serviced.file()));
    for (String other : List.of("../setup.exe", "lang.ini")) {
      assertThat(distributed.resolveSibling(other))
          .hasSameBinaryContentAs(serviced.file().resolveSibling(other));
    }
  }

  @Test
  void theGoodUpdatesAreIn_whenOneFailsAndErrorsAreContinued() {
    String image = samples.importsOneIndex();

    JsonNode run =
        administrator.awaitEnd(
            administrator.services(
                Order.of(image, samples.updates(WRONG_PAYLOAD, SERVICING_STACK, DOT_NET))
                    .continuingOnError()));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("SuccessfulWithErrors");
    assertThat(results(run))
        .isEqualTo(
            Map.of(
                "1 " + SERVICING_STACK, "applied",
                "1 " + WRONG_PAYLOAD, "failed",
                "1 " + DOT_NET, "applied"));
    assertThat(administrator.wim(image, 2).isSound().paths(1, "/Windows/servicing/Packages"))
        .anyMatch(path -> path.contains("Package_for_ServicingStack_2310"))
        .anyMatch(path -> path.contains("Package_for_DotNetRollup_481"))
        .noneMatch(path -> path.contains(WRONG_PAYLOAD));
    JsonNode status = administrator.get("/api/v1/images/" + image + "/update-status").ok();
    assertThat(status.findValuesAsText("kb")).contains(WRONG_PAYLOAD, SERVICING_STACK, DOT_NET);
  }

  @Test
  void theImageStaysAsItIs_whenAnUpdateFailsAndErrorsStopTheRun() {
    String image = samples.unchangedImage();
    String hash = Programs.sha256(administrator.wim(image, 1).file());

    JsonNode run =
        administrator.awaitEnd(
            administrator.services(
                Order.of(image, samples.updates(SERVICING_STACK, WRONG_PAYLOAD))));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    JsonNode failure = run.path("failure");
    assertThat(failure.path("step").asText()).isEqualTo("Apply update");
    assertThat(failure.path("index").asInt()).isEqualTo(1);
    assertThat(failure.path("updateId").asText()).isEqualTo(samples.update(WRONG_PAYLOAD));
    assertThat(failure.path("code").asText()).isEqualTo("14028");
    assertThat(failure.path("message").asText()).contains(WRONG_PAYLOAD, "14028", "What to do: ");
    assertThat(administrator.image(image).path("versions")).hasSize(1);
    assertThat(Programs.sha256(administrator.wim(image, 1).file())).isEqualTo(hash);
  }

  @Test
  void nothingIsCommitted_whenTheCleanUpFails() throws IOException {
    Path wim = Files.createTempFile("pending", ".wim");
    Files.copy(
        SampleSite.folder().resolve("images/one-index.wim"),
        wim,
        StandardCopyOption.REPLACE_EXISTING);
    Path pending = Files.writeString(Files.createTempFile("pending", ".xml"), "<pending/>");
    Programs.output(
        "wimlib-imagex",
        "update",
        wim.toString(),
        "1",
        "--command=add '" + pending + "' /Windows/WinSxS/pending.xml");
    String image = administrator.imports(wim, "image");
    Files.delete(pending);
    Files.delete(wim);

    JsonNode run =
        administrator.awaitEnd(
            administrator.services(
                Order.of(image, samples.updates(SERVICING_STACK))
                    .continuingOnError()
                    .removingSuperseded()));

    assertThat(run.path("status").asText()).as("%s", run).isEqualTo("Failed");
    assertThat(run.at("/failure/step").asText()).isEqualTo("Clean up image");
    assertThat(run.at("/failure/code").asText()).isEqualTo("0x800f0806");
    assertThat(run.at("/failure/message").asText()).contains("pending operations");
    assertThat(administrator.image(image).path("versions")).hasSize(1);
  }

  private void theLogsTellTheStory(long number, JsonNode run) throws IOException {
    Path logs = state.data().resolve("logs");
    String servicing = Files.readString(logs.resolve("OfflineServicingMgr.log"));
    assertThat(servicing.split("\r\n")).allMatch(line -> line.matches(SERVICING_LOG_LINE), "form");
    assertThat(servicing)
        .contains("Processing started for Schedule with ID " + run.path("schedule").asLong())
        .contains("STATMSG: ID=7900 SEV=I")
        .contains("Image info: Package id " + run.path("image").asText())
        .contains("Applicability State = APPLICABLE, Update Binary = ")
        .contains("UnMounting Image (Commit Changes = 1)...")
        .contains("UnMountImage returned code 0x0")
        .contains("Completed processing image package " + run.path("image").asText());
    assertThat(logs.resolve("DISM.log")).content().contains("/Add-Package", "/Export-Image");
    Path log = Path.of(run.path("log").asText());
    assertThat(log).isEqualTo(logs.resolve("runs").resolve(number + ".log"));
    // The file is a copy, which may come a moment after the run's last status.
    await()
        .untilAsserted(
            () ->
                assertThat(log)
                    .content()
                    .containsSubsequence(
                        "Planned: ",
                        "superseded by",
                        "Copying ",
                        "Mounting image",
                        "Processing 1 of 1",
                        "The image was exported to a new file.",
                        "The image holds every update that was applied.",
                        "Distributed to ",
                        "Run " + number + " ended: Successful"));
  }

  private static String reason(JsonNode run, int index, String kb) {
    return StreamSupport.stream(run.path("results").spliterator(), false)
        .filter(result -> result.path("index").asInt() == index)
        .filter(result -> result.path("kb").asText().equals(kb))
        .map(result -> result.path("message").asText())
        .findFirst()
        .orElseThrow();
  }

  /** What became of each update, by index and KB. */
  private static Map<String, String> results(JsonNode run) {
    Map<String, String> results = new TreeMap<>();
    StreamSupport.stream(run.path("results").spliterator(), false)
        .forEach(
            result ->
                results.put(
                    result.path("index").asInt() + " " + result.path("kb").asText(),
                    result.path("result").asText()));
    return results;
  }
}
