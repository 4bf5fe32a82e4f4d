package org.drydock.image;

import java.util.List;

/** What DISM reads in a WIM: its indexes and the packages of each. */
public record ImageContents(List<ImageIndex> indexes, List<InstalledPackage> packages) {}
