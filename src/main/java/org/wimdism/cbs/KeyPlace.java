package org.wimdism.cbs;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Value;

/**
 * Where a key that a manifest names lies in the hives of an image.
 *
 * @param path below the hive's root, with CurrentControlSet still in it
 */
record KeyPlace(Hives.Name hive, String path) {

  private static final String CURRENT = "CurrentControlSet";

  /** Where the keys of a running Windows lie in the files of one that does not run. */
  private static final Map<String, KeyPlace> ROOTS =
      Map.of(
          "HKEY_LOCAL_MACHINE\\SOFTWARE", new KeyPlace(Hives.Name.SOFTWARE, ""),
          "HKEY_LOCAL_MACHINE\\SYSTEM", new KeyPlace(Hives.Name.SYSTEM, ""),
          "HKEY_CLASSES_ROOT", new KeyPlace(Hives.Name.SOFTWARE, "Classes"),
          "HKEY_USERS\\.DEFAULT", new KeyPlace(Hives.Name.DEFAULT, ""));

  /**
   * Translates the name of a key.
   *
   * @param thirtyTwoBit whether the component is 32-bit on a 64-bit Windows
   * @throws Unsupported for keys in no hive that wimdism writes
   */
  static KeyPlace of(String key, boolean thirtyTwoBit) throws Unsupported {
    for (Map.Entry<String, KeyPlace> root : ROOTS.entrySet()) {
      Optional<String> below = below(key, root.getKey());
      if (below.isPresent()) {
        Hives.Name hive = root.getValue().hive();
        String prefix = root.getValue().path();
        String path = prefix.isEmpty() ? below.get() : prefix + "\\" + below.get();
        boolean redirected = thirtyTwoBit && hive == Hives.Name.SOFTWARE;
        return new KeyPlace(hive, redirected ? RedirectedKeys.of(path) : path);
      }
    }
    throw new Unsupported("registryKey " + key);
  }

  /** The path below the root of the hive, which says what its current control set is. */
  String in(Hives hives) {
    return hive == Hives.Name.SYSTEM ? inControlSet(hives.get(hive)) : path;
  }

  /** CurrentControlSet exists in a running Windows only; the hive says which set it will be. */
  private String inControlSet(Hive system) {
    return below(path, CURRENT)
        .map(
            rest -> {
              int number =
                  system
                      .key("Select")
                      .flatMap(select -> select.value("Default"))
                      .map(Value::asDword)
                      .orElse(1);
              return String.format(Locale.ROOT, "ControlSet%03d\\%s", number, rest);
            })
        .orElse(path);
  }

  /** What follows the prefix, if the path begins with it; compared without case. */
  static Optional<String> below(String path, String prefix) {
    boolean begins = path.regionMatches(true, 0, prefix, 0, prefix.length());
    if (!begins || (path.length() > prefix.length() && path.charAt(prefix.length()) != '\\')) {
      return Optional.empty();
    }
    return Optional.of(path.substring(Math.min(path.length(), prefix.length() + 1)));
  }
}
