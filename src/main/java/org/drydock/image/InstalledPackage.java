package org.drydock.image;

/**
 * A package that an index contains, in DISM's words.
 *
 * @param identity {@code name~token~architecture~language~version}
 */
public record InstalledPackage(
    int index, String identity, String state, String releaseType, String installTime) {}
