package org.drydock.distribution;

import java.nio.file.Path;

/**
 * One published version on its way to distribution points.
 *
 * @param folder the version's folder
 * @param fileName the WIM's path below that folder
 * @param wholeFolder whether everything in the folder goes, as for an upgrade package, or the WIM
 *     alone
 * @param sha256 of the WIM, as published
 */
public record Shipment(
    String imageId, int version, Path folder, String fileName, boolean wholeFolder, String sha256) {

  Path wim() {
    return folder.resolve(fileName);
  }

  @Override
  public String toString() {
    return "version " + version + " of image " + imageId;
  }
}
