package org.drydock.update;

import java.util.List;
import java.util.Locale;

/** A host, or with {@code *.} at its beginning every host below one. */
record HostPattern(String written) {

  private static final String ANY_BELOW = "*.";

  boolean matches(String host) {
    String pattern = written.toLowerCase(Locale.ROOT);
    String name = host.toLowerCase(Locale.ROOT);
    return pattern.startsWith(ANY_BELOW)
        ? name.endsWith(pattern.substring(1)) && name.length() > pattern.length() - 1
        : name.equals(pattern);
  }

  static boolean anyMatches(List<String> patterns, String host) {
    return patterns.stream().anyMatch(pattern -> new HostPattern(pattern).matches(host));
  }
}
