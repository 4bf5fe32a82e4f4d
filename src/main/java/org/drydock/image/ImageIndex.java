package org.drydock.image;

import java.util.List;

/**
 * One Windows installation inside an image.
 *
 * @param architecture x86, x64 or arm64
 * @param version with the build's revision, such as 10.0.26100.1742
 * @param size of the files before compression, in bytes
 */
public record ImageIndex(
    int index,
    String name,
    String description,
    String architecture,
    String version,
    String edition,
    List<String> languages,
    long size) {}
