package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * The identity of a package, written {@code name~token~architecture~language~version}.
 *
 * @param architecture as the manifest writes it: amd64, x86, arm64, wow64 or neutral
 * @param language empty for neutral
 */
public record PackageIdentity(
    String name,
    String publicKeyToken,
    String architecture,
    String language,
    PackageVersion version) {

  private static final int PARTS = 5;
  private static final String SEPARATOR = "~";
  private static final String SERVICING_STACK = "Package_for_ServicingStack";

  public PackageIdentity {
    for (String part : List.of(name, publicKeyToken, architecture, language)) {
      if (part.contains(SEPARATOR)) {
        throw new IllegalArgumentException(
            "\"" + part + "\" cannot be part of a package identity: it contains " + SEPARATOR);
      }
    }
    language = "neutral".equalsIgnoreCase(language) ? "" : language;
  }

  @JsonCreator
  public static PackageIdentity parse(String text) {
    String[] parts = text.strip().split(SEPARATOR, -1);
    if (parts.length != PARTS || parts[0].isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a package identity (name~token~architecture~language~version).");
    }
    return new PackageIdentity(
        parts[0], parts[1], parts[2], parts[3], PackageVersion.parse(parts[4]));
  }

  /** Whether both name the same package, whatever its version. */
  public boolean isSamePackage(PackageIdentity other) {
    return name.equalsIgnoreCase(other.name)
        && publicKeyToken.equalsIgnoreCase(other.publicKeyToken)
        && architecture.equalsIgnoreCase(other.architecture)
        && language.equalsIgnoreCase(other.language);
  }

  /**
   * Whether both are versions of one thing. Rollups of all Windows builds have one name, so their
   * build must be the same; servicing stacks have their revision in the name.
   */
  public boolean isSameSeries(PackageIdentity other) {
    if (isServicingStack()) {
      return other.isServicingStack()
          && architecture.equalsIgnoreCase(other.architecture)
          && isSameWindowsBuild(other);
    }
    return isSamePackage(other) && (!isRollup() || isSameWindowsBuild(other));
  }

  private boolean isSameWindowsBuild(PackageIdentity other) {
    return version.asWindowsVersion().build() == other.version.asWindowsVersion().build();
  }

  /** Whether this is a servicing stack; its name carries its revision. */
  public boolean isServicingStack() {
    return name.regionMatches(true, 0, SERVICING_STACK, 0, SERVICING_STACK.length());
  }

  /** Whether this is the cumulative update of Windows. */
  public boolean isRollup() {
    return name.equalsIgnoreCase("Package_for_RollupFix");
  }

  @JsonValue
  @Override
  public String toString() {
    return String.join(SEPARATOR, name, publicKeyToken, architecture, language, version.toString());
  }
}
