package org.drydock.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.drydock.site.DataFolder;
import org.drydock.site.DownloadProperties;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.json.AutoConfigureJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.FileSystemUtils;

/**
 * The room of updates with a database and an inbox, both empty at the beginning of each test. What
 * is written is committed, as on a server: the index counts on it.
 */
@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V50__update.sql,"
          + "classpath:db/migration/V140__offline_catalogue.sql,"
          + "classpath:db/migration/V150__content.sql,classpath:db/migration/V151__download.sql,"
          + "classpath:db/migration/V193__shared_work.sql"
    })
@AutoConfigureJson
@ContextConfiguration(classes = UpdateRoom.Room.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
abstract class UpdateRoom {

  @Autowired DataFolder data;
  @Autowired UpdateCatalog catalog;
  @Autowired UpdateListings listings;
  @Autowired UpdateSources sources;
  @Autowired ContentLibrary library;
  @Autowired UpdateRecords records;
  @Autowired JdbcTemplate sql;

  @DynamicPropertySource
  static void dataFolder(DynamicPropertyRegistry registry) {
    registry.add("drydock.data", Room::folder);
  }

  /** No configuration that a whole server would find by itself. */
  @AutoConfigurationPackage
  @EnableConfigurationProperties({DrydockProperties.class, DownloadProperties.class})
  @Import({
    DataFolder.class,
    UpdateCatalog.class,
    UpdateRecords.class,
    FolderSource.class,
    ContentLibrary.class,
    UpdateIntake.class,
    WantedFiles.class,
    PackageReader.class,
    CabinetExtractor.class,
    WimExtractor.class,
    CompDbReader.class,
    OfflineCatalogueSource.class,
    CatalogueTable.class,
    CatalogueDescriptions.class,
    CurrentIndex.class,
    UpdateListings.class,
    PayloadPlaces.class,
    HttpDownload.class,
    CatalogueFetch.class,
    SynchronizationTurn.class,
    UpdateSources.class
  })
  static class Room {

    private static String folder() {
      try {
        return Files.createTempDirectory("drydock-updates").toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    DisposableBean emptyHanded(DataFolder data) {
      return () -> FileSystemUtils.deleteRecursively(data.root());
    }
  }

  @BeforeEach
  void beginEmpty() throws IOException {
    sql.execute("create table if not exists node (name varchar(100), state varchar(12))");
    for (String table :
        new String[] {
          "catalogue_payload",
          "catalogue_location",
          "catalogue_fetch",
          "node",
          "catalogue_update",
          "download",
          "content_file",
          "update_source_error",
          "update_source",
          "catalog_entry"
        }) {
      sql.update("delete from " + table);
    }
    sql.update("update update_change set changes = changes + 1");
    FileSystemUtils.deleteRecursively(data.inbox());
    Files.createDirectories(data.inbox());
  }

  Path inbox(String name) {
    return data.inbox().resolve(name);
  }
}
