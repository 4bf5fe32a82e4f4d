package org.drydock.update;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.drydock.site.DownloadProperties;

/**
 * The proxy that is asked instead of other hosts, except for some, and who it is told to ask. The
 * user is named with each request, in the clear as Basic has it; the client leaves that out of what
 * goes through a tunnel to the host itself.
 */
final class DownloadProxy {

  /** The status of a proxy that wants to know who asks. */
  static final int AUTHENTICATION_REQUIRED = 407;

  private static final int DEFAULT_PORT = 8080;

  private final ProxySelector selector;
  private final List<String> exceptions;
  private final String credentials;

  DownloadProxy(DownloadProperties properties) {
    this.exceptions = properties.proxyExceptions();
    this.selector = properties.proxy() == null ? null : new Selector(properties.proxy());
    this.credentials =
        properties.proxyUser() == null ? null : basic(properties.proxyUser(), properties);
  }

  private static String basic(String user, DownloadProperties properties) {
    String password = properties.proxyPassword() == null ? "" : properties.proxyPassword();
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** Empty where the Java system properties decide. */
  Optional<ProxySelector> selector() {
    return Optional.ofNullable(selector);
  }

  /** Adds who asks to a request that goes through the proxy. */
  void identify(URI address, HttpRequest.Builder request) {
    if (credentials != null && !isException(address)) {
      request.header("Proxy-Authorization", credentials);
    }
  }

  static String demandsCredentials(URI address) {
    return "The proxy does not let "
        + address
        + " be asked for without the right user and password (status 407). Set"
        + " drydock.updates.download.proxy-user and .proxy-password; only Basic is spoken. If they"
        + " are right, look at the Java system property jdk.http.auth.tunneling.disabledSchemes,"
        + " which must not name Basic.";
  }

  private boolean isException(URI address) {
    return HostPattern.anyMatches(exceptions, address.getHost());
  }

  private final class Selector extends ProxySelector {

    private final Proxy proxy;

    Selector(URI address) {
      int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
      this.proxy =
          new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
    }

    @Override
    public List<Proxy> select(URI address) {
      return List.of(isException(address) ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request fails with the reason.
    }
  }
}
