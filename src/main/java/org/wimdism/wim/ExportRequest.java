package org.wimdism.wim;

import java.nio.file.Path;

/**
 * An image to be copied into another WIM.
 *
 * @param name the image's name there; null keeps it
 * @param compression of a new destination; an existing one keeps its own
 * @param checkIntegrity write an integrity table
 */
public record ExportRequest(
    Path source,
    int image,
    Path destination,
    String name,
    Compression compression,
    boolean bootable,
    boolean checkIntegrity) {}
