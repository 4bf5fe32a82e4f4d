package org.wimdism.cbs;

import java.util.Comparator;

/** A four-part version; the parts are called as the {@code parent} element calls them. */
public record Version(int major, int minor, int build, int revision)
    implements Comparable<Version> {

  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::build)
          .thenComparingInt(Version::revision);

  /**
   * Reads one to four numbers separated by dots; parts that are not there are 0.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Version parse(String text) {
    String[] parts = text.trim().split("\\.", -1);
    if (parts.length > 4) {
      throw new IllegalArgumentException("not a version: " + text);
    }
    int[] numbers = new int[4];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("\\d{1,9}")) {
        throw new IllegalArgumentException("not a version: " + text);
      }
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return new Version(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + build + "." + revision;
  }
}
