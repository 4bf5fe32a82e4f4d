package org.wimdism.cbs;

import java.util.Optional;
import org.wimdism.cbs.ComponentManifest.PayloadFile;

/**
 * Something of the component store that is missing or is not what it should be.
 *
 * @param path where it belongs in the image
 * @param component the manifest of the component it is a file of
 * @param file what that manifest says about it
 */
record StoreDamage(
    Kind kind, String path, Optional<ComponentManifest> component, Optional<PayloadFile> file) {

  /** What is wrong; its text follows the path. */
  enum Kind {
    FILE_MISSING("is missing"),
    FILE_ALTERED("is not the file that its manifest describes"),
    MANIFEST_MISSING("is missing, its component has files in the store"),
    MANIFEST_BROKEN("is not the manifest of its component"),
    PACKAGE_MISSING("is missing, the package is installed"),
    PACKAGE_ALTERED("is not the manifest that its catalogue names");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static StoreDamage of(Kind kind, String path) {
    return new StoreDamage(kind, path, Optional.empty(), Optional.empty());
  }

  static StoreDamage of(Kind kind, String path, ComponentManifest component, PayloadFile file) {
    return new StoreDamage(kind, path, Optional.of(component), Optional.of(file));
  }

  @Override
  public String toString() {
    return path + " " + kind.text + ".";
  }
}
