package org.drydock.dism;

/**
 * A package of a mounted image.
 *
 * @param identity {@code name~publicKeyToken~architecture~language~version}
 * @param state Installed, Superseded, Staged, Install Pending, ...
 * @param releaseType as printed: Security Update, Language Pack, Foundation, ...
 * @param installTime in the form of the host's locale; may be empty
 */
public record InstalledPackage(
    String identity, String state, String releaseType, String installTime) {

  static InstalledPackage from(Fields fields) {
    return new InstalledPackage(
        fields.text("Package Identity"),
        fields.text("State"),
        fields.text("Release Type"),
        fields.text("Install Time"));
  }
}
