package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/** A four-part version, such as 10.0.26100.1742 or the BUILD.UBR form 26100.1742.1.6 of rollups. */
public record PackageVersion(int major, int minor, int build, int revision)
    implements Comparable<PackageVersion> {

  private static final int PARTS = 4;

  /** Rollups and servicing stacks put the Windows build first; no other version starts so high. */
  private static final int LOWEST_WINDOWS_BUILD = 6000;

  private static final Comparator<PackageVersion> ORDER =
      Comparator.comparingInt(PackageVersion::major)
          .thenComparingInt(PackageVersion::minor)
          .thenComparingInt(PackageVersion::build)
          .thenComparingInt(PackageVersion::revision);

  /** Missing parts count as 0. */
  @JsonCreator
  public static PackageVersion parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length > PARTS) {
      throw new IllegalArgumentException("\"" + text + "\" is not a version of up to four parts.");
    }
    int[] numbers = new int[PARTS];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = number(parts[i], text);
    }
    return new PackageVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static int number(String part, String text) {
    try {
      int number = Integer.parseInt(part);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, with the whole version in the sentence.
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a version: " + part);
  }

  /** The same version in 10.0.BUILD.UBR form, so that a rollup compares with a Windows version. */
  public PackageVersion asWindowsVersion() {
    return major >= LOWEST_WINDOWS_BUILD ? new PackageVersion(10, 0, major, minor) : this;
  }

  public boolean isAtLeast(PackageVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(PackageVersion other) {
    return ORDER.compare(this, other);
  }

  @JsonValue
  @Override
  public String toString() {
    return major + "." + minor + "." + build + "." + revision;
  }
}
