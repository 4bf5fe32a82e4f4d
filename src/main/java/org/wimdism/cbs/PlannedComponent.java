package org.wimdism.cbs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wimdism.cbs.ComponentManifest.PayloadFile;

/** A component that will be added, with every macro resolved. */
record PlannedComponent(
    ComponentManifest manifest,
    List<PlannedFile> files,
    List<String> directories,
    List<RegistryChange> registry) {

  /**
   * A payload file.
   *
   * @param source the unpacked file
   * @param destination path in the image; nothing where the file stays in WinSxS only
   */
  record PlannedFile(PayloadFile file, Path source, Optional<String> destination) {}

  Identity identity() {
    return manifest.identity();
  }
}
