package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.OfflineCatalogue.id;
import static org.drydock.update.OfflineCatalogue.supersededBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.drydock.host.DurableCopy;
import org.drydock.update.CatalogueReport.Outcome;
import org.drydock.update.CatalogueUpdate.Reference;
import org.drydock.update.UpdateSearch.Sorting;
import org.junit.jupiter.api.Test;

/** The offline catalogue as a source. */
class OfflineCatalogueTest extends UpdateRoom {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String ROLLUP = "Package_for_RollupFix" + TOKEN;
  private static final String PARENT = Packages.FOUNDATION + TOKEN + "10.0.26100.1";

  /** In the table of a cabinet the date stands so far before the name; its upper byte is years. */
  private static final int DATE_BEFORE_NAME = 6;

  private static final int YEAR = 1 << 1;
  private static final String SHA1 = "ab".repeat(20);
  private static final String SHA256 = "cd".repeat(32);

  @Test
  void anUpdateIsKnownWithAllThatTheCatalogueSaysOfIt() throws IOException {
    catalogue().write(inbox("any name"));

    CatalogueReport report = synchronize();

    assertThat(report.errors()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.SYNCHRONIZED);
    assertThat(report.added()).isEqualTo(5);
    ListedUpdate listed = search("kb5991001").get(0);
    assertThat(listed.id()).isEqualTo(id(1));
    assertThat(listed.title()).isEqualTo("2026-01 Cumulative Update for x64-based Systems");
    assertThat(listed.classification()).isEqualTo("Security Updates");
    assertThat(listed.products()).containsExactly("Windows Server 2031");
    assertThat(listed.architecture()).isEqualTo("x64");
    assertThat(listed.state()).isEqualTo(UpdateState.NOT_DOWNLOADED);
    assertThat(listed.size()).isEqualTo(1234);
    assertThat(listed.releaseDate()).isEqualTo(Instant.parse("2026-01-11T17:00:00Z"));
    CatalogueUpdate known = listings.describe(id(1)).catalogue();
    assertThat(known.description()).startsWith("Fixes a hole");
    assertThat(known.severity()).isEqualTo("Critical");
    assertThat(known.bundle()).isTrue();
    assertThat(known.parts()).extracting(Reference::updateId).containsExactly(id(2));
    assertThat(known.prerequisites())
        .containsExactly(List.of(new Reference(id(9), null, "Condition 9")));
    assertThat(known.files())
        .containsExactly(
            new PayloadFile(
                "windows-kb5991001-x64.cab",
                1234,
                SHA1,
                SHA256,
                URI.create("http://updates.example.com/windows-kb5991001-x64.cab")));
  }

  @Test
  void everyWordOfItsMetadataFindsIt() throws IOException {
    catalogue().write(inbox("a"));
    synchronize();

    for (String words :
        List.of(
            "cumulative 5991001",
            "security updates",
            "server 2031",
            "windows-kb5991001-x64.cab",
            "fixes hole",
            "critical",
            id(1))) {
      assertThat(search(words)).as(words).hasSize(1);
    }
    assertThat(search("condition")).isEmpty();
    assertThat(search("cumulative nothing")).isEmpty();
  }

  @Test
  void anUnchangedCatalogueIsNotReadAgain() throws IOException {
    catalogue().write(inbox("a"));
    synchronize();

    CatalogueReport report = synchronize();

    assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(sources.find(UpdateSource.OFFLINE_CATALOGUE))
        .get()
        .satisfies(
            source -> {
              assertThat(source.added()).isEqualTo(5);
              assertThat(source.contentDate()).isEqualTo(report.madeAt());
            });
  }

  @Test
  void onlyTheCabinetWithNewsIsOpened_whenALaterCatalogueComes() throws IOException {
    catalogue().write(inbox("a"));
    synchronize();
    OfflineCatalogue later = catalogue();
    later.bundle(
        10, 1, "5991001", "2026-01 Cumulative Update for x64-based Systems", supersededBy(110));
    later.bundle(110, 11, "5991011", "2026-02 Cumulative Update for x64-based Systems", "");
    later.write(inbox("a"));

    CatalogueReport report = synchronize();

    assertThat(report.cabinetsRead()).isEqualTo(1);
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.changed()).isEqualTo(1);
    assertThat(search("cumulative")).extracting(ListedUpdate::kb).containsExactly("KB5991011");
    ListedUpdate old = listings.describe(id(1)).update();
    assertThat(old.supersededBy()).isEqualTo(id(11));
    assertThat(old.supersededReason()).contains("KB5991011").contains("supersedes it");
  }

  @Test
  void whatIsGoneFromTheCatalogueIsWithdrawnAndComesBackWithIt() throws IOException {
    catalogue().write(inbox("a"));
    synchronize();
    catalogue().withoutUpdate(10).write(inbox("a"));

    assertThat(synchronize().withdrawn()).isEqualTo(1);

    assertThat(search("kb5991001")).isEmpty();
    assertThat(
            sql.queryForList(
                "select title from catalogue_update where withdrawn_at is not null", String.class))
        .containsExactly("2026-01 Cumulative Update for x64-based Systems");
    catalogue().noise(10).write(inbox("a"));
    assertThat(synchronize().cabinetsRead()).isZero();
    assertThat(search("kb5991001")).hasSize(1);
  }

  @Test
  void aDamagedCabinetIsNamedAndTheOthersAreRead() throws IOException {
    OfflineCatalogue catalogue = catalogue();
    catalogue.noise(110).bundle(110, 11, "5991011", "Another Update", "");
    catalogue.damaged(100).write(inbox("a"));

    CatalogueReport report = synchronize();

    assertThat(report.outcome()).isEqualTo(Outcome.SYNCHRONIZED);
    assertThat(report.errors())
        .extracting(SynchronizationError::subject)
        .contains("package3.cab", "package3.cab/c/110");
    assertThat(report.errors()).extracting(SynchronizationError::revisionId).contains(110L);
    assertThat(search("kb5991001")).hasSize(1);
    assertThat(
            sql.queryForList(
                "select revision_id from catalogue_update where not complete", Long.class))
        .as("what stands before the damage is read")
        .containsExactly(110L);
    assertThat(sources.find(UpdateSource.OFFLINE_CATALOGUE).get().errorCount())
        .isEqualTo(report.errorCount());
  }

  @Test
  void whatWasThereStays_whenTheListBreaksOff() throws IOException {
    catalogue().write(inbox("a"));
    synchronize();
    catalogue().withoutUpdate(10).listBrokenOff().write(inbox("a"));

    CatalogueReport report = synchronize();

    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.errors().get(0).reason()).contains("package.xml").contains("cannot be read");
    assertThat(search("kb5991001")).hasSize(1);
    catalogue().withoutUpdate(10).write(inbox("a"));
    assertThat(synchronize().withdrawn()).isEqualTo(1);
  }

  @Test
  void aMissingOrUnreadableFragmentIsNamedAndReadNextTime() throws IOException {
    catalogue().without(11, "c").title(10, "<Broken", "").write(inbox("a"));

    CatalogueReport report = synchronize();

    assertThat(report.errors())
        .extracting(SynchronizationError::subject)
        .containsExactlyInAnyOrder("package2.cab/c/11", "package2.cab/l/en/10");
    assertThat(search("kb5991001"))
        .extracting(ListedUpdate::title)
        .containsExactly("Update KB5991001");
    catalogue().write(inbox("a"));
    assertThat(synchronize().errors()).isEmpty();
    assertThat(search("kb5991001"))
        .extracting(ListedUpdate::title)
        .containsExactly("2026-01 Cumulative Update for x64-based Systems");
  }

  @Test
  void aFragmentOfAnotherUpdateIsNotTakenForIt() throws IOException {
    catalogue().core(10, "<UpdateIdentity UpdateID=\"" + id(77) + "\" />").write(inbox("a"));

    assertThat(synchronize().errors())
        .singleElement()
        .satisfies(error -> assertThat(error.reason()).contains(id(77)));
  }

  @Test
  void aFileInTheLibraryAndItsUpdateInTheCatalogueAreOne() throws IOException {
    Path file =
        Packages.cabinet(
            inbox("update.cab"), Packages.manifest(ROLLUP + "26100.3000.1.5", "", "Update"));
    byte[] content = Files.readAllBytes(file);
    String sha1 = Sha1.of(file);
    for (String sha256 : new String[] {DurableCopy.sha256(file, () -> false), null}) {
      beginEmpty();
      Files.write(file, content);
      catalogue()
          .payload(11, "windows-kb5991001-x64.cab", Files.size(file), sha1, sha256)
          .bundle(10, 1, "5991001", "2026-01 Cumulative Update", supersededBy(110))
          .bundle(110, 11, "5991011", "2026-02 Cumulative Update", "")
          .write(inbox("wsusscn2.cab"));
      SynchronizationReport report = catalog.synchronize();

      String fileId = report.added().get(0).updateId();
      UpdateListings.Description joined = listings.describe(fileId);
      assertThat(joined.update().title()).isEqualTo("2026-01 Cumulative Update");
      assertThat(joined.update().kb()).isEqualTo("KB5991001");
      assertThat(joined.update().state()).isEqualTo(UpdateState.DOWNLOADED);
      assertThat(joined.update().file().binary().fileName()).isEqualTo("update.cab");
      assertThat(joined.update().supersededReason()).contains("KB5991011");
      assertThat(joined.catalogue().files()).hasSize(1);
      assertThat(listings.describe(id(1)).update().id()).isEqualTo(fileId);
      assertThat(search("cumulative")).extracting(ListedUpdate::kb).containsExactly("KB5991011");
      assertThat(catalog.search(new UpdateSearch("5991001", null, true, null, 50)).items())
          .extracting(ListedUpdate::id)
          .containsExactly(fileId);
    }
  }

  @Test
  void twoFilesWithOneNameStayApart() throws IOException {
    catalogue()
        .bundle(20, 21, "5991021", "Other Update", "")
        .part(21, 22, 20, ROLLUP + "26100.3001.1.5", PARENT)
        .payload(21, "windows-kb5991001-x64.cab", 99, "ef".repeat(20), null)
        .write(inbox("a"));
    synchronize();

    assertThat(listings.files(id(1))).extracting(PayloadFile::sha1).containsExactly(SHA1);
    assertThat(listings.files(id(21)))
        .extracting(PayloadFile::sha1)
        .containsExactly("ef".repeat(20));
  }

  @Test
  void ofTwoCataloguesTheLaterOneCounts() throws IOException {
    Files.createDirectories(inbox("january"));
    Files.createDirectories(inbox("february"));
    catalogue().write(inbox("january/wsusscn2.cab"));
    setBack(inbox("january/wsusscn2.cab"));
    catalogue()
        .bundle(110, 11, "5991011", "Later Update", "")
        .write(inbox("february/wsusscn2.cab"));

    List<CatalogueReport> reports = catalog.synchronize().catalogues();

    assertThat(reports)
        .extracting(CatalogueReport::outcome)
        .containsExactly(Outcome.SYNCHRONIZED, Outcome.OLDER);
    assertThat(search("later")).hasSize(1);
    Files.delete(inbox("february/wsusscn2.cab"));
    assertThat(synchronize().outcome()).isEqualTo(Outcome.OLDER);
    assertThat(search("later")).hasSize(1);
  }

  @Test
  void aListIsFilteredSortedAndPaged() throws IOException {
    OfflineCatalogue catalogue = catalogue();
    for (int i = 1; i <= 5; i++) {
      catalogue.bundle(10 + 10 * i, 100 + i, "599200" + i, "Fix " + (9 - i), "");
    }
    catalogue.write(inbox("a"));
    synchronize();

    assertThat(titles(sorted(Sorting.TITLE, false, null, 3)))
        .containsExactly("2026-01 Cumulative Update for x64-based Systems", "Fix 4", "Fix 5");
    UpdatePage first = sorted(Sorting.KB, true, null, 4);
    assertThat(titles(first)).containsExactly("Fix 4", "Fix 5", "Fix 6", "Fix 7");
    UpdatePage second = sorted(Sorting.KB, true, first.next(), 4);
    assertThat(titles(second))
        .containsExactly("Fix 8", "2026-01 Cumulative Update for x64-based Systems");
    assertThat(second.next()).isNull();
    assertThat(
            catalog
                .search(
                    new UpdateSearch(
                        null,
                        "x64",
                        false,
                        "security update",
                        "windows server 2031",
                        LocalDate.of(2026, 1, 20),
                        LocalDate.of(2026, 1, 21),
                        UpdateState.NOT_DOWNLOADED,
                        Sorting.DATE,
                        true,
                        null,
                        50))
                .items())
        .extracting(ListedUpdate::title)
        .containsExactly("Fix 8");
    assertThat(
            catalog
                .search(
                    new UpdateSearch(
                        null, null, false, "Drivers", null, null, null, null, null, true, null, 9))
                .items())
        .isEmpty();
  }

  private static OfflineCatalogue catalogue() {
    return new OfflineCatalogue(0, 100)
        .product(1, OfflineCatalogue.PRODUCT, "Windows Server 2031", "<True />")
        .condition(2, 9, "<b.Processor Architecture=\"9\" />")
        .bundle(
            10,
            1,
            "5991001",
            "2026-01 Cumulative Update for x64-based Systems",
            OfflineCatalogue.prerequisites(9))
        .part(11, 2, 10, ROLLUP + "26100.3000.1.5", PARENT)
        .payload(11, "windows-kb5991001-x64.cab", 1234, SHA1, SHA256)
        .condition(101, 8, "<b.RegDword Key=\"HKEY_LOCAL_MACHINE\" />");
  }

  private CatalogueReport synchronize() {
    SynchronizationReport report = catalog.synchronize();
    assertThat(report.refused()).isEmpty();
    assertThat(report.catalogues()).hasSize(1);
    return report.catalogues().get(0);
  }

  private List<ListedUpdate> search(String filter) {
    return catalog
        .search(new UpdateSearch(filter, null, false, null, UpdateSearch.DEFAULT_SIZE))
        .items();
  }

  private UpdatePage sorted(Sorting sort, boolean descending, String after, int size) {
    return catalog.search(
        new UpdateSearch(
            null, null, false, null, null, null, null, null, sort, descending, after, size));
  }

  private static List<String> titles(UpdatePage page) {
    return page.items().stream().map(ListedUpdate::title).toList();
  }

  /** Dates the list of a catalogue one year back. */
  private static void setBack(Path catalogue) throws IOException {
    byte[] bytes = Files.readAllBytes(catalogue);
    int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("package.cab\0");
    bytes[name - DATE_BEFORE_NAME + 1] -= YEAR;
    Files.write(catalogue, bytes);
  }
}
