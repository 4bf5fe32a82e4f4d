package org.drydock.image;

import java.nio.file.Path;

/**
 * A version whose files are in place and which nobody knows of yet.
 *
 * @param sha256 of the WIM as it was copied, in hexadecimal
 * @param size of the WIM in bytes
 */
public record PlacedVersion(Path wim, String sha256, long size) {}
