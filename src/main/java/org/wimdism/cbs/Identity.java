package org.wimdism.cbs;

import java.util.Locale;

/**
 * The identity of a package or component assembly. {@code language} is empty for neutral, {@code
 * type} and {@code versionScope} are empty where the manifest does not name them.
 */
public record Identity(
    String name,
    String publicKeyToken,
    String architecture,
    String language,
    Version version,
    String type,
    String versionScope) {

  public Identity {
    language = isNeutral(language) ? "" : language;
  }

  /** A package's identity: packages have neither type nor version scope. */
  static Identity ofPackage(
      String name, String publicKeyToken, String architecture, String language, Version version) {
    return new Identity(name, publicKeyToken, architecture, language, version, "", "");
  }

  /**
   * Reads {@code name~token~architecture~language~version}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Identity parse(String text) {
    String[] parts = text.split("~", -1);
    if (parts.length != 5 || parts[0].isBlank()) {
      throw new IllegalArgumentException("not a package identity: " + text);
    }
    return ofPackage(parts[0], parts[1], parts[2], parts[3], Version.parse(parts[4]));
  }

  /** Whether the two differ in nothing but the version; names are compared without case. */
  public boolean sameButVersion(Identity other) {
    return name.equalsIgnoreCase(other.name)
        && publicKeyToken.equalsIgnoreCase(other.publicKeyToken)
        && architecture.equalsIgnoreCase(other.architecture)
        && language.equalsIgnoreCase(other.language)
        && type.equalsIgnoreCase(other.type)
        && versionScope.equalsIgnoreCase(other.versionScope);
  }

  /** Whether both name the same assembly in the same version. */
  public boolean sameAs(Identity other) {
    return sameButVersion(other) && version.equals(other.version);
  }

  /**
   * Whether both are versions of one component, so that the higher replaces the lower: everything
   * but build and revision is equal. Side-by-side assemblies have no versions in this sense.
   */
  public boolean sameComponent(Identity other) {
    return !sideBySide()
        && sameButVersion(other)
        && version.major() == other.version.major()
        && version.minor() == other.version.minor();
  }

  /** Side-by-side assemblies live next to each other and never supersede one another. */
  public boolean sideBySide() {
    return versionScope.isEmpty() || type.toLowerCase(Locale.ROOT).startsWith("win32");
  }

  /** {@code name~token~architecture~language~version}, the name of the stored package manifest. */
  @Override
  public String toString() {
    return String.join("~", name, publicKeyToken, architecture, language, version.toString());
  }

  private static boolean isNeutral(String language) {
    return language == null
        || language.equalsIgnoreCase("neutral")
        || language.equalsIgnoreCase("none");
  }
}
