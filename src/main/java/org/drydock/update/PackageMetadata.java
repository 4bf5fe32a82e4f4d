package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the manifest of one package says, with the packages nested in it.
 *
 * @param kb "KB5990001", or null where the manifest names none
 * @param releaseType as the manifest writes it, or null
 * @param displayName what a person calls it, or null
 * @param description one sentence, or null
 * @param createdAt when it was made, or null
 * @param parents alternatives; one of them must be installed; empty where the manifest names none
 * @param servicingStackFloor the lowest servicing stack that can install it, or null for any
 * @param psfx whether its payload is deltas (PSFX) instead of whole files
 * @param compDb what the metadata beside it in an .msu says; null where there is none
 */
public record PackageMetadata(
    PackageIdentity identity,
    String kb,
    String releaseType,
    String displayName,
    String description,
    Instant createdAt,
    List<Parent> parents,
    PackageVersion servicingStackFloor,
    boolean psfx,
    List<PackageMetadata> nested,
    CompDb compDb) {

  PackageMetadata withNested(List<PackageMetadata> packages) {
    return copy(packages, compDb);
  }

  PackageMetadata with(CompDb found) {
    return copy(nested, found);
  }

  private PackageMetadata copy(List<PackageMetadata> packages, CompDb found) {
    return new PackageMetadata(
        identity,
        kb,
        releaseType,
        displayName,
        description,
        createdAt,
        parents,
        servicingStackFloor,
        psfx,
        packages,
        found);
  }

  /** This package and all packages below it. */
  @JsonIgnore
  public Stream<PackageMetadata> all() {
    return Stream.concat(Stream.of(this), nested.stream().flatMap(PackageMetadata::all));
  }
}
