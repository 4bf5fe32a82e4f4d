package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.FaultyServer.redirect;
import static org.drydock.update.FaultyServer.sends;
import static org.drydock.update.FaultyServer.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.drydock.site.DownloadProperties;
import org.drydock.site.SynchronizationProperties;
import org.drydock.update.CatalogueReport.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The offline catalogue comes from a path or an address, and its source does what sources do. */
class CatalogueFetchTest extends UpdateRoom {

  @TempDir Path share;

  @Autowired FolderSource folder;
  @Autowired OfflineCatalogueSource reader;
  @Autowired Clock clock;

  private final Map<String, String> settings = new HashMap<>();
  private FaultyServer server;
  private byte[] published;

  @BeforeEach
  void publish() throws IOException {
    published = Files.readAllBytes(catalogue("KB5995001").write(share.resolve("made.cab")));
    server = new FaultyServer(published);
    settings.put("catalogue", server.address().toString());
  }

  @AfterEach
  void nothingIsLeftOnItsWay() throws IOException {
    server.close();
    assertThat(library.partialFolder()).isEmptyDirectory();
  }

  @Test
  void itIsFetchedFromAnAddress_andAnUnchangedOneIsNotFetchedAgain() {
    CatalogueReport report = synchronize().catalogues().get(0);
    assertThat(report.outcome()).isEqualTo(Outcome.SYNCHRONIZED);
    assertThat(report.file()).isEqualTo(server.address().toString());
    theCatalogueKnows("KB5995001");

    assertThat(synchronize().catalogues()).isEmpty();

    assertThat(server.requests()).containsExactly("whole", "if changed");
    assertThat(fetched().location()).isEqualTo(server.address().toString());
    assertThat(fetched().errorCount()).isZero();
    assertThat(fetched().synchronizedAt()).isAfterOrEqualTo(fetched().attemptedAt());
  }

  @Test
  void aLaterOneIsFetched_andItsNewsAreRead() throws IOException {
    synchronize();
    server.changesTo(Files.readAllBytes(catalogue("KB5995002").write(share.resolve("later.cab"))));

    assertThat(synchronize().catalogues().get(0).outcome()).isEqualTo(Outcome.SYNCHRONIZED);

    theCatalogueKnows("KB5995002");
  }

  @Test
  void aConnectionThatIsCutGoesOnWhereItStopped() {
    server.next(server.cutAfter(published.length / 2));

    assertThat(synchronize().catalogues().get(0).outcome()).isEqualTo(Outcome.SYNCHRONIZED);

    assertThat(server.requests()).hasSize(2).last().asString().startsWith("bytes=");
    theCatalogueKnows("KB5995001");
  }

  @Test
  void whatGoesWrongIsRecordedWithTheSource_andTheOldCatalogueStays() {
    synchronize();
    server.changesTo(published); // so that it is fetched again
    refuses(status(404), "status 404");
    refuses(sends("<html>Log in</html>".getBytes(StandardCharsets.UTF_8)), "It is not a cabinet");
    byte[] half = Arrays.copyOf(published, published.length / 2);
    refuses(sends(half), "The cabinet is truncated");
    Path other = Packages.cabinet(share.resolve("other.cab"), Map.of("a.txt", "no catalogue"));
    refuses(sends(bytes(other)), "it lacks index.xml or package.cab");
    refuses(redirect(server.address("localhost")), "The host localhost", "allowed-hosts");
    settings.put("largest-catalogue", published.length + 10_000 + "B");
    refuses(server.endless(), "More arrives than the", "without end");
    settings.put("largest-catalogue", "100B");
    refuses(server.good(), "at most 100 are taken");
    settings.remove("largest-catalogue");

    assertThat(synchronize().catalogues().get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(fetched().errorCount()).isZero();
  }

  @Test
  void itIsReadFromAShare_onlyWhenItHasChangedThere() throws IOException {
    Path file = share.resolve("wsusscn2.cab");
    settings.put("catalogue", file.toUri().toString());
    assertThat(synchronize().catalogues()).isEmpty();
    assertThat(fetched().errors().get(0).reason())
        .contains("There is no file " + file, "mount the share");

    Files.write(file, published);
    assertThat(synchronize().catalogues().get(0).outcome()).isEqualTo(Outcome.SYNCHRONIZED);
    assertThat(synchronize().catalogues()).isEmpty();
    theCatalogueKnows("KB5995001");

    Files.write(file, Arrays.copyOf(published, published.length / 2));
    assertThat(synchronize().catalogues()).isEmpty();
    assertThat(fetched().errors().get(0).reason()).contains("truncated");
    assertThat(file).exists();
    theCatalogueKnows("KB5995001");
  }

  @Test
  void ofTheInboxAndTheAddressTheOneMadeLastCounts_andBothAreReported() throws IOException {
    catalogue("KB5995003").write(inbox("carried.cab"));

    assertThat(synchronize().catalogues())
        .extracting(CatalogueReport::file)
        .containsExactlyInAnyOrder("carried.cab", server.address().toString());
  }

  @Test
  void aSiteThatNamesNoneAnyMoreHasNoSuchSource() {
    synchronize();
    settings.remove("catalogue");

    synchronize();

    assertThat(sources.find(UpdateSource.CATALOGUE_LOCATION)).isEmpty();
    theCatalogueKnows("KB5995001");
  }

  @Test
  void nothingIsDone_whileAnotherNodeSynchronises() throws IOException {
    sql.update("insert into node (name, state) values ('east', 'UP'), ('west', 'UP')");
    JdbcClient jdbc = JdbcClient.create(sql);
    SynchronizationTurn east = new SynchronizationTurn(jdbc, "east", clock);
    SynchronizationTurn west = new SynchronizationTurn(jdbc, "west", clock);
    assertThat(east.take()).isEmpty();
    assertThat(west.take()).hasValueSatisfying(other -> assertThat(other).contains("node east"));
    west.giveBack(); // what is not its own

    SynchronizationReport report = synchronize();
    assertThat(report.skipped()).contains("The node east has been synchronising since");
    assertThat(server.requests()).isEmpty();
    assertThat(sources.all()).isEmpty();

    east.giveBack();
    assertThat(synchronize().skipped()).isNull();
    theCatalogueKnows("KB5995001");
    assertThat(west.take()).isEmpty(); // this node has given its turn back
    west.giveBack();
  }

  @Test
  void aNodeThatIsLostOrWasRestartedDoesNotKeepItsTurn() {
    sql.update("insert into node (name, state) values ('east', 'UP')");
    SynchronizationTurn east = new SynchronizationTurn(JdbcClient.create(sql), "east", clock);
    assertThat(east.take()).isEmpty();
    assertThat(east.take()).isEmpty();
    sql.update("update node set state = 'LOST' where name = 'east'");

    assertThat(synchronize().skipped()).isNull();
    theCatalogueKnows("KB5995001");
  }

  private void refuses(FaultyServer.Answer answer, String... reasons) {
    server.next(answer);
    assertThat(synchronize().catalogues()).isEmpty();
    assertThat(fetched().errors())
        .singleElement()
        .satisfies(error -> assertThat(error.reason()).contains(reasons));
    assertThat(fetched().synchronizedAt()).isBefore(fetched().attemptedAt());
    assertThat(
            new SourceWatch(
                    sources,
                    new SynchronizationProperties("0 0 2 * * ?", java.time.Duration.ofDays(35)),
                    clock)
                .concern(fetched()))
        .hasValueSatisfying(concern -> assertThat(concern).contains(reasons[0]));
    theCatalogueKnows("KB5995001");
  }

  private SynchronizationReport synchronize() {
    DownloadProperties properties =
        new Binder(new MapConfigurationPropertySource(prefixed()))
            .bindOrCreate("drydock.updates.download", DownloadProperties.class);
    HttpDownload http = new HttpDownload(new PayloadPlaces(properties), properties);
    JdbcClient jdbc = JdbcClient.create(sql);
    return new UpdateCatalog(
            folder,
            library,
            records,
            reader,
            new CatalogueFetch(properties, http, library, sources, jdbc, clock),
            new SynchronizationTurn(jdbc, "here", clock),
            sources,
            listings,
            clock)
        .synchronize();
  }

  private Map<String, String> prefixed() {
    Map<String, String> all = new HashMap<>();
    settings.forEach((name, value) -> all.put("drydock.updates.download." + name, value));
    return all;
  }

  private UpdateSource fetched() {
    return sources.find(UpdateSource.CATALOGUE_LOCATION).orElseThrow();
  }

  private void theCatalogueKnows(String kb) {
    assertThat(catalog.search(new UpdateSearch(kb, "all", false, null, 10)).items()).hasSize(1);
  }

  private static OfflineCatalogue catalogue(String kb) {
    long revision = Long.parseLong(kb.substring(2));
    OfflineCatalogue catalogue = new OfflineCatalogue(1);
    catalogue.bundle(revision, revision, kb.substring(2), "Update " + kb, "");
    catalogue.noise(revision);
    return catalogue;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
