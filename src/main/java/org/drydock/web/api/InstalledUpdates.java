package org.drydock.web.api;

import java.util.List;
import org.drydock.image.ImageIndex;
import org.drydock.image.InstalledPackage;

/** The packages in one index, in DISM's words. */
record InstalledUpdates(int index, String name, String version, List<Installed> packages) {

  record Installed(String identity, String state, String releaseType, String installTime) {}

  static List<InstalledUpdates> of(List<ImageIndex> indexes, List<InstalledPackage> packages) {
    return indexes.stream()
        .map(
            index ->
                new InstalledUpdates(
                    index.index(),
                    index.name(),
                    index.version(),
                    packages.stream()
                        .filter(installed -> installed.index() == index.index())
                        .map(InstalledUpdates::installed)
                        .toList()))
        .toList();
  }

  private static Installed installed(InstalledPackage installed) {
    return new Installed(
        installed.identity(), installed.state(), installed.releaseType(), installed.installTime());
  }
}
