package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.drydock.update.Packages.TOKEN;
import static org.drydock.update.Packages.cabinet;
import static org.drydock.update.Packages.manifest;
import static org.drydock.update.Packages.msu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.drydock.update.SynchronizationReport.KnownFile;
import org.drydock.update.SynchronizationReport.RefusedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateCatalogTest extends UpdateRoom {

  private static final String ROLLUP = "Package_for_RollupFix~" + TOKEN + "~amd64~~";
  private static final String NESTED = "Package_1_for_KB5990001~" + TOKEN + "~amd64~~10.0.1.2";

  @TempDir static Path folder;

  @Test
  void aCabIsCataloguedWithItsNestedPackagesAndItsFileIsKept() throws IOException {
    Path file =
        cabinet(
            inbox("no-extension"),
            Map.of(
                "update.mum",
                    manifest(ROLLUP + "26100.2000.1.5", "KB5990001", "Security Update", NESTED),
                "one.mum", manifest(NESTED, "KB5990001", "Security Update"),
                "amd64_x_1/payload.dll", "never unpacked"));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.refused()).isEmpty();
    assertThat(report.added()).extracting(KnownFile::kb).containsExactly("KB5990001");
    SoftwareUpdate update = catalog.require(report.added().get(0).updateId());
    assertThat(update.title()).isEqualTo("Security Update KB5990001 (x64)");
    assertThat(update.kind()).isEqualTo(UpdateKind.CUMULATIVE);
    assertThat(update.architecture()).isEqualTo("x64");
    assertThat(update.releaseDate()).isEqualTo(Instant.parse("2026-01-13T17:00:00Z"));
    assertThat(update.deltas()).isFalse();
    assertThat(update.packages().get(0).nested())
        .extracting(nested -> nested.identity().toString())
        .containsExactly(NESTED);
    assertThat(update.packages().get(0).parents().get(0).revision())
        .isEqualTo(Parent.Comparison.GE);
    assertThat(library.file(update.binary().sha256()))
        .hasSameBinaryContentAs(file)
        .satisfies(kept -> assertThat(kept.toFile().canWrite() && !isRoot()).isFalse());
    assertThat(data.content())
        .isDirectoryNotContaining(path -> path.toString().contains("arriving"));
    assertThat(update.binary().stagedName()).isEqualTo("no-extension.cab");
  }

  @Test
  void aSecondSynchronisationFindsTheSameFilesUnchanged() throws IOException {
    cabinet(inbox("a.cab"), manifest(ROLLUP + "26100.2001.1.5", "KB5990002", "Update"));
    catalog.synchronize();

    Files.copy(inbox("a.cab"), inbox("copy of a.cab"));
    SynchronizationReport report = catalog.synchronize();

    assertThat(report.added()).isEmpty();
    assertThat(report.unchanged())
        .extracting(KnownFile::file)
        .containsExactly("a.cab", "copy of a.cab");
  }

  @Test
  void aKnownFileThatIsMissingInTheContentLibraryComesBack() throws IOException {
    cabinet(inbox("a.cab"), manifest(ROLLUP + "26100.2002.1.5", "KB5990003", "Update"));
    String sha256 =
        catalog.require(catalog.synchronize().added().get(0).updateId()).binary().sha256();
    Files.delete(library.file(sha256));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.unchanged()).hasSize(1);
    assertThat(library.contains(sha256)).isTrue();
  }

  @Test
  void whatAKilledServerLeftInTheContentLibraryGoesAtTheNextSynchronisation() throws IOException {
    Path old = Files.createDirectories(data.content().resolve("arriving-1"));
    Files.writeString(old.resolve("file"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path present = Files.createDirectories(data.content().resolve("arriving-2"));

    catalog.synchronize();

    assertThat(old).doesNotExist();
    assertThat(present).exists();
    Files.delete(present);
  }

  @Test
  void aFileThatCannotBeReadWaitsForTheNextTime() throws IOException {
    Files.createSymbolicLink(inbox("gone.cab"), folder.resolve("nowhere"));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.waiting()).extracting(RefusedFile::file).containsExactly("gone.cab");
  }

  @Test
  void anMsuIsReadThroughItsCabinetsAndItsProperties() throws IOException {
    Path stack =
        cabinet(
            folder.resolve("stack.cab"),
            manifest(
                "Package_for_ServicingStack_1999~" + TOKEN + "~amd64~~26100.1999.1.0",
                "KB5990009",
                "Update"));
    Path rollup =
        cabinet(
            folder.resolve("rollup.cab"),
            manifest(ROLLUP + "26100.2003.1.5", "", "Security Update"));
    msu(inbox("combined.msu"), "5990010", Map.of("SSU-x64.cab", stack, "Windows.cab", rollup));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.refused()).isEmpty();
    SoftwareUpdate update = catalog.require(report.added().get(0).updateId());
    assertThat(update.kb()).isEqualTo("KB5990010");
    assertThat(update.kind()).isEqualTo(UpdateKind.CUMULATIVE);
    assertThat(update.binary().container()).isEqualTo(UpdateBinary.Container.MSU);
    assertThat(update.packages()).hasSize(2);
  }

  @Test
  void anMsuInWimFormIsReadThroughItsCabinets_andItsMetadataTellsTheWindowsItIsFor()
      throws Exception {
    Path parts = Files.createDirectories(folder.resolve("wim-msu"));
    cabinet(
        parts.resolve("SSU-26100.1998-x64.cab"),
        manifest(
            "Package_for_ServicingStack_1998~" + TOKEN + "~amd64~~26100.1998.1.0",
            "KB5990030",
            "Update"));
    cabinet(
        parts.resolve("Windows11.0-KB5990030-x64.cab"),
        manifest(ROLLUP + "26100.2010.1.5", "KB5990030", "Security Update"));
    compDbs(parts, "LCU");
    wim(parts, inbox("windows11.0-kb5990030-x64.msu"));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.refused()).isEmpty();
    SoftwareUpdate update = catalog.require(report.added().get(0).updateId());
    assertThat(update.kb()).isEqualTo("KB5990030");
    assertThat(update.kind()).isEqualTo(UpdateKind.CUMULATIVE);
    assertThat(update.deltas()).isFalse();
    assertThat(update.binary().container()).isEqualTo(UpdateBinary.Container.MSU);
    assertThat(update.packages()).hasSize(2);
    assertThat(update.packages())
        .filteredOn(p -> p.identity().isRollup())
        .extracting(PackageMetadata::compDb)
        .containsExactly(
            new CompDb(
                "LCU",
                PackageVersion.parse("10.0.26100.1"),
                PackageVersion.parse("10.0.26100.2010")));
  }

  @Test
  void theManifestOfADeltaPackageIsReadFromTheWimWithinTheWim_andItsKindFromTheMetadata()
      throws Exception {
    Path inner = Files.createDirectories(folder.resolve("inner-wim"));
    Files.writeString(
        inner.resolve("update.mum"),
        manifest(
            "Package_for_KB5990031~" + TOKEN + "~amd64~~26100.2011.1.5", "KB5990031", "Update"));
    Path parts = Files.createDirectories(folder.resolve("delta-msu"));
    wim(inner, parts.resolve("Windows11.0-KB5990031-x64.wim"));
    Files.writeString(parts.resolve("Windows11.0-KB5990031-x64.psf"), "PSTREAM\0 deltas");
    compDbs(parts, "SafeOSDU");
    wim(parts, inbox("windows11.0-kb5990031-x64.msu"));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.refused()).isEmpty();
    SoftwareUpdate update = catalog.require(report.added().get(0).updateId());
    assertThat(update.kb()).isEqualTo("KB5990031");
    assertThat(update.kind()).isEqualTo(UpdateKind.SAFE_OS);
    assertThat(update.deltas()).isTrue();
  }

  @Test
  void aWimThatIsNoUpdate_andOneThatWasCutOff_areRefused() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(tree.resolve("setup.exe"), "x".repeat(10_000));
    wim(tree, inbox("install.wim"));
    byte[] whole = Files.readAllBytes(inbox("install.wim"));
    Files.write(inbox("truncated.msu"), Arrays.copyOf(whole, whole.length / 2));

    SynchronizationReport report = catalog.synchronize();

    assertThat(reason(report, "install.wim")).contains("WIM, but no update");
    assertThat(reason(report, "truncated.msu")).contains("WIM is damaged");
  }

  @Test
  void twoFilesOfOneNameWithDifferentContentAreTwoUpdates() throws IOException {
    cabinet(inbox("one/update.cab"), manifest(ROLLUP + "26100.2012.1.5", "KB5990032", "Update"));
    cabinet(inbox("two/update.cab"), manifest(ROLLUP + "26100.2013.1.5", "KB5990033", "Update"));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.added())
        .extracting(KnownFile::file, KnownFile::kb)
        .containsExactly(
            tuple("one/update.cab", "KB5990032"), tuple("two/update.cab", "KB5990033"));
    assertThat(report.added())
        .map(file -> catalog.require(file.updateId()).binary())
        .allSatisfy(
            binary -> {
              assertThat(binary.fileName()).isEqualTo("update.cab");
              assertThat(library.file(binary.sha256())).exists();
            });
  }

  @Test
  void badFilesAreReportedWithTheirReasonAndTheRestGoesOn() throws IOException {
    String good = manifest(ROLLUP + "26100.2004.1.5", "KB5990004", "Update");
    cabinet(inbox("good.cab"), good);
    Files.write(inbox("empty.cab"), new byte[0]);
    Files.writeString(inbox("page.cab"), "<html>404</html>");
    Files.writeString(inbox("stream.cab"), "PSTREAM\0....");
    Files.writeString(inbox("new.msu"), "MSWIM\0\0\0....");
    Files.write(inbox("truncated.cab"), Arrays.copyOf(Files.readAllBytes(inbox("good.cab")), 100));
    cabinet(inbox("climbing.cab"), Map.of("update.mum", good, "xx/evil.mum", good));
    Packages.patch(inbox("climbing.cab"), "xx\\evil", "..\\evil");
    cabinet(inbox("absolute.cab"), Map.of("update.mum", good, "x/evil.mum", good));
    Packages.patch(inbox("absolute.cab"), "x\\evil", "\\xevil");
    cabinet(inbox("loose.cab"), Map.of("setup.dll", "x"));
    cabinet(
        inbox("bomb.cab"),
        good.replace("<assembly ", "<!DOCTYPE a [<!ENTITY x \"y\">]><assembly "));
    cabinet(inbox("entity.cab"), good.replace("company=\"Example\"", "company=\"&x;\""));
    cabinet(inbox("halfxml.cab"), good.substring(0, 300));
    cabinet(inbox("damaged.cab"), good);
    byte[] damaged = Files.readAllBytes(inbox("damaged.cab"));
    Arrays.fill(damaged, damaged.length - 60, damaged.length, (byte) 0x55);
    Files.write(inbox("damaged.cab"), damaged);

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.added()).extracting(KnownFile::file).containsExactly("good.cab");
    assertThat(reason(report, "empty.cab")).contains("It is empty");
    assertThat(reason(report, "page.cab")).contains("not an update");
    assertThat(reason(report, "stream.cab")).contains("PSF").contains("yet");
    assertThat(reason(report, "new.msu")).contains("WIM is damaged");
    assertThat(reason(report, "truncated.cab")).contains("truncated: 100 of");
    assertThat(reason(report, "climbing.cab")).contains("../evil.mum").contains("leads out");
    assertThat(reason(report, "absolute.cab")).contains("/xevil.mum").contains("leads out");
    assertThat(reason(report, "loose.cab")).contains("no update package");
    assertThat(reason(report, "bomb.cab")).contains("declares XML entities");
    assertThat(reason(report, "entity.cab")).contains("update.mum");
    assertThat(reason(report, "halfxml.cab")).contains("cannot be read");
    assertThat(reason(report, "damaged.cab")).contains("damaged");
    assertThat(report.refused()).hasSize(12);
    assertThat(data.inbox()).isDirectoryContaining("glob:**/truncated.cab");
  }

  @Test
  void oddMetadataIsRefusedOrCutAndPoisonsNeitherTheSynchronisationNorTheCatalogue()
      throws IOException {
    String good = manifest(ROLLUP + "26100.2005.1.5", "KB5990005", "Update");
    cabinet(inbox("a-tilde.cab"), good.replace("Package_for_RollupFix", "a~b"));
    cabinet(inbox("b-class.cab"), good.replace("\"Update\"", '"' + "R".repeat(500) + '"'));
    cabinet(
        inbox("c-date.cab"),
        manifest(ROLLUP + "26100.2006.1.5", "KB5990006", "Update")
            .replace("2026-01-13T17:00:00Z", "+999999999-12-31T23:59:59Z"));
    cabinet(
        inbox("d-version.cab"), good.replace("26100.2005.1.5", "99999999999999999999.2005.1.5"));
    cabinet(inbox("d-name.cab"), good.replace("Package_for_RollupFix", "P".repeat(5000)));
    cabinet(
        inbox("e-good.cab"),
        manifest(ROLLUP + "26100.2007.1.5", "KB5990007", "Update")
            .replace("\"default\"", "\"two&#10;lines\""));

    SynchronizationReport report = catalog.synchronize();

    assertThat(report.added().get(2).title()).isEqualTo("two lines");
    assertThat(report.added())
        .extracting(KnownFile::file)
        .containsExactly("b-class.cab", "c-date.cab", "e-good.cab");
    assertThat(reason(report, "a-tilde.cab")).contains("update.mum").contains("a~b");
    assertThat(reason(report, "d-name.cab")).contains("5000 characters");
    assertThat(reason(report, "d-version.cab")).contains("is not a version");
    assertThat(catalog.all()).isNotEmpty();
    assertThat(catalog.require(report.added().get(0).updateId()).classification()).hasSize(100);
    assertThat(catalog.require(report.added().get(1).updateId()).releaseDate())
        .isBefore(Instant.parse("2100-01-01T00:00:00Z"));
  }

  @Test
  void aMissingInboxIsNamedWithWhatToDo() throws IOException {
    Files.delete(data.inbox());

    assertThatThrownBy(catalog::synchronize)
        .isInstanceOf(UnreadableInboxException.class)
        .hasMessageContaining(data.inbox().toString());
    Files.createDirectory(data.inbox());
  }

  @Test
  void aLaterVersionSupersedesAndTheListHidesWhatIsSuperseded() throws IOException {
    cabinet(inbox("old.cab"), manifest(ROLLUP + "22000.10.1.5", "KB5990020", "Security Update"));
    cabinet(inbox("new.cab"), manifest(ROLLUP + "22000.20.1.5", "KB5990021", "Security Update"));
    catalog.synchronize();

    List<ListedUpdate> shown = catalog.search(search("rollupfix 22000.")).items();

    assertThat(shown).extracting(ListedUpdate::kb).containsExactly("KB5990021");
    SoftwareUpdate old =
        catalog.all().stream().filter(u -> "KB5990020".equals(u.kb())).findFirst().orElseThrow();
    assertThat(catalog.supersededBy(old.id())).map(SoftwareUpdate::kb).contains("KB5990021");
  }

  @Test
  void aSearchGoesThroughAllPagesAndFindsWordsLiterally() {
    for (int i = 0; i < 5; i++) {
      cabinet(
          inbox(i + ".cab"),
          manifest("Paged-" + i + "~" + TOKEN + "~x86~~10.0.1.1", "KB599010" + i, "Update"));
    }
    catalog.synchronize();

    UpdatePage first = catalog.search(new UpdateSearch("paged-", "x86", false, null, 3));
    UpdatePage second = catalog.search(new UpdateSearch("paged-", "x86", false, first.next(), 3));

    assertThat(first.items()).hasSize(3);
    assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
    assertThat(second.next()).isNull();
    assertThat(catalog.search(search("paged_")).items()).isEmpty();
    assertThat(catalog.search(new UpdateSearch("paged-", "arm64", false, null, 3)).items())
        .isEmpty();
  }

  @Test
  void aFilterLongerThanAnyoneTypesIsRefused() {
    assertThatThrownBy(() -> search("ab ".repeat(1000)))
        .isInstanceOf(UnusableSearchException.class)
        .hasMessageContaining("3000 characters");
  }

  @Test
  void anUnknownUpdateIsNamedInTheException() {
    assertThatThrownBy(() -> catalog.require("nothing"))
        .isInstanceOf(UpdateNotFoundException.class)
        .hasMessageContaining("nothing");
  }

  private static void compDbs(Path parts, String prefix) throws IOException {
    Path database =
        cabinet(
            folder.resolve(prefix + "CompDB_KB.xml.cab"),
            Map.of(
                prefix + "CompDB_KB.xml",
                "<CompDB xmlns=\"urn:x\" OSVersion=\"10.0.26100.1\""
                    + " TargetOSVersion=\"10.0.26100.2010\"/>"));
    Packages.cabinetOf(
        parts.resolve("Windows11.0-KB-x64.AggregatedMetadata.cab"),
        Map.of(database.getFileName().toString(), Files.readAllBytes(database)));
  }

  private static void wim(Path tree, Path wim) throws Exception {
    Process capture =
        new ProcessBuilder(
                "wimlib-imagex", "capture", tree.toString(), wim.toString(), "--compress=none")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    assertThat(capture.waitFor()).isZero();
  }

  private static UpdateSearch search(String filter) {
    return new UpdateSearch(filter, null, false, null, UpdateSearch.DEFAULT_SIZE);
  }

  private static String reason(SynchronizationReport report, String file) {
    return report.refused().stream()
        .filter(refused -> refused.file().equals(file))
        .map(RefusedFile::reason)
        .findFirst()
        .orElse("not refused: " + report);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
