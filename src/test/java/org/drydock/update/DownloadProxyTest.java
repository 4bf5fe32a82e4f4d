package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.drydock.site.DownloadProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A proxy that wants to know who asks: for http, and for the tunnel that https needs. */
class DownloadProxyTest {

  private static final byte[] FILE = "the file of an update".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "s3cret: with a colon";
  private static final char[] KEYS = "changeit".toCharArray();

  private static SSLContext before;
  private static HttpsServer publisher;
  private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

  static {
    // As the server does it when a user is configured (BasicProxyTunnels), before Java's client is
    // used for the first time.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  @TempDir Path folder;

  private final Map<String, String> settings = new HashMap<>();
  private DemandingProxy proxy;

  @BeforeAll
  static void publishOverHttps(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                new String(KEYS),
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    SSLContext tls = context(store);
    publisher = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    publisher.setHttpsConfigurator(new HttpsConfigurator(tls));
    publisher.createContext("/", DownloadProxyTest::give);
    publisher.start();
    before = SSLContext.getDefault();
    SSLContext.setDefault(tls);
  }

  @AfterAll
  static void trustNobodyElse() {
    SSLContext.setDefault(before);
    publisher.stop(0);
  }

  @BeforeEach
  void startProxy() {
    proxy = new DemandingProxy("site", SECRET);
    SEEN.clear();
    settings.put("drydock.updates.download.allowed-hosts", "127.0.0.1");
    settings.put("drydock.updates.download.proxy", proxy.address().toString());
    settings.put("drydock.updates.download.proxy-user", "site");
    settings.put("drydock.updates.download.proxy-password", SECRET);
  }

  @AfterEach
  void stopProxy() throws IOException {
    proxy.close();
  }

  @Test
  void theProxyIsToldWhoAsks_forHttp() throws Exception {
    try (FaultyServer server = new FaultyServer(FILE)) {
      assertThat(fetched(server.address())).hasBinaryContent(FILE);
    }
    assertThat(proxy.requests()).containsExactly("GET 200");
  }

  @Test
  void theProxyIsToldWhoAsks_forTheTunnelOfHttps_andTheHostIsNot() throws Exception {
    assertThat(fetched(overHttps())).hasBinaryContent(FILE);

    assertThat(proxy.requests()).containsExactly("CONNECT 200");
    assertThat(SEEN).containsExactly("nobody");
  }

  @Test
  void aHostThatIsAskedWithoutTheProxyIsNotToldEither() throws Exception {
    settings.put("drydock.updates.download.proxy-exceptions", "127.0.0.1");

    assertThat(fetched(overHttps())).hasBinaryContent(FILE);

    assertThat(proxy.requests()).isEmpty();
    assertThat(SEEN).containsExactly("nobody");
  }

  @Test
  void theWrongPasswordIsNamedAsTheCause_andNotTriedAgain_norShown() throws Exception {
    settings.put("drydock.updates.download.proxy-password", "another secret");
    try (FaultyServer server = new FaultyServer(FILE)) {
      for (URI address : List.of(server.address(), overHttps())) {
        assertThatThrownBy(() -> fetched(address))
            .isInstanceOf(DownloadRefusedException.class)
            .hasMessageContaining("proxy-user and .proxy-password")
            .hasMessageContaining("status 407")
            .hasMessageNotContaining("another secret");
      }
      assertThat(server.requests()).isEmpty();
    }
    assertThat(proxy.requests()).allSatisfy(asked -> assertThat(asked).endsWith("407"));
  }

  @Test
  void theSameIsSaid_whenNoUserIsConfigured() {
    settings.remove("drydock.updates.download.proxy-user");
    settings.remove("drydock.updates.download.proxy-password");

    assertThatThrownBy(() -> fetched(overHttps()))
        .isInstanceOf(DownloadRefusedException.class)
        .hasMessageContaining("Set drydock.updates.download.proxy-user");
  }

  @Test
  void thePasswordIsNotShown_andDoesNotBelongIntoTheAddress() {
    assertThat(properties().toString()).contains("site").doesNotContain(SECRET);

    settings.put("drydock.updates.download.proxy", "http://site:hidden@127.0.0.1:1");
    assertThatThrownBy(this::properties)
        .rootCause()
        .hasMessageContaining("proxy-user and .proxy-password")
        .hasMessageNotContaining("hidden");
    settings.remove("drydock.updates.download.proxy");
    assertThatThrownBy(this::properties).rootCause().hasMessageContaining("and no proxy");
  }

  private Path fetched(URI address) throws IOException {
    DownloadProperties properties = properties();
    PartialFile partial = new PartialFile(folder, "file");
    new HttpDownload(new PayloadPlaces(properties), properties)
        .fetch(address, FILE.length, partial, new Unwatched());
    return partial.path();
  }

  private DownloadProperties properties() {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("drydock.updates.download", DownloadProperties.class);
  }

  private static URI overHttps() {
    return URI.create("https://127.0.0.1:" + publisher.getAddress().getPort() + "/update.cab");
  }

  private static void give(HttpExchange exchange) throws IOException {
    String told = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
    SEEN.add(told == null ? "nobody" : told);
    exchange.sendResponseHeaders(200, FILE.length);
    exchange.getResponseBody().write(FILE);
    exchange.close();
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, KEYS);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
    own.init(keys, KEYS);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static final class Unwatched implements FetchControl {
    @Override
    public void checkCancelled() {}

    @Override
    public void arrived(long bytes) {}

    @Override
    public void confirmOwnership() {}
  }
}
