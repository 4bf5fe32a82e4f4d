package org.drydock.image;

import java.time.Instant;

/**
 * A published, unchangeable state of an image.
 *
 * @param fileName the WIM's path below the version's folder, with slashes
 * @param size of the WIM in bytes
 * @param sha256 of the WIM, in hexadecimal
 * @param runNumber the run that made it; null for the import
 * @param experimental whether a component store was changed by a program that Microsoft does not
 *     support
 * @param keep whether it stays whatever the rules of retention say
 */
public record ImageVersion(
    String imageId,
    int version,
    String fileName,
    long size,
    String sha256,
    Instant createdAt,
    Long runNumber,
    boolean experimental,
    boolean keep) {}
