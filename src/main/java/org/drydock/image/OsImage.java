package org.drydock.image;

import java.time.Instant;

/**
 * An operating system image or upgrade package in the library.
 *
 * @param id such as DRY00001
 * @param stateMessage why the import failed; null otherwise
 * @param currentVersion the version in use; null until the import has ended
 */
public record OsImage(
    String id,
    String name,
    ImageKind kind,
    ImageState state,
    String stateMessage,
    Integer currentVersion,
    Instant createdAt) {}
