package org.wimdism.cbs;

import java.util.Locale;

/** The name of a component's folder in WinSxS and of its manifest. */
public final class KeyForm {

  private static final long FACTOR = 0x1FFFFFFF7L;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_CULTURE = 8;

  private KeyForm() {}

  /** The whole folder name: {@code arch_name_token_version_culture_pseudokey}, in lower case. */
  public static String of(Identity identity) {
    return prefix(identity)
        + identity.version()
        + "_"
        + culture(identity)
        + "_"
        + pseudoKey(identity);
  }

  /** What the names of all versions of a component begin with, up to the version. */
  static String prefix(Identity identity) {
    String name = shortened(identity.name().replaceAll("[^A-z0-9\\-._]", ""), LONGEST_NAME, 19);
    String text = identity.architecture() + "_" + name + "_" + identity.publicKeyToken() + "_";
    return text.toLowerCase(Locale.ROOT);
  }

  private static String culture(Identity identity) {
    String culture = identity.language().isEmpty() ? "none" : identity.language();
    return shortened(culture, LONGEST_CULTURE, 3).toLowerCase(Locale.ROOT);
  }

  private static String shortened(String text, int longest, int kept) {
    return text.length() <= longest
        ? text
        : text.substring(0, kept) + ".." + text.substring(text.length() - kept);
  }

  private static String pseudoKey(Identity identity) {
    long key = 0;
    key = mix(key, "name", identity.name());
    key = mix(key, "culture", identity.language());
    key = mix(key, "type", identity.type());
    key = mix(key, "version", identity.version().toString());
    key = mix(key, "publicKeyToken", identity.publicKeyToken());
    key = mix(key, "processorArchitecture", identity.architecture());
    key = mix(key, "versionScope", identity.versionScope());
    return String.format(Locale.ROOT, "%016x", key);
  }

  private static long mix(long key, String attribute, String value) {
    if (value.isEmpty() || value.equals("none")) {
      return key;
    }
    return hash(value) + FACTOR * hash(attribute) + FACTOR * key;
  }

  /** Four 32-bit lanes, each over every fourth character, joined with one factor per lane. */
  private static long hash(String text) {
    int[] lanes = new int[4];
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      lanes[i % 4] = lanes[i % 4] * 0x1003F + lower.charAt(i);
    }
    return Integer.toUnsignedLong(lanes[0]) * 0x1E5FFFFFD27L
        + Integer.toUnsignedLong(lanes[1]) * 0xFFFFFFDC00000051L
        + Integer.toUnsignedLong(lanes[2]) * FACTOR
        + Integer.toUnsignedLong(lanes[3]);
  }
}
