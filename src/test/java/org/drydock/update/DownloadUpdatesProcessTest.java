package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.drydock.update.FaultyServer.status;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.drydock.ModelCoverage;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.servicing.ProcessStory;
import org.drydock.site.DataFolder;
import org.drydock.update.Download.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of files that somebody wants. */
@ProcessTest
@TestInstance(Lifecycle.PER_CLASS)
class DownloadUpdatesProcessTest {

  @TempDir Path folder;

  @Autowired ProcessStory story;
  @Autowired UpdateDownloads downloads;
  @Autowired UpdateCatalog catalog;
  @Autowired ContentLibrary library;
  @Autowired Processes processes;
  @Autowired DataFolder data;
  @Autowired ModelCoverage coverage;

  private int revision = 7000;
  private Path update;
  private FaultyServer server;

  @BeforeAll
  void countElements() {
    coverage.count(getClass());
  }

  @AfterAll
  void everyElementOfTheModelWasReached() {
    assertThat(coverage.of("download-updates")).isEqualTo(1.0);
  }

  @BeforeEach
  void makeUpdate() throws IOException {
    story.operations().forget();
    revision++;
    byte[] payload = new byte[100_000];
    new Random(revision).nextBytes(payload);
    String manifest =
        Packages.manifest(
            "Package_for_KB599" + revision + "~" + Packages.TOKEN + "~amd64~~10.0.1.1",
            "KB599" + revision,
            "Security Update");
    update =
        Packages.cabinetOf(
            folder.resolve(revision + ".cab"),
            Map.of("update.mum", manifest.getBytes(StandardCharsets.UTF_8), "payload", payload));
    server = new FaultyServer(Files.readAllBytes(update));
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void aFileThatIsWantedIsDownloaded_catalogued_andNotFetchedTwice() throws Exception {
    Download queued = wants(file(server.address()));
    assertThat(queued.state()).isEqualTo(State.QUEUED);
    assertThat(wants(file(server.address())).id()).isEqualTo(queued.id());

    story.does("Task_DownloadFiles");

    Download complete = find(queued);
    assertThat(complete.state()).isEqualTo(State.COMPLETE);
    assertThat(complete.bytes()).isEqualTo(Files.size(update));
    assertThat(complete.attempts()).isEqualTo(1);
    assertThat(library.file(complete.contentSha256())).hasSameBinaryContentAs(update);
    assertThat(catalog.all()).anyMatch(known -> ("KB599" + revision).equals(known.kb()));
    assertThat(story.endOf(queued.processInstanceId())).isEqualTo("EndEvent_DownloadsEnded");
    assertThat(wants(file(server.address())).state()).isEqualTo(State.COMPLETE);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatFailedIsTriedAgainAfterAPause_whereItStopped_andTheRestGoesOn() throws Exception {
    server.next(server.cutAfter(60_000), status(503));
    Download queued =
        downloads
            .request(
                List.of(
                    file(server.address()),
                    new PayloadFile("b.cab", 1, "b".repeat(40), null, URI.create("http://evil/b"))),
                "KB599" + revision)
            .get(0);
    story.does("Task_DownloadFiles");
    assertThat(find(queued).state()).isEqualTo(State.QUEUED);
    assertThat(find(queued).error()).isNotBlank();
    assertThat(downloads.all().get(0).state()).isEqualTo(State.FAILED);
    assertThat(downloads.all().get(0).error()).contains("evil").contains("allowed-hosts");

    story.timerFires("CatchEvent_DownloadPause");
    story.does("Task_DownloadFiles");
    assertThat(find(queued).error()).contains("503");
    story.timerFires("CatchEvent_DownloadPause");
    story.does("Task_DownloadFiles");

    assertThat(find(queued).state()).isEqualTo(State.COMPLETE);
    assertThat(find(queued).attempts()).isEqualTo(3);
    assertThat(server.requests()).hasSize(3).last().asString().startsWith("bytes=");
  }

  @Test
  void whatNeverArrivesFails_andIsOnTheCarryList_untilItIsDroppedIntoTheInbox() throws Exception {
    server.next(status(404), status(404), status(404));
    Download queued = wants(file(server.address()));
    for (int pass = 0; pass < 2; pass++) {
      story.does("Task_DownloadFiles");
      story.timerFires("CatchEvent_DownloadPause");
    }
    story.does("Task_DownloadFiles");
    assertThat(find(queued).state()).isEqualTo(State.FAILED);
    assertThat(find(queued).error()).contains("status 404");
    assertThat(story.endOf(queued.processInstanceId())).isEqualTo("EndEvent_DownloadsEnded");
    assertThat(downloads.toCarryIn())
        .filteredOn(file -> queued.sha1().equals(file.sha1()))
        .singleElement()
        .satisfies(file -> assertThat(file.url()).isEqualTo(server.address().toString()));

    Files.copy(update, data.inbox().resolve("carried in " + revision + ".bin"));
    catalog.synchronize();

    assertThat(find(queued).state()).isEqualTo(State.COMPLETE);
    assertThat(downloads.toCarryIn()).noneMatch(file -> queued.sha1().equals(file.sha1()));
  }

  @Test
  void whatWasDamagedAndPutAsideIsFetchedAgain() throws Exception {
    Download queued = wants(file(server.address()));
    story.does("Task_DownloadFiles");
    String sha256 = find(queued).contentSha256();
    library.file(sha256).toFile().setWritable(true);
    Files.write(library.file(sha256), new byte[] {1, 2, 3});
    assertThat(library.recheck(sha256, "update.cab"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .hasMessageContaining("update.cab")
                    .hasMessageContaining("moved to " + data.content().resolve("quarantine"))
                    .hasMessageContaining("Drop it into the inbox again"));
    assertThat(downloads.toCarryIn()).anyMatch(file -> queued.sha1().equals(file.sha1()));

    wants(file(server.address()));
    story.does("Task_DownloadFiles");

    assertThat(find(queued).state()).isEqualTo(State.COMPLETE);
    assertThat(library.file(sha256)).hasSameBinaryContentAs(update);
    assertThat(data.content().resolve("quarantine").resolve(sha256)).doesNotExist();
    assertThat(library.recorded(sha256).orElseThrow().state())
        .isEqualTo(ContentFile.State.AVAILABLE);
  }

  @Test
  void filesAreGivenUp_whenTheStepFails() throws Exception {
    Download queued = wants(file(server.address()));
    story.breaks("Task_DownloadFiles", "The database is away.");
    assertThat(find(queued).state()).isEqualTo(State.FAILED);
    assertThat(find(queued).error()).isEqualTo("The database is away.");
    assertThat(story.endOf(queued.processInstanceId())).isEqualTo("EndEvent_FilesGivenUp");
  }

  @Test
  void filesAreGivenUp_whenTheirInstanceIsDeleted_andMayBeWantedAgain() throws Exception {
    Download queued = wants(file(server.address()));
    processes.delete(queued.processInstanceId(), "test");
    story.operations().endCancelled();
    assertThat(find(queued).state()).isEqualTo(State.FAILED);
    assertThat(find(queued).error()).contains("was deleted");

    wants(file(server.address()));
    story.does("Task_DownloadFiles");
    assertThat(find(queued).state()).isEqualTo(State.COMPLETE);
  }

  @Test
  void whatCannotBeAFileIsRefused_beforeAnythingBegins() throws Exception {
    PayloadFile good = file(server.address());
    int before = downloads.all().size();
    for (PayloadFile bad :
        List.of(
            new PayloadFile("../a.cab", good.size(), good.sha1(), null, null),
            new PayloadFile("a.cab", 0, good.sha1(), null, null),
            new PayloadFile("a.cab", 1, "abc", null, null),
            new PayloadFile("a.cab", 1, good.sha1(), "abc", null))) {
      assertThatThrownBy(() -> downloads.request(List.of(good, bad), null))
          .isInstanceOf(InvalidPayloadFileException.class);
    }
    assertThatThrownBy(() -> downloads.request(List.of(), null))
        .isInstanceOf(InvalidPayloadFileException.class);
    assertThat(downloads.all()).hasSize(before);
  }

  private Download wants(PayloadFile file) {
    return downloads.request(List.of(file), "KB599" + revision).get(0);
  }

  private Download find(Download download) {
    return downloads.all().stream()
        .filter(other -> other.id().equals(download.id()))
        .findFirst()
        .orElseThrow();
  }

  private PayloadFile file(URI address) throws IOException {
    return new PayloadFile(
        revision + ".cab",
        Files.size(update),
        Digests.of(update, () -> false).sha1().toUpperCase(),
        null,
        address);
  }
}
