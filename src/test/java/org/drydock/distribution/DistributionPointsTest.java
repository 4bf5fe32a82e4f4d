package org.drydock.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import org.drydock.TestSite;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
      "spring.sql.init.schema-locations=classpath:db/migration/V30__distribution.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = DistributionPointsTest.Room.class, initializers = TestSite.class)
class DistributionPointsTest {

  @Autowired DistributionPoints points;
  @Autowired DataFolder data;
  @TempDir Path folder;

  @Configuration
  @AutoConfigurationPackage
  @EnableConfigurationProperties(DrydockProperties.class)
  @Import({DataFolder.class, DistributionPoints.class})
  static class Room {}

  @Test
  void theEmbeddedPointIsThereFromTheStart() {
    points.addEmbedded(); // as the next start does
    assertThat(points.all())
        .extracting(DistributionPoint::name, DistributionPoint::path)
        .containsExactly(tuple("embedded", data.distribution()));
  }

  @Test
  void aFolderIsMadeAndAdded() {
    DistributionPoint added = points.add(" office ", folder.resolve("new") + "/");
    assertThat(added.name()).isEqualTo("office");
    assertThat(added.path()).isEqualTo(folder.resolve("new")).isEmptyDirectory();
    assertThat(points.all()).contains(added);
    assertThat(points.require(added.id())).isEqualTo(added);
  }

  @Test
  void aNameOrFolderIsTakenOnce() {
    points.add("office", folder.toString());
    assertThatThrownBy(() -> points.add("office", folder.resolve("x").toString()))
        .isInstanceOf(DistributionPointExistsException.class);
    assertThatThrownBy(() -> points.add("other", folder.toString()))
        .isInstanceOf(DistributionPointExistsException.class)
        .hasMessageContaining("\"office\"");
  }

  @ParameterizedTest
  @CsvSource({
    ",/tmp/x",
    "'two\nlines',/tmp/x",
    "office,",
    "office,relative",
    "office,/dev/null/x",
    "office,/proc/x"
  })
  void whatCannotBeAPointIsRefused(String name, String path) {
    assertThatThrownBy(() -> points.add(name, path))
        .isInstanceOf(InvalidDistributionPointException.class);
  }

  @Test
  void aFolderOfTheServersOwnDataIsRefused() {
    assertThatThrownBy(() -> points.add("office", data.images().toString()))
        .isInstanceOf(InvalidDistributionPointException.class)
        .hasMessageContaining("Drydock's own data");
  }

  @Test
  void aFileIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> points.add("office", file.toString()))
        .isInstanceOf(InvalidDistributionPointException.class)
        .hasMessageContaining("Cannot write to " + file);
  }

  @Test
  void anUnknownPointIsNamed() {
    assertThatThrownBy(() -> points.require(99))
        .isInstanceOf(DistributionPointNotFoundException.class)
        .hasMessageContaining("99");
  }
}
