package org.wimdism.wim;

import java.nio.file.Path;

/** A mounted image, as /Get-MountedImageInfo lists it. */
public record Mount(
    Path mountFolder, Path imageFile, int index, boolean readOnly, MountStatus status) {}
