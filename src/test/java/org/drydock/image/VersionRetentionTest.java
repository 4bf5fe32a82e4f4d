package org.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.drydock.Immutable;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.drydock.site.Removals;
import org.drydock.site.RetentionRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V10__site.sql,"
          + "classpath:db/migration/V40__image.sql,classpath:db/migration/V60__servicing.sql,"
          + "classpath:db/migration/V100__retention.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@ContextConfiguration(classes = ImageRoom.class, initializers = ImageRoom.Site.class)
class VersionRetentionTest {

  private static final RetentionRule KEEP_TWO = new RetentionRule(2, null);
  private static final RetentionRule A_MONTH = new RetentionRule(null, 30);
  private static final Predicate<ImageVersion> NOT_NEEDED = version -> false;

  @Autowired VersionRetention retention;
  @Autowired ImageLibrary library;
  @Autowired ImageRecords records;
  @Autowired ImageShelf shelf;
  @Autowired DataFolder data;
  @Autowired JdbcClient jdbc;

  private String image;

  @BeforeEach
  void imageWithFiveVersions() throws Exception {
    image = records.add("Windows", ImageKind.IMAGE).id();
    for (int version = 1; version <= 5; version++) {
      publish(version);
    }
  }

  @AfterEach
  void noImage() {
    for (String table : List.of("package_entry", "index_entry", "version_entry")) {
      jdbc.sql("DELETE FROM " + table).update();
    }
    jdbc.sql("DELETE FROM removed_version").update();
    jdbc.sql("DELETE FROM image_entry").update();
  }

  @Test
  void beyondTheNumberOnlyTheOriginalStays() throws Exception {
    Removals removals = apply(KEEP_TWO, NOT_NEEDED);

    assertThat(versions()).containsExactly(1, 4, 5);
    assertThat(folders()).containsExactly("1", "4", "5");
    assertThat(removals.count()).isEqualTo(2);
    assertThat(removals.bytes()).isEqualTo(2 * "version 2".length());
    assertThat(removals.failures()).isEmpty();
    assertThat(rows("index_entry")).isEqualTo(3);
    assertThat(rows("package_entry")).isEqualTo(3);
  }

  @Test
  void asManyAsAreKeptAllStay() throws Exception {
    assertThat(apply(new RetentionRule(5, null), NOT_NEEDED).count()).isZero();
    assertThat(apply(new RetentionRule(null, null), NOT_NEEDED).count()).isZero();
    assertThat(folders()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void theVersionInUseStays_andTheNewestWhoseNumberMustNotBeGivenTwice() throws Exception {
    library.rollback(image, 3);
    ageOf(1, 400);
    ageOf(2, 400);
    ageOf(3, 400);
    ageOf(4, 400);
    ageOf(5, 400);
    apply(A_MONTH, NOT_NEEDED);

    assertThat(versions()).containsExactly(1, 3, 5);
    assertThat(library.latestVersion(image)).isEqualTo(5);
  }

  @Test
  void olderThanTheDaysIsRemoved() {
    ageOf(2, 31);
    ageOf(3, 29);
    apply(A_MONTH, NOT_NEEDED);
    assertThat(versions()).containsExactly(1, 3, 4, 5);
  }

  @Test
  void aVersionThatIsKeptForeverStaysInAdditionToTheOthers() {
    library.keep(image, 2, true);
    library.keep(image, 5, true);
    apply(KEEP_TWO, NOT_NEEDED);
    assertThat(versions()).containsExactly(1, 2, 3, 4, 5);

    library.keep(image, 5, false);
    apply(KEEP_TWO, NOT_NEEDED);
    assertThat(versions()).containsExactly(1, 2, 4, 5);
    assertThat(library.version(image, 2).keep()).isTrue();
    assertThatThrownBy(() -> library.keep(image, 3, true))
        .isInstanceOf(VersionNotFoundException.class);
  }

  @Test
  void aVersionThatSomebodyNeedsStays() {
    apply(KEEP_TWO, version -> version.imageId().equals(image) && version.version() == 3);
    assertThat(versions()).containsExactly(1, 3, 4, 5);
  }

  @Test
  void theRulesHoldForEachImageByItself() throws Exception {
    String other = records.add("Another", ImageKind.IMAGE).id();
    apply(KEEP_TWO, NOT_NEEDED);
    assertThat(versions()).containsExactly(1, 4, 5);
    assertThat(library.versions(other)).isEmpty();
  }

  @Test
  void nobodyGoesBackToAVersionThatIsRemoved() {
    apply(KEEP_TWO, NOT_NEEDED);
    assertThatThrownBy(() -> library.rollback(image, 2))
        .isInstanceOf(RollbackNotPossibleException.class)
        .hasMessageContaining("[1, 4, 5]");
    assertThat(records.makeCurrent(image, 2)).isFalse();
    assertThat(library.currentVersion(image).version()).isEqualTo(5);
  }

  @Test
  void aFolderThatIsHeldIsNamed_holdsUpNoOther_andIsRemovedTheNextTime() throws Exception {
    Removals held;
    // A second name, since the first one changes while it is removed.
    Path link = data.root().resolve("held");
    Files.createLink(link, shelf.version(image, 2).resolve("install.wim"));
    try (Immutable file = new Immutable(link)) {
      held = apply(KEEP_TWO, NOT_NEEDED);
      assertThat(versions()).containsExactly(1, 4, 5);
      assertThat(folders()).containsExactly(".2.removed", "1", "4", "5");
    }
    assertThat(held.count()).isEqualTo(1);
    assertThat(held.failures())
        .singleElement()
        .asString()
        .contains("version 2 of image " + image, "install.wim");

    Removals again = apply(KEEP_TWO, NOT_NEEDED);
    assertThat(again.count()).isEqualTo(1);
    assertThat(again.failures()).isEmpty();
    assertThat(folders()).containsExactly("1", "4", "5");
    assertThat(rows("removed_version")).isZero();
  }

  @Test
  void whatACrashLeftIsNobodysVersion_andGoesTheNextTime() throws Exception {
    records.remove(image, (current, versions) -> versions.subList(1, 3)); // and then nothing more
    Files.move(shelf.version(image, 3), shelf.folder(image).resolve(".3.removed"));
    assertThat(versions()).containsExactly(1, 4, 5);

    Removals removals = apply(KEEP_TWO, NOT_NEEDED);
    assertThat(removals.count()).isEqualTo(2);
    assertThat(folders()).containsExactly("1", "4", "5");
    assertThat(apply(KEEP_TWO, NOT_NEEDED).count()).isZero();
  }

  @Test
  void aVersionWhoseFolderIsGoneAlreadyIsForgotten() throws Exception {
    new FolderTree(shelf.version(image, 2)).delete();
    assertThat(apply(KEEP_TWO, NOT_NEEDED).failures()).isEmpty();
    assertThat(rows("removed_version")).isZero();
  }

  private Removals apply(RetentionRule rule, Predicate<ImageVersion> needed) {
    return retention.apply(rule, needed, () -> {});
  }

  private void publish(int version) throws Exception {
    Path draft = shelf.draft(image, version);
    Files.writeString(draft.resolve("install.wim"), "version " + version);
    shelf.finish(image, version);
    ImageIndex index =
        new ImageIndex(1, "Pro", "", "x64", "10.0.26100.1", "Pro", List.of("en-US"), 1);
    records.publish(
        image,
        version,
        "install.wim",
        "sha",
        9,
        version == 1 ? null : 7L,
        false,
        new ImageContents(
            List.of(index),
            List.of(new InstalledPackage(1, "a~b", "Installed", "", "")),
            List.of()));
  }

  private void ageOf(int version, int days) {
    jdbc.sql("UPDATE version_entry SET created_at = ? WHERE version = ?")
        .params(Timestamp.from(Instant.now().minus(Duration.ofDays(days))), version)
        .update();
  }

  private List<Integer> versions() {
    return library.versions(image).stream().map(ImageVersion::version).toList();
  }

  private List<String> folders() throws Exception {
    try (var folders = Files.list(data.images().resolve(image))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private long rows(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }
}
