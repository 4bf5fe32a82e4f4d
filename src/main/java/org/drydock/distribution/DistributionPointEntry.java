package org.drydock.distribution;

import java.nio.file.Path;
import org.springframework.data.annotation.Id;

/**
 * A distribution point as the database keeps it.
 *
 * @param path null for the embedded point, which moves with the data folder
 */
record DistributionPointEntry(@Id Long id, String name, String path) {

  DistributionPoint point(Path embedded) {
    return new DistributionPoint(id, name, path == null ? embedded : Path.of(path));
  }
}
