package org.wimdism.cbs;

import java.util.List;

/**
 * A component manifest ({@code .manifest}).
 *
 * @param bytes the file as it is stored in the image
 * @param deployment whether it only names the components that belong together
 * @param dependencies components that must be installed with it
 * @param directories folders it makes, as in the manifest with macros
 * @param unsupported what wimdism cannot carry out, by element name
 */
record ComponentManifest(
    byte[] bytes,
    Identity identity,
    boolean deployment,
    List<Dependency> dependencies,
    List<PayloadFile> files,
    List<String> directories,
    List<RegistrySetting> registry,
    List<String> unsupported) {

  /**
   * A component that another one needs.
   *
   * @param optional whether the image may be without it: resources of whatever language
   */
  record Dependency(Identity component, boolean optional) {}

  /**
   * A file of the component.
   *
   * @param name path below the component's folder, with {@code /}
   * @param sourceName its name in the package where that differs
   * @param destination folder with macros, empty where the file stays in WinSxS only
   * @param algorithm of the digest, as {@link java.security.MessageDigest} calls it
   */
  record PayloadFile(
      String name, String sourceName, String destination, String algorithm, byte[] digest) {}

  /** A registry value with the macros still in it; without a type it only makes the key. */
  record RegistrySetting(String key, String name, String type, String value) {

    boolean isKeyOnly() {
      return type.isEmpty();
    }
  }
}
