package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.drydock.TestSite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V10__site.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = ServicingDriveTest.Room.class, initializers = TestSite.class)
class ServicingDriveTest {

  @Autowired ServicingDrive drive;
  @Autowired DataFolder data;
  @TempDir Path folder;

  private Path automatic;

  @Configuration
  @AutoConfigurationPackage
  @EnableConfigurationProperties(DrydockProperties.class)
  @Import({DataFolder.class, ServicingDrive.class})
  static class Room {}

  @BeforeEach
  void automaticStaging() {
    automatic = data.root().resolve("ConfigMgr_OfflineImageServicing");
  }

  @Test
  void itIsAutomaticAtFirst() {
    assertThat(drive.configured()).isEqualTo("automatic");
    assertThat(drive.stagingRoot()).isEqualTo(automatic);
  }

  @Test
  void aDriveThatExistsIsUsed() {
    drive.use(folder.toString());
    assertThat(drive.configured()).isEqualTo(folder.toString());
    assertThat(drive.stagingRoot()).isEqualTo(folder.resolve("ConfigMgr_OfflineImageServicing"));
    drive.use("Automatic");
    assertThat(drive.stagingRoot()).isEqualTo(automatic);
  }

  @Test
  void aDriveThatDoesNotExistBehavesAsAutomatic() throws Exception {
    Path later = folder.resolve("later");
    drive.use(later.toString());
    assertThat(drive.configured()).isEqualTo(later.toString());
    assertThat(drive.stagingRoot()).isEqualTo(automatic);
    Files.createDirectory(later);
    assertThat(drive.stagingRoot()).isEqualTo(later.resolve("ConfigMgr_OfflineImageServicing"));
  }

  @Test
  void aFileAndADriveLetterOfAnotherSystemBehaveAsAutomatic() throws Exception {
    drive.use(Files.createFile(folder.resolve("file")).toString());
    assertThat(drive.stagingRoot()).isEqualTo(automatic);
    drive.use("Q:");
    assertThat(drive.configured()).isEqualTo("Q:");
    assertThat(drive.stagingRoot()).isEqualTo(automatic);
  }

  @Test
  void aPathLongerThanAnySystemTakesIsRefused() {
    assertThatThrownBy(() -> drive.use("/" + "a".repeat(5000)))
        .isInstanceOf(InvalidDriveException.class);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "somewhere", "../up", "/with\0zero"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> drive.use(text))
        .isInstanceOf(InvalidDriveException.class)
        .hasMessageContaining("Give \"automatic\" or a full path");
  }
}
