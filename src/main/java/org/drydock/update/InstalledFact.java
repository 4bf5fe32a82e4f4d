package org.drydock.update;

import java.util.Locale;
import java.util.Set;

/**
 * A package that the image records.
 *
 * @param state as DISM prints it: Installed, Staged, Superseded, Install Pending ...
 */
public record InstalledFact(PackageIdentity identity, String state) {

  private static final Set<String> PRESENT = Set.of("installed", "install pending", "permanent");
  private static final String PENDING = "install pending";
  private static final String REMOVAL_PENDING = "uninstall pending";
  private static final String SUPERSEDED = "superseded";

  /** Whether the package counts as being in the image. */
  public boolean isPresent() {
    return PRESENT.contains(state.toLowerCase(Locale.ROOT));
  }

  /** Whether packages that need it as their parent can be added now. */
  public boolean canBeParent() {
    return isPresent() && !PENDING.equalsIgnoreCase(state);
  }

  /** Whether its installation or removal ends only when the image starts as Windows. */
  boolean isPending() {
    return PENDING.equalsIgnoreCase(state) || REMOVAL_PENDING.equalsIgnoreCase(state);
  }

  /** Whether a later package has taken its place. */
  boolean isSuperseded() {
    return SUPERSEDED.equalsIgnoreCase(state);
  }
}
