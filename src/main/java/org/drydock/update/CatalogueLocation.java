package org.drydock.update;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.drydock.site.DownloadProperties;

/**
 * Where the offline catalogue is fetched; exactly one of both is given.
 *
 * @param file on this host or a share
 * @param address in the web
 */
record CatalogueLocation(Path file, URI address) {

  static Optional<CatalogueLocation> of(DownloadProperties properties) {
    String written = properties.catalogue() == null ? "" : properties.catalogue().strip();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (written.matches("(?i)https?://.*")) {
        return Optional.of(new CatalogueLocation(null, URI.create(written)));
      }
      Path file =
          written.startsWith("file:")
              ? Path.of(URI.create(written))
              : Path.of(written).toAbsolutePath();
      return Optional.of(new CatalogueLocation(file, null));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "drydock.updates.download.catalogue is \""
              + written
              + "\", which is neither a path nor an address: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public String toString() {
    return file == null ? address.toString() : file.toString();
  }
}
