package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.drydock.update.FaultyServer.redirect;
import static org.drydock.update.FaultyServer.sends;
import static org.drydock.update.FaultyServer.status;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.drydock.site.DownloadProperties;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentMatchers;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;

/** Everything that a server, a network and a disk do to a download. */
class PayloadFetchTest {

  private static byte[] update;

  @TempDir Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private final LocalHost host = mock(LocalHost.class);
  private FaultyServer server;
  private Path content;
  private boolean cancelled;

  @BeforeAll
  static void makeUpdate(@TempDir Path folder) throws IOException {
    byte[] payload = new byte[200_000];
    new Random(1).nextBytes(payload);
    String manifest =
        Packages.manifest(
            "Package_for_RollupFix~" + Packages.TOKEN + "~amd64~~26100.2000.1.5",
            "KB5990001",
            "Security Update");
    Path cabinet =
        Packages.cabinetOf(
            folder.resolve("update.cab"),
            Map.of("update.mum", manifest.getBytes(StandardCharsets.UTF_8), "payload", payload));
    update = Files.readAllBytes(cabinet);
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new FaultyServer(update);
    content = Files.createDirectories(folder.resolve("content"));
    settings.put("drydock.updates.download.allowed-hosts", "127.0.0.1");
    when(host.freeSpace(ArgumentMatchers.any())).thenReturn(Long.MAX_VALUE);
  }

  @AfterEach
  void nothingHalfIsInTheLibrary() throws IOException {
    server.close();
    try (var files = Files.list(content)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Digests.of(file, () -> false).sha256()).isEqualTo(file.getFileName().toString());
      }
    }
    assertThat(content).isDirectoryNotContaining(path -> path.toString().contains("arriving"));
  }

  @Test
  void aFileArrivesWhole_isReadAndKept() throws Exception {
    UpdateIntake.Taken taken = fetch();

    assertThat(taken.added()).isTrue();
    assertThat(taken.update().kb()).isEqualTo("KB5990001");
    assertThat(content.resolve(taken.update().binary().sha256())).hasBinaryContent(update);
    assertThat(content.resolve("partial")).isEmptyDirectory();
  }

  @Test
  void theNextAttemptGoesOnWhereTheConnectionWasCut_alsoAfterARestart() throws Exception {
    server.next(server.cutAfter(120_000));
    assertThatThrownBy(this::fetch).isInstanceOf(DownloadFailedException.class);
    long arrived = Files.size(partial());
    assertThat(arrived).isPositive();

    fetch(); // by new objects, as after a restart

    assertThat(server.requests()).containsExactly("whole", "bytes=" + arrived + "-");
    theUpdateIsThere();
  }

  @Test
  void theFileIsFetchedFromTheBeginning_whenItChangedWhileItWasResumed() throws Exception {
    byte[] old = update.clone();
    Arrays.fill(old, 0, 1000, (byte) 7);
    FaultyServer other = server;
    other.changesTo(old); // "two"
    other.next(other.cutAfter(120_000));
    assertThatThrownBy(this::fetch).isInstanceOf(DownloadFailedException.class);

    server.next(
        exchange -> { // ignores If-Range, and sends the rest of another state
          exchange.getResponseHeaders().set("ETag", "\"three\"");
          long from = Files.size(partial());
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Range",
                  "bytes " + from + "-" + (update.length - 1) + "/" + update.length);
          exchange.sendResponseHeaders(206, update.length - from);
          exchange.getResponseBody().write(update, (int) from, (int) (update.length - from));
        });
    server.changesTo(update);
    fetch();

    assertThat(server.requests()).hasSize(3).last().isEqualTo("whole");
    theUpdateIsThere();
  }

  @Test
  void theFileIsFetchedFromTheBeginning_whenTheServerSaysThatItChanged() throws Exception {
    server.next(server.cutAfter(120_000));
    assertThatThrownBy(this::fetch).isInstanceOf(DownloadFailedException.class);
    server.changesTo(update); // a new ETag: If-Range does not hold

    fetch();

    assertThat(server.requests()).hasSize(2);
    theUpdateIsThere();
  }

  @Test
  void aPartThatBelongsToAnotherFileIsThrownAway_whenTheWholeDoesNotFit() throws Exception {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), new byte[50_000]);

    fetch();

    assertThat(server.requests()).containsExactly("bytes=50000-", "whole");
    theUpdateIsThere();
  }

  @Test
  void aServerWithoutRangesSendsTheWholeFileAgain() throws Exception {
    server.next(server.cutAfter(120_000), server.withoutRanges());
    assertThatThrownBy(this::fetch).isInstanceOf(DownloadFailedException.class);

    fetch();

    theUpdateIsThere();
  }

  @Test
  void anotherFileOfTheSameSizeIsThrownAway() throws Exception {
    byte[] other = update.clone();
    other[1000] ^= 1;
    server.next(sends(other));

    assertThatThrownBy(this::fetch)
        .isInstanceOf(DownloadFailedException.class)
        .hasMessageContaining("is not the file that the catalogue means: its SHA-1 is")
        .hasMessageContaining(file(server.address()).sha1());
    assertThat(partial()).doesNotExist();
    nothingIsThere();
  }

  @Test
  void theSha256IsCheckedToo() {
    PayloadFile good = file(server.address());
    PayloadFile wanted =
        new PayloadFile(good.fileName(), good.size(), good.sha1(), "0".repeat(64), good.url());

    assertThatThrownBy(() -> fetch(wanted)).hasMessageContaining("its SHA-256 is");
    nothingIsThere();
  }

  @Test
  void aLongerOrShorterFileIsRefusedBeforeItArrives() {
    server.next(sends(Arrays.copyOf(update, update.length + 1)));

    assertThatThrownBy(this::fetch)
        .hasMessageContaining(
            "%,d bytes, the catalogue says %,d", update.length + 1, update.length);
    nothingIsThere();
  }

  @Test
  void anEndlessAnswerIsEndedAtTheSizeOfTheFile() {
    server.next(server.endless());

    assertThatThrownBy(this::fetch).hasMessageContaining("More arrives than");
    assertThat(partial()).doesNotExist();
    nothingIsThere();
  }

  @Test
  void whatStallsIsEnded_andGoesOnLater() throws Exception {
    settings.put("drydock.updates.download.stall-timeout", "1500ms");
    server.next(server.stalledAfter(120_000));

    assertThatThrownBy(this::fetch)
        .hasMessageContaining("Nothing has arrived for 1500 milliseconds");
    assertThat(partial()).isNotEmptyFile();
    fetch();
    theUpdateIsThere();
  }

  @Test
  void whatCrawlsIsEnded() {
    settings.put("drydock.updates.download.stall-timeout", "1500ms");
    settings.put("drydock.updates.download.least-speed", "1MB");
    server.next(server.dripping());

    assertThatThrownBy(this::fetch).hasMessageContaining("less than 1048576B a second");
  }

  @Test
  void whatTakesTooLongIsEnded() {
    settings.put("drydock.updates.download.longest", "200ms");
    settings.put("drydock.updates.download.least-speed", "0B");
    server.next(server.dripping());

    assertThatThrownBy(this::fetch).hasMessageContaining("longer than 200 milliseconds");
  }

  @Test
  void aServerThatDoesNotAnswer_andOneThatIsNotThere_areNamed() {
    settings.put("drydock.updates.download.stall-timeout", "1500ms");
    server.next(server.silent());
    assertThatThrownBy(this::fetch)
        .hasMessageContaining(server.address() + " did not answer within 1500 milliseconds");

    URI nobody = URI.create("http://127.0.0.1:1/update.cab");
    assertThatThrownBy(() -> fetch(file(nobody))).hasMessageContaining("cannot be reached");
  }

  @Test
  void aStatusIsNamed_andMayPass() throws Exception {
    server.next(status(404), status(503));

    assertThatThrownBy(this::fetch).hasMessageContaining("status 404");
    assertThatThrownBy(this::fetch)
        .hasMessageContaining("status 503")
        .satisfies(e -> assertThat(((DownloadFailedException) e).mayPass()).isTrue());
    fetch();
    theUpdateIsThere();
  }

  @Test
  void aRedirectIsFollowed_butNotToAHostThatIsNotAllowed() throws Exception {
    server.next(redirect(server.address()));
    fetch();
    theUpdateIsThere();

    URI foreign = server.address("localhost");
    server.next(redirect(foreign));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(DownloadRefusedException.class)
        .hasMessageContaining("The host localhost (of " + foreign + ") is not on the list")
        .hasMessageContaining("drydock.updates.download.allowed-hosts");
    assertThat(server.requests()).hasSize(3); // the foreign one was not asked
  }

  @Test
  void redirectsInACircleEnd() {
    for (int i = 0; i < 20; i++) {
      server.next(redirect(server.address()));
    }
    assertThatThrownBy(this::fetch).hasMessageContaining("redirects more than 10 times");
  }

  @Test
  void onlyTheWebIsAsked() {
    URI local = folder.resolve("secret").toUri();
    assertThatThrownBy(() -> fetch(file(local))).isInstanceOf(DownloadRefusedException.class);
    assertThatThrownBy(() -> fetch(file(URI.create("http://me:secret@127.0.0.1/x"))))
        .isInstanceOf(DownloadRefusedException.class)
        .hasMessageContaining("without a password");
  }

  @Test
  void theHostsOfTheListMayHaveOthersBelow() {
    List<String> list = List.of("download.windowsupdate.com", "*.dl.delivery.mp.microsoft.com");
    assertThat(HostPattern.anyMatches(list, "Download.WindowsUpdate.com")).isTrue();
    assertThat(HostPattern.anyMatches(list, "a.b.dl.delivery.mp.microsoft.com")).isTrue();
    assertThat(HostPattern.anyMatches(list, "dl.delivery.mp.microsoft.com")).isFalse();
    assertThat(HostPattern.anyMatches(list, "evildl.delivery.mp.microsoft.com")).isFalse();
    assertThat(HostPattern.anyMatches(list, "download.windowsupdate.com.evil.example")).isFalse();
  }

  @Test
  void theSitesOwnFolderIsAskedFirst_byEitherName() throws Exception {
    Path base = Files.createDirectories(folder.resolve("mirror"));
    settings.put("drydock.updates.download.base", base.toUri().toString());
    Files.write(base.resolve("kb.cab"), update);

    fetch(new PayloadFile("other.cab", update.length, sha1(), null, named("kb.cab")));

    assertThat(server.requests()).isEmpty();
    theUpdateIsThere();
  }

  @Test
  void thePublisherIsAsked_whenTheOwnFolderHasAnotherFileOfThatName() throws Exception {
    Path base = Files.createDirectories(folder.resolve("mirror"));
    settings.put("drydock.updates.download.base", base.toString());
    Files.writeString(base.resolve("update.cab"), "another file of that name");

    fetch();

    assertThat(server.requests()).hasSize(1);
    theUpdateIsThere();
  }

  @Test
  void aMirrorIsAskedFirst_andNeedsNoPlaceOnTheList() throws Exception {
    settings.put(
        "drydock.updates.download.base", server.address("localhost").resolve(".").toString());

    fetch(file(URI.create("http://127.0.0.1:1/update.cab")));

    theUpdateIsThere();
  }

  @Test
  void nothingIsAskedOffline_andTheReasonSaysWhatToDo() {
    settings.put("drydock.updates.download.offline", "true");

    assertThatThrownBy(this::fetch)
        .isInstanceOf(DownloadRefusedException.class)
        .hasMessageContaining("offline")
        .hasMessageContaining("carry-list")
        .hasMessageContaining("inbox");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aProxyIsAskedInsteadOfTheHost_exceptForItsExceptions() throws Exception {
    URI unreachable = URI.create("http://127.0.0.1:1/files/update.cab");
    settings.put("drydock.updates.download.proxy", server.address().resolve("/").toString());
    fetch(file(unreachable)); // the proxy answers for it
    theUpdateIsThere();

    settings.put("drydock.updates.download.proxy-exceptions", "127.0.0.1");
    assertThatThrownBy(() -> fetch(file(unreachable))).hasMessageContaining("cannot be reached");
  }

  @Test
  void nothingBegins_whenTheDiskHasNoRoom() {
    when(host.freeSpace(ArgumentMatchers.any())).thenReturn(1000L);

    assertThatThrownBy(this::fetch)
        .hasMessageContaining("has 1,000 bytes free; this file needs %,d", 2 * update.length)
        .hasMessageContaining(content.toString());
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDiskThatFillsUpMeanwhileIsNamed_andGetsItsRoomBack() throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "full", content.toString()));
    try {
      assertThatThrownBy(this::fetch)
          .isInstanceOf(DownloadFailedException.class)
          .hasMessageContaining("Cannot write " + partial())
          .hasMessageContaining("No space left")
          .hasMessageContaining("removed to give the room back");
      assertThat(content.resolve("partial")).isEmptyDirectory();
      nothingIsThere();
    } finally {
      run("umount", content.toString());
    }
    fetch();
    theUpdateIsThere();
  }

  @Test
  void aCancelIsNoticedWhileNothingArrives_andWhatArrivedStays() {
    settings.put("drydock.updates.download.stall-timeout", "1h");
    server.next(server.stalledAfter(120_000));
    cancelled = true;

    assertThatThrownBy(this::fetch).isInstanceOf(CancellationException.class);
    nothingIsThere();
  }

  @Test
  void whatIsNoUpdateIsNotKept() throws Exception {
    byte[] page = "<html>no update</html>".getBytes(StandardCharsets.UTF_8);
    server.changesTo(page);
    Path copy = Files.write(folder.resolve("page"), page);
    String sha1 = Digests.of(copy, () -> false).sha1();

    assertThatThrownBy(
            () -> fetch(new PayloadFile("a.cab", page.length, sha1, null, server.address())))
        .isInstanceOf(UnreadableUpdateException.class)
        .hasMessageContaining("neither a cabinet");
    nothingIsThere();
  }

  private UpdateIntake.Taken fetch() throws Exception {
    return fetch(file(server.address()));
  }

  private UpdateIntake.Taken fetch(PayloadFile file) throws Exception {
    DrydockProperties site =
        new Binder(new MapConfigurationPropertySource(Map.of("drydock.data", folder.toString())))
            .bindOrCreate("drydock", DrydockProperties.class);
    DownloadProperties download =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("drydock.updates.download", DownloadProperties.class);
    ContentLibrary library =
        new ContentLibrary(
            new DataFolder(site),
            mock(ContentTable.class),
            mock(JdbcAggregateOperations.class),
            Clock.systemUTC());
    CabinetExtractor cabinets = new CabinetExtractor();
    PackageReader reader =
        new PackageReader(cabinets, new WimExtractor(), new CompDbReader(cabinets));
    PayloadPlaces places = new PayloadPlaces(download);
    return new PayloadFetch(
            places,
            new HttpDownload(places, download),
            library,
            new UpdateIntake(reader, mock(UpdateRecords.class)),
            host)
        .fetch(file, new Control());
  }

  private PayloadFile file(URI address) {
    return new PayloadFile("update.cab", update.length, sha1(), null, address);
  }

  private URI named(String name) {
    return server.address().resolve(name);
  }

  private String sha1() {
    try {
      Path copy = Files.write(folder.resolve("copy"), update);
      return Digests.of(copy, () -> false).sha1();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path partial() {
    return content.resolve("partial").resolve(sha1());
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private void theUpdateIsThere() {
    assertThat(content).isDirectoryContaining(file -> hasContent(file, update));
  }

  private void nothingIsThere() {
    assertThat(content).isDirectoryNotContaining(Files::isRegularFile);
  }

  private static boolean hasContent(Path file, byte[] bytes) {
    try {
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      return false;
    }
  }

  private final class Control implements FetchControl {
    @Override
    public void checkCancelled() {
      if (cancelled) {
        throw new CancellationException();
      }
    }

    @Override
    public void arrived(long bytes) {}

    @Override
    public void confirmOwnership() {}
  }
}
