package org.drydock.image;

import java.util.List;

/**
 * What DISM reads in a WIM.
 *
 * @param packages of all indexes
 * @param companions the recovery environments inside it
 */
public record ImageContents(
    List<ImageIndex> indexes, List<InstalledPackage> packages, List<CompanionImage> companions) {

  public ImageContents {
    companions = companions == null ? List.of() : companions;
  }
}
