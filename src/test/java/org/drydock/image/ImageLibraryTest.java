package org.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.drydock.host.FolderTree;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V10__site.sql,"
          + "classpath:db/migration/V40__image.sql,"
          + "classpath:db/migration/V60__servicing.sql,classpath:db/migration/V100__retention.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@ContextConfiguration(classes = ImageRoom.class, initializers = ImageRoom.Site.class)
class ImageLibraryTest {

  @Autowired ImageLibrary library;
  @Autowired ImageRecords records;
  @Autowired ImageShelf shelf;
  @Autowired ImageReader reader;
  @Autowired ImportRoots roots;
  @Autowired ImageEntries entries;
  @Autowired LocalHost host;
  @Autowired PlatformTransactionManager transactions;
  @Autowired DismStandIn dism;
  @Autowired DataFolder data;

  private Path media;

  @BeforeEach
  void emptyFolders() throws IOException {
    dism.reset();
    media = Files.createDirectories(data.root().resolve("media").resolve(UUID.randomUUID() + ""));
  }

  @Test
  void anImportedImageIsReadyWithItsIndexesAndPackages() throws Exception {
    Path wim = Wims.capture(media.resolve("one.wim"), "one");
    String id = library.startImport("  Windows 11 ", ImageKind.IMAGE, wim.toString());
    OsImage image = ended(id);

    assertThat(image.id()).matches("DRY\\d{5}");
    assertThat(image.name()).isEqualTo("Windows 11");
    assertThat(image.state()).isEqualTo(ImageState.READY);
    assertThat(image.currentVersion()).isEqualTo(1);
    assertThat(library.indexes(id, 1))
        .containsExactly(
            new ImageIndex(
                1,
                "Edition 1",
                "An edition",
                "x64",
                "10.0.26100.1742",
                "Professional",
                List.of("en-US", "de-DE"),
                14605),
            new ImageIndex(
                2,
                "Edition 2",
                "An edition",
                "x64",
                "10.0.26100.1742",
                "Professional",
                List.of("en-US", "de-DE"),
                14605));
    assertThat(library.installedPackages(id, 1))
        .extracting(InstalledPackage::index, InstalledPackage::state, InstalledPackage::releaseType)
        .containsExactly(tuple(1, "Installed", "Foundation"), tuple(2, "Installed", "Foundation"));
    ImageVersion version = library.version(id, 1);
    assertThat(version.fileName()).isEqualTo("one.wim");
    assertThat(version.sha256()).isEqualTo(sha256(wim));
    assertThat(version.size()).isEqualTo(Files.size(wim));
    assertThat(version.runNumber()).isNull();
    assertThat(library.file(id, 1)).hasSameBinaryContentAs(wim);
    assertNothingLeftBehind();
  }

  @Test
  void importMountsReadOnlyAndDiscards() throws Exception {
    imported("win.wim");
    assertThat(dism.asked())
        .containsExactly(
            "Get-ImageInfo",
            "Get-ImageInfo 1",
            "Mount-Image 1 /ReadOnly",
            "Get-Packages",
            "Unmount-Image /Discard",
            "Get-ImageInfo 2",
            "Mount-Image 2 /ReadOnly",
            "Get-Packages",
            "Unmount-Image /Discard");
  }

  @Test
  void aPublishedVersionCannotBeWritten() throws Exception {
    String id = imported("win.wim");
    assertThat(Files.getPosixFilePermissions(library.file(id, 1)))
        .noneMatch(ImageLibraryTest::allowsWriting);
    assertThat(Files.getPosixFilePermissions(library.versionFolder(id, 1)))
        .noneMatch(ImageLibraryTest::allowsWriting);
  }

  @Test
  void anUpgradePackageIsCopiedWhole() throws Exception {
    Path folder = Wims.upgradePackage(media.resolve("media"), "one");
    String id = library.startImport("Upgrade", ImageKind.UPGRADE_PACKAGE, folder.toString());
    assertThat(ended(id).state()).isEqualTo(ImageState.READY);
    assertThat(new FolderTree(library.versionFolder(id, 1)).files())
        .containsExactlyInAnyOrderElementsOf(new FolderTree(folder).files());
    assertThat(library.file(id, 1)).hasSameBinaryContentAs(folder.resolve("sources/install.wim"));
    assertThat(library.shipment(id, 1).wholeFolder()).isTrue();
  }

  @Test
  void theNextVersionOfAnUpgradePackageSharesWhatDidNotChange() throws Exception {
    Path folder = Wims.upgradePackage(media.resolve("media"), "one");
    String id = library.startImport("Upgrade", ImageKind.UPGRADE_PACKAGE, folder.toString());
    ended(id);
    Path serviced = Wims.capture(media.resolve("serviced.wim"), "two");
    PlacedVersion placed =
        library.placeVersion(id, 2, serviced, () -> false, percent -> {}, () -> {});

    assertThat(placed.wim()).hasSameBinaryContentAs(serviced).isNotEqualTo(serviced);
    assertThat(placed.sha256()).isEqualTo(sha256(serviced));
    assertThat(inode(library.versionFolder(id, 2).resolve("setup.exe")))
        .isEqualTo(inode(library.versionFolder(id, 1).resolve("setup.exe")));
    assertThat(inode(placed.wim())).isNotEqualTo(inode(library.file(id, 1)));
    assertThat(library.file(id, 1)).hasSameBinaryContentAs(folder.resolve("sources/install.wim"));
  }

  @Test
  void namesOnTheMediaMayBeInAnyCase() throws Exception {
    Path folder = media.resolve("upper");
    Files.createDirectories(folder.resolve("SOURCES"));
    Wims.capture(folder.resolve("SOURCES/INSTALL.WIM"), "one");
    String id = library.startImport("Upgrade", ImageKind.UPGRADE_PACKAGE, folder.toString());
    assertThat(ended(id).state()).isEqualTo(ImageState.READY);
    assertThat(library.version(id, 1).fileName()).isEqualTo("SOURCES/INSTALL.WIM");
  }

  @Test
  void aFileThatIsNoWimIsRefused() throws Exception {
    refused(NotAnImageException.class, Files.writeString(media.resolve("a.wim"), "hello"))
        .hasMessageContainingAll("a.wim", "is not a WIM file", "Give the path of a .wim file");
    refused(NotAnImageException.class, Files.createFile(media.resolve("empty.wim")))
        .hasMessageContaining("empty.wim is empty");
    refused(
            NotAnImageException.class,
            Wims.capture(media.resolve("pipable.wim"), "one", "--pipable"))
        .hasMessageContaining("pipable WIM");
  }

  @Test
  void aTruncatedWimIsRefused() throws Exception {
    Path wim = Wims.capture(media.resolve("cut.wim"), "one");
    refused(DamagedImageException.class, Wims.truncate(wim))
        .hasMessageContainingAll("cut.wim", "truncated", "Copy it again");
    Path far = Wims.capture(media.resolve("far.wim"), "one");
    Wims.placeStreamTableAt(far, -1);
    refused(DamagedImageException.class, far).hasMessageContaining("truncated or damaged");
    Files.writeString(wim, "MSWIM\0\0\0\0\0");
    refused(DamagedImageException.class, wim).hasMessageContaining("truncated");
  }

  @Test
  void aPartOfASplitWimIsRefusedWithTheWayToJoinIt() throws Exception {
    Path wim = Wims.split(Wims.capture(media.resolve("install.swm"), "one"));
    refused(SplitImageException.class, wim)
        .hasMessageContainingAll("part 1 of 3", "wimlib-imagex join");
  }

  @Test
  void anEsdIsRefusedWithTheWayToConvertIt() throws Exception {
    refused(EsdImageException.class, Wims.capture(media.resolve("solid.esd"), "one", "--solid"))
        .hasMessageContainingAll("ESD", "/Export-Image");
    refused(
            EsdImageException.class,
            Wims.capture(media.resolve("lzms.wim"), "one", "--compress=LZMS"))
        .hasMessageContaining("LZMS");
  }

  @Test
  void aPathThatLeadsNowhereOrElsewhereIsRefused() throws Exception {
    refused(ImportSourceException.class, media.resolve("none.wim"))
        .hasMessageContaining("Cannot find");
    refused(ImportSourceException.class, media).hasMessageContaining("is a folder");
    refused(ImportSourceException.class, Path.of("relative.wim"))
        .hasMessageContaining("not a full path");
    refused(OutsideImportRootsException.class, Path.of("/etc/no-such-file"))
        .hasMessageContaining("drydock.import-roots");
    assertThatThrownBy(() -> library.startImport("x", ImageKind.UPGRADE_PACKAGE, media.toString()))
        .isInstanceOf(ImportSourceException.class)
        .hasMessageContaining("no folder \"sources\"");
  }

  @Test
  void aLinkOutOfTheImportRootsIsRefused() throws Exception {
    Path outside = Wims.capture(data.root().resolve("outside.wim"), "one");
    Path link = Files.createSymbolicLink(media.resolve("link.wim"), outside);
    refused(OutsideImportRootsException.class, link);
    refused(OutsideImportRootsException.class, media.resolve("..").resolve("../outside.wim"));

    Path folder = Wims.upgradePackage(media.resolve("media"), "one");
    Files.createSymbolicLink(folder.resolve("secret"), outside);
    assertThatThrownBy(() -> library.startImport("x", ImageKind.UPGRADE_PACKAGE, folder.toString()))
        .isInstanceOf(OutsideImportRootsException.class);
  }

  @Test
  void aNameIsNeeded() throws Exception {
    Path wim = Wims.capture(media.resolve("win.wim"), "one");
    for (String name : new String[] {"  ", "n".repeat(201), "two\nlines", "a\0b"}) {
      assertThatThrownBy(() -> library.startImport(name, ImageKind.IMAGE, wim.toString()))
          .isInstanceOf(InvalidImageException.class);
    }
  }

  @Test
  void anImageThatDismCannotReadFailsWithItsWordsAndLeavesNothing() throws Exception {
    dism.failAt("Get-Packages");
    Path wim = Wims.capture(media.resolve("win.wim"), "one");
    String id = library.startImport("Windows", ImageKind.IMAGE, wim.toString());
    OsImage image = ended(id);

    assertThat(image.state()).isEqualTo(ImageState.FAILED);
    assertThat(image.stateMessage()).contains("The data is invalid.");
    assertThat(data.images().resolve(id)).doesNotExist();
    assertThat(library.versions(id)).isEmpty();
    assertNothingLeftBehind();
    assertThatThrownBy(() -> library.currentVersion(id))
        .isInstanceOf(ImageNotReadyException.class)
        .hasMessageContaining("The data is invalid.");
  }

  @Test
  void whatDismSaysOfTheCopyIsSaidOfTheFileThatWasGiven() {
    Path given = Path.of("/srv/media/install.wim");
    ImportSource source =
        new ImportSource(List.of(new SourceFile(given, Path.of("win.wim"))), given, 1);
    assertThat(source.asGiven("/data/.1.draft/win.wim is damaged.", Path.of("/data/.1.draft")))
        .isEqualTo("/srv/media/install.wim is damaged.");
  }

  @Test
  void anImageOfWhichDismFindsLessThanItsHeaderCountsFails() throws Exception {
    Path wim = Wims.capture(media.resolve("win.wim"), "one", "--compress=LZX");
    String id = library.startImport("Windows", ImageKind.IMAGE, wim.toString());
    assertThat(ended(id).stateMessage())
        .contains("win.wim is damaged", "counts 1 images, DISM finds 2");
    assertNothingLeftBehind();
  }

  @Test
  void anImportThatIsRunningWhenTheServerStopsFailsAndLeavesNothing() throws Exception {
    dism.hangAt("Get-Packages");
    ImageIntake second = intake();
    Path wim = Wims.capture(media.resolve("win.wim"), "one");
    String id = second.begin("Windows", ImageKind.IMAGE, wim.toString());
    await().until(() -> dism.asked().contains("Get-Packages"));
    second.stop();

    assertThat(library.require(id).state()).isEqualTo(ImageState.FAILED);
    assertThat(library.require(id).stateMessage()).contains("server was stopped");
    assertThat(data.images().resolve(id)).doesNotExist();
    assertNothingLeftBehind();
  }

  @Test
  void anImportThatACrashInterruptedIsGivenUpAtTheNextStart() throws Exception {
    OsImage image = entries.save(importing("local")).image();
    OsImage foreign = entries.save(importing("other node")).image();
    Path draft = data.images().resolve(image.id()).resolve(".1.draft");
    Files.createDirectories(draft);
    Files.writeString(draft.resolve("half.wim"), "half");
    Path work = data.staging().resolve("import-" + image.id());
    dism.mount(draft.resolve("half.wim"), work.resolve("mount-1"));
    dism.mount(Path.of("/srv/other.wim"), data.root().resolve("other"));

    ImageIntake next = intake();
    next.giveUpInterruptedImports();
    assertThat(ended(image.id()).stateMessage()).contains("server went down", "Import the image");
    next.stop();

    assertThat(data.images().resolve(image.id())).doesNotExist();
    assertThat(work).doesNotExist();
    assertThat(dism.mounts()).as("the mount of another program").hasSize(1);
    assertThat(library.require(foreign.id()).state()).isEqualTo(ImageState.IMPORTING);
    entries.deleteById(ImageId.number(foreign.id()).getAsLong());
  }

  @Test
  void publishingMakesTheVersionCurrentAndRollbackGoesBack() throws Exception {
    String id = imported("win.wim");
    Path original = library.file(id, 1);
    byte[] before = Files.readAllBytes(original);
    ImageVersion second = published(id, 2, "two");

    assertThat(second.runNumber()).isEqualTo(7L);
    assertThat(library.currentVersion(id)).isEqualTo(second);
    assertThat(library.latestVersion(id)).isEqualTo(2);
    assertThat(original).hasBinaryContent(before);

    library.rollback(id, 1);
    assertThat(library.require(id).currentVersion()).isEqualTo(1);
    assertThat(library.latestVersion(id)).isEqualTo(2);
    assertThatThrownBy(() -> library.rollback(id, 9))
        .isInstanceOf(RollbackNotPossibleException.class)
        .hasMessageContaining("[1, 2]");
  }

  @Test
  void rollbackIsRefusedWhenTheFileIsGone() throws Exception {
    String id = imported("win.wim");
    published(id, 2, "two");
    new FolderTree(library.versionFolder(id, 1)).delete();
    assertThatThrownBy(() -> library.rollback(id, 1))
        .isInstanceOf(RollbackNotPossibleException.class)
        .hasMessageContaining("is missing");
    assertThat(library.require(id).currentVersion()).isEqualTo(2);
  }

  @Test
  void aPublishedVersionIsNeverReplaced() throws Exception {
    String id = imported("win.wim");
    ImageVersion second = published(id, 2, "two");
    Path other = Wims.capture(media.resolve("other.wim"), "other");
    assertThatThrownBy(
            () -> library.placeVersion(id, 2, other, () -> false, percent -> {}, () -> {}))
        .isInstanceOf(VersionExistsException.class);
    assertThatThrownBy(
            () -> library.publish(id, 2, sha256(other), 1, 8L, false, List.of(), List.of()))
        .isInstanceOf(VersionExistsException.class);
    assertThat(library.publish(id, 2, second.sha256(), 1, 7L, false, List.of(), List.of()))
        .isEqualTo(second);
  }

  @Test
  void publishingIsUndoneWithItsTransaction() throws Exception {
    String id = imported("win.wim");
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              library.publish(id, 2, "00", 1, 7L, false, List.of(), List.of());
              status.setRollbackOnly();
            });
    assertThat(library.require(id).currentVersion()).isEqualTo(1);
    assertThat(library.versions(id)).hasSize(1);
  }

  @Test
  void placingAgainAfterAnInterruptionStartsAfresh() throws Exception {
    String id = imported("win.wim");
    Path serviced = Wims.capture(media.resolve("serviced.wim"), "two");
    assertThatThrownBy(
            () -> library.placeVersion(id, 2, serviced, () -> true, percent -> {}, () -> {}))
        .isInstanceOf(CancellationException.class);
    try (var left = Files.list(data.images().resolve(id))) {
      assertThat(left).containsExactly(library.versionFolder(id, 1));
    }
    library.placeVersion(id, 2, serviced, () -> false, percent -> {}, () -> {});
    PlacedVersion again =
        library.placeVersion(id, 2, serviced, () -> false, percent -> {}, () -> {});
    assertThat(again.wim()).hasSameBinaryContentAs(serviced);
  }

  @Test
  void anUnknownImageOrVersionIsNamed() throws Exception {
    String id = imported("win.wim");
    assertThatThrownBy(() -> library.require("DRY99999"))
        .isInstanceOf(ImageNotFoundException.class)
        .hasMessageContaining("DRY99999");
    assertThatThrownBy(() -> library.require("1 OR 1=1"))
        .isInstanceOf(ImageNotFoundException.class);
    assertThatThrownBy(() -> library.file(id, 4)).isInstanceOf(VersionNotFoundException.class);
  }

  private String imported(String fileName) throws Exception {
    Path wim = Wims.capture(media.resolve(fileName), "one");
    String id = library.startImport("Windows", ImageKind.IMAGE, wim.toString());
    assertThat(ended(id).state()).isEqualTo(ImageState.READY);
    return id;
  }

  private ImageVersion published(String id, int version, String content) throws Exception {
    Path serviced = Wims.capture(media.resolve("serviced.wim"), content);
    PlacedVersion placed =
        library.placeVersion(id, version, serviced, () -> false, percent -> {}, () -> {});
    return library.publish(
        id,
        version,
        placed.sha256(),
        placed.size(),
        7L,
        false,
        library.indexes(id, 1),
        library.installedPackages(id, 1));
  }

  private AbstractThrowableAssert<?, ?> refused(Class<? extends Throwable> cause, Path path) {
    int before = library.all().size();
    var refusal =
        assertThatThrownBy(() -> library.startImport("x", ImageKind.IMAGE, path.toString()))
            .isInstanceOf(cause);
    assertThat(library.all()).hasSize(before);
    return refusal;
  }

  private ImageIntake intake() {
    return new ImageIntake(records, shelf, reader, roots, data, host);
  }

  private static ImageEntry importing(String node) {
    return new ImageEntry(
        null, "Windows", ImageKind.IMAGE, ImageState.IMPORTING, null, null, Instant.EPOCH, node);
  }

  private static boolean allowsWriting(PosixFilePermission permission) {
    return permission.name().endsWith("WRITE");
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  private OsImage ended(String id) {
    return await().until(() -> library.require(id), image -> image.state() != ImageState.IMPORTING);
  }

  private void assertNothingLeftBehind() throws IOException {
    assertThat(dism.mounts()).isEmpty();
    if (Files.exists(data.staging())) {
      assertThat(data.staging()).isEmptyDirectory();
    }
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
