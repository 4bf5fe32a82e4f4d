package org.drydock.distribution;

import java.nio.file.Path;

/**
 * A place serviced images are copied to.
 *
 * @param path a folder, local or on a mounted share
 */
public record DistributionPoint(Long id, String name, Path path) {

  /** Where this point keeps one image, whatever its version. */
  public Path folderOf(String imageId) {
    return path.resolve(imageId);
  }
}
