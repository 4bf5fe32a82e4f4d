package org.drydock.update;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A software update: its metadata, its file and the packages in it.
 *
 * @param id made from the file's SHA-256, so the same file always has the same id
 * @param kb "KB5990001", or null where the packages name none
 * @param classification the release type as DISM prints it, such as "Security Update"
 * @param architecture x86, x64, arm64, or all
 * @param deltas whether it holds deltas (PSFX), which only Windows' own DISM can apply
 * @param packages one for each package file inside; a combined .msu has two
 */
public record SoftwareUpdate(
    String id,
    String kb,
    String title,
    UpdateKind kind,
    String classification,
    String architecture,
    Instant releaseDate,
    boolean deltas,
    UpdateBinary binary,
    List<PackageMetadata> packages) {

  /** All packages, the nested ones too. */
  Stream<PackageMetadata> allPackages() {
    return packages.stream().flatMap(PackageMetadata::all);
  }

  /** The identities of all packages, the nested ones too. */
  public Stream<PackageIdentity> packageIdentities() {
    return allPackages().map(PackageMetadata::identity);
  }

  /** How a sentence names it: its KB number, or its file where it has none. */
  public String label() {
    return kb == null ? binary.fileName() : kb;
  }
}
