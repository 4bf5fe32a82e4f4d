package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.site.Conflict;
import org.drydock.site.ContentProperties;
import org.drydock.site.DataFolder;
import org.drydock.site.Removals;
import org.drydock.update.ContentKeeper;
import org.drydock.update.ContentLibrary;
import org.drydock.update.ScrubContent;
import org.drydock.update.ScrubReport;
import org.drydock.update.StoredFile;
import org.drydock.update.UnneededFiles;
import org.drydock.update.UpdateCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** Damage, loss and needlessness in the content library. */
@ProcessTest
class ContentLibraryProcessTest {

  @Autowired ProcessStory story;
  @Autowired UpdateCatalog catalog;
  @Autowired ContentLibrary library;
  @Autowired ContentKeeper keeper;
  @Autowired ScrubContent scrub;
  @Autowired Runs runs;
  @Autowired Processes processes;
  @Autowired DataFolder data;

  @BeforeEach
  void leaveAsideWhatOthersLeft() {
    story.operations().forget();
  }

  @AfterEach
  void nothingIsLeftRunning() throws IOException {
    runs.active().forEach(run -> processes.delete(run.processInstanceId(), "end of test"));
    story.operations().endCancelled();
    story.operations().performDetached();
    Files.deleteIfExists(data.content().resolve("stray.txt"));
  }

  @Test
  void aScrubFindsWhatIsDamagedMissingOrForeign_andADroppedFileHeals() throws IOException {
    StoredFile damaged = stored(story.rollup("KB5990801", 801));
    StoredFile missing = stored(story.rollup("KB5990802", 802));
    StoredFile sound = stored(story.rollup("KB5990803", 803));
    damage(damaged);
    Files.delete(library.file(missing.sha256()));
    Files.writeString(data.content().resolve("stray.txt"), "somebody's");

    ScrubReport begun = scrub.begin();
    assertThat(begun.state()).isEqualTo("running");
    assertThatThrownBy(scrub::begin)
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("scrub " + begun.id());
    story.operations().performDetached();

    ScrubReport report = scrub.latest();
    assertThat(report.id()).isEqualTo(begun.id());
    assertThat(report.state()).isEqualTo("complete");
    assertThat(report.filesChecked()).isEqualTo(report.files()).isGreaterThanOrEqualTo(3);
    assertThat(report.bytesChecked()).isEqualTo(report.bytes());
    assertThat(report.findings())
        .anyMatch(line -> line.startsWith("KB5990801.cab: Its SHA-256 was"))
        .anyMatch(line -> line.startsWith("KB5990802.cab: It was found missing"))
        .anyMatch(line -> line.startsWith("stray.txt"))
        .noneMatch(line -> line.contains("KB5990803"));
    Path aside = data.content().resolve("quarantine").resolve(damaged.sha256());
    assertThat(aside).hasContent("damaged");
    assertThat(now(damaged).state()).isEqualTo("quarantined");
    assertThat(now(damaged).note()).contains(aside.toString());
    assertThat(now(missing).state()).isEqualTo("missing");
    assertThat(now(sound).checked()).isNotNull();

    catalog.synchronize(); // the inbox still has them

    assertThat(now(damaged).state()).isEqualTo("available");
    assertThat(now(damaged).note()).isNull();
    assertThat(now(missing).state()).isEqualTo("available");
    assertThat(library.file(damaged.sha256())).exists();
    assertThat(aside).doesNotExist();
  }

  @Test
  void aRunFailsWithTheFileAndTheRemedy_whenItIsMissingOrDamaged() throws IOException {
    String image = story.image(1);
    String update = story.rollup("KB5990804", 804);
    StoredFile file = stored(update);
    damage(file);

    assertThat(failureOf(image, update))
        .contains("KB5990804.cab (KB5990804) in the content library is damaged")
        .contains("moved to " + data.content().resolve("quarantine"))
        .contains("Drop it into the inbox again and synchronise, or download it again");
    assertThat(failureOf(image, update))
        .contains("KB5990804.cab (KB5990804) is not in the content library")
        .contains("quarantine")
        .contains("Drop it into the inbox again");
  }

  @Test
  void whatNothingNeedsIsListedThenRemoved_andStaysAwayUntilItIsDroppedAgain() throws IOException {
    story.image(1);
    StoredFile needed = stored(update("KB5990805", "amd64"));
    StoredFile unneeded = stored(forAnotherArchitecture("KB5990806"));
    assertThat(needed.references())
        .anyMatch(reference -> reference.startsWith("update KB5990805"))
        .anyMatch(reference -> reference.matches("image DRY\\d+, to which it can be applied"));

    UnneededFiles listed = keeper.removeUnneeded(true);

    assertThat(listed.files()).extracting(StoredFile::sha256).contains(unneeded.sha256());
    assertThat(listed.files()).extracting(StoredFile::sha256).doesNotContain(needed.sha256());
    assertThat(listed.bytes()).isEqualTo(listed.files().stream().mapToLong(StoredFile::size).sum());
    assertThat(library.contains(unneeded.sha256())).isTrue();

    UnneededFiles removed = keeper.removeUnneeded(false);

    assertThat(removed.bytes()).isEqualTo(listed.bytes());
    assertThat(removed.failures()).isEmpty();
    assertThat(library.contains(unneeded.sha256())).isFalse();
    assertThat(library.contains(needed.sha256())).isTrue();
    assertThat(now(unneeded).state()).isEqualTo("removed");

    catalog.synchronize(); // it was left in the inbox
    assertThat(library.contains(unneeded.sha256())).isFalse();

    Files.setLastModifiedTime(
        data.inbox().resolve("KB5990806.cab"), FileTime.from(Instant.now().plusSeconds(5)));
    catalog.synchronize(); // it was dropped again
    assertThat(library.contains(unneeded.sha256())).isTrue();
  }

  @Test
  void whatAnActiveRunNeedsIsNotRemoved() throws IOException {
    String image = story.image(1);
    String update = forAnotherArchitecture("KB5990807");
    assertThat(stored(update).needed()).isFalse();

    Run run = story.run(story.start(image, List.of(update), Map.of()));

    assertThat(stored(update).needed()).isTrue();
    assertThat(stored(update).references())
        .contains("run " + run.runNumber() + ", which has not ended");
    processes.delete(run.processInstanceId(), "test");
    story.operations().endCancelled();
    story.operations().performDetached();
    assertThat(stored(update).needed()).isFalse();
    assertThat(stored(update).references()).contains("run " + run.runNumber());
  }

  @Test
  void retentionRemovesNothing_unlessTheSiteSaysAfterWhatTime() throws IOException {
    StoredFile unneeded = stored(forAnotherArchitecture("KB5990808"));
    assertThat(keeper.applyRetention(() -> {}).count()).isZero();
    assertThat(after(Duration.ofDays(30), Instant.now()).count()).isZero();
    assertThat(library.contains(unneeded.sha256())).isTrue();

    Instant later = Instant.now().plus(Duration.ofDays(31));
    assertThat(after(Duration.ofDays(30), later).bytes()).isPositive();

    assertThat(library.contains(unneeded.sha256())).isFalse();
  }

  private Removals after(Duration time, Instant now) {
    Object site = ReflectionTestUtils.getField(keeper, "properties");
    Object clock = ReflectionTestUtils.getField(keeper, "clock");
    ReflectionTestUtils.setField(keeper, "properties", new ContentProperties(time));
    ReflectionTestUtils.setField(keeper, "clock", Clock.fixed(now, ZoneOffset.UTC));
    try {
      return keeper.applyRetention(() -> {});
    } finally {
      ReflectionTestUtils.setField(keeper, "properties", site);
      ReflectionTestUtils.setField(keeper, "clock", clock);
    }
  }

  private String failureOf(String image, String update) {
    String instance = story.start(image, List.of(update), Map.of());
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    String message = story.run(instance).failureMessage();
    story.discardsAndCleansUp();
    return message;
  }

  private String forAnotherArchitecture(String kb) {
    return update(kb, "x86");
  }

  private String update(String kb, String architecture) {
    return story.update(
        kb, "Package_for_" + kb + "~31bf3856ad364e35~" + architecture + "~~10.0.1.1", "");
  }

  private StoredFile stored(String update) {
    String sha256 = catalog.require(update).binary().sha256();
    return keeper.files().stream()
        .filter(file -> file.sha256().equals(sha256))
        .findFirst()
        .orElseThrow();
  }

  private StoredFile now(StoredFile file) {
    return keeper.files().stream()
        .filter(other -> other.sha256().equals(file.sha256()))
        .findFirst()
        .orElseThrow();
  }

  private void damage(StoredFile file) throws IOException {
    Path path = library.file(file.sha256());
    path.toFile().setWritable(true);
    Files.writeString(path, "damaged");
  }
}
