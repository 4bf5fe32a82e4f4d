package org.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.drydock.site.DataFolder;
import org.drydock.site.ServicingDrive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V10__site.sql,"
          + "classpath:db/migration/V40__image.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@ContextConfiguration(classes = ImageRoom.class, initializers = ImageRoom.Site.class)
class ImageLibraryTest {

  @Autowired ImageLibrary library;
  @Autowired ImageIntake intake;
  @Autowired ImageEntries rows;
  @Autowired DismStandIn dism;
  @Autowired DataFolder data;
  @Autowired ServicingDrive drive;

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
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "Installed", "Foundation"),
            org.assertj.core.groups.Tuple.tuple(2, "Installed", "Foundation"));
    ImageVersion version = library.version(id, 1);
    assertThat(version.fileName()).isEqualTo("one.wim");
    assertThat(version.sha256()).isEqualTo(sha256(wim));
    assertThat(version.size()).isEqualTo(Files.size(wim));
    assertThat(version.runNumber()).isNull();
    assertThat(library.file(id, 1)).hasSameBinaryContentAs(wim);
    assertNothingLeftBehind();
  }

  private OsImage ended(String id) {
    return await().until(() -> library.require(id), image -> image.state() != ImageState.IMPORTING);
  }

  private void assertNothingLeftBehind() throws IOException {
    assertThat(dism.mounts()).isEmpty();
    if (Files.exists(drive.stagingRoot())) {
      assertThat(drive.stagingRoot()).isEmptyDirectory();
    }
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
