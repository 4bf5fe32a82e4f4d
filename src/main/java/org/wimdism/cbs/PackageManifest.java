package org.wimdism.cbs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A package manifest ({@code .mum}).
 *
 * @param bytes the file as it is stored in the image and named in the catalogue
 * @param stackFloor the servicing stack it needs at least
 * @param deltas whether the payload comes as deltas (PSFX)
 * @param unsupported elements of the package itself that wimdism cannot carry out
 */
public record PackageManifest(
    byte[] bytes,
    Identity identity,
    Description description,
    List<Parent> parents,
    Optional<Version> stackFloor,
    boolean deltas,
    List<UpdateElement> updates,
    List<String> unsupported) {

  /**
   * What the manifest tells about the package; empty where it says nothing.
   *
   * @param permanent whether it can never be uninstalled
   */
  public record Description(
      String identifier,
      String releaseType,
      String restart,
      String displayName,
      String description,
      String company,
      String copyright,
      String created,
      String updated,
      String supportInformation,
      String productName,
      boolean selfUpdate,
      boolean permanent,
      String offlineCapable) {

    /** For a package whose manifest the image does not have. */
    static final Description UNKNOWN =
        new Description("", "", "", "", "", "", "", "", "", "", "", false, false, "");
  }

  /** Whether one of its parents is installed; a package without parents always applies. */
  boolean hasParentAmong(Collection<Identity> installed) {
    return parents.isEmpty() || parents.stream().anyMatch(parent -> parent.isAmong(installed));
  }
}
