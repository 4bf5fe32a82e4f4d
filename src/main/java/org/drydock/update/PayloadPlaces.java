package org.drydock.update;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.drydock.site.DownloadProperties;
import org.springframework.stereotype.Component;

/** Where a file may be found: in the site's own folder or mirror first, then at its publisher's. */
@Component
class PayloadPlaces {

  private final Path baseFolder;
  private final URI baseAddress;
  private final URI catalogue;
  private final boolean offline;
  private final List<String> allowedHosts;

  PayloadPlaces(DownloadProperties properties) {
    String base = properties.base() == null ? "" : properties.base().strip();
    boolean web = base.matches("(?i)https?://.*");
    this.baseAddress = web ? URI.create(base.endsWith("/") ? base : base + "/") : null;
    this.catalogue = CatalogueLocation.of(properties).map(CatalogueLocation::address).orElse(null);
    this.baseFolder = web || base.isEmpty() ? null : folder(base);
    this.offline = properties.offline();
    this.allowedHosts = properties.allowedHosts();
  }

  /** One place; exactly one of both is given. */
  record Place(Path file, URI address) {

    @Override
    public String toString() {
      return file == null ? address.toString() : file.toString();
    }
  }

  /**
   * @throws DownloadRefusedException where there is none
   */
  List<Place> of(PayloadFile file) throws DownloadRefusedException {
    List<Place> places = new ArrayList<>();
    for (String name : names(file)) {
      if (baseFolder != null && Files.isRegularFile(baseFolder.resolve(name))) {
        places.add(new Place(baseFolder.resolve(name), null));
      }
      if (baseAddress != null) {
        places.add(new Place(null, baseAddress.resolve(encoded(name))));
      }
    }
    if (file.url() != null && !offline) {
      places.add(new Place(null, file.url()));
    }
    if (places.isEmpty()) {
      throw new DownloadRefusedException(
          (offline
                  ? "The server is set to be offline (drydock.updates.download.offline)"
                  : "The catalogue names no address for it")
              + (baseFolder == null ? "." : ", and " + baseFolder + " has no such file.")
              + " Carry it in: GET /api/v1/updates/downloads/carry-list says where it is; drop it"
              + " into the inbox and synchronise.");
    }
    return places;
  }

  /**
   * Whether an address may be asked, first or after a redirect.
   *
   * @throws DownloadRefusedException when it may not
   */
  void checkAllowed(URI address) throws DownloadRefusedException {
    String host = address.getHost();
    boolean web =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    if (!web || host == null || address.getRawUserInfo() != null) {
      throw new DownloadRefusedException(
          address
              + " is not an address to download from: only http and https, without a password.");
    }
    boolean own = baseAddress != null && host.equalsIgnoreCase(baseAddress.getHost());
    if (!own && !address.equals(catalogue) && !HostPattern.anyMatches(allowedHosts, host)) {
      throw new DownloadRefusedException(
          "The host "
              + host
              + " (of "
              + address
              + ") is not on the list of hosts that may be asked. If it may, add it to"
              + " drydock.updates.download.allowed-hosts.");
    }
  }

  /** The catalogue's name, and the one at the publisher's, which has the digest in it. */
  private static Set<String> names(PayloadFile file) {
    Set<String> names = new LinkedHashSet<>(List.of(file.fileName()));
    if (file.url() != null && file.url().getPath() != null) {
      String last = file.url().getPath().replaceAll(".*/", "");
      if (PayloadCheck.isPlainName(last)) {
        names.add(last);
      }
    }
    return names;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Path folder(String base) {
    return base.startsWith("file:") ? Path.of(URI.create(base)) : Path.of(base).toAbsolutePath();
  }
}
