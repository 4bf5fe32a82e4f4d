package org.drydock.update;

import java.util.Locale;
import java.util.Optional;

/**
 * Compares the version of Windows ({@code b.WindowsVersion}): major, minor, build, major and minor
 * of the service pack, the first that differs decides.
 *
 * @param numbers null where a part is not compared
 * @param more whether the rule also asks for the edition or suite, which metadata does not tell
 */
record WindowsVersionRule(Comparison comparison, Integer[] numbers, boolean more) {

  static final int PARTS = 5;

  private static final String NOT_COMPARED = "-";
  private static final String MORE = "?";

  /** Since Windows 10 there are no service packs. */
  private static final int FIRST_WITHOUT_SERVICE_PACK = 10;

  enum Comparison {
    LESSTHAN,
    LESSTHANOREQUALTO,
    EQUALTO,
    GREATERTHANOREQUALTO,
    GREATERTHAN;

    static Optional<Comparison> of(String written) {
      try {
        return Optional.of(
            written == null ? EQUALTO : valueOf(written.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private boolean accepts(int difference) {
      return switch (this) {
        case LESSTHAN -> difference < 0;
        case LESSTHANOREQUALTO -> difference <= 0;
        case EQUALTO -> difference == 0;
        case GREATERTHANOREQUALTO -> difference >= 0;
        case GREATERTHAN -> difference > 0;
      };
    }
  }

  String written() {
    StringBuilder text = new StringBuilder(comparison.name());
    for (Integer number : numbers) {
      text.append(' ').append(number == null ? NOT_COMPARED : number);
    }
    return more ? text.append(' ').append(MORE).toString() : text.toString();
  }

  static WindowsVersionRule parse(String written) {
    String[] parts = written.split(" ");
    Integer[] numbers = new Integer[PARTS];
    for (int i = 0; i < PARTS; i++) {
      numbers[i] = parts[i + 1].equals(NOT_COMPARED) ? null : Integer.valueOf(parts[i + 1]);
    }
    return new WindowsVersionRule(Comparison.valueOf(parts[0]), numbers, parts.length > PARTS + 1);
  }

  /** Empty where the image does not tell. */
  Optional<Boolean> accepts(PackageVersion windows) {
    Optional<Integer> difference = difference(windows);
    if (difference.isEmpty()) {
      return Optional.empty();
    }
    boolean accepted = comparison.accepts(difference.get());
    return accepted && more ? Optional.empty() : Optional.of(accepted);
  }

  private Optional<Integer> difference(PackageVersion windows) {
    Integer servicePack = windows.major() >= FIRST_WITHOUT_SERVICE_PACK ? 0 : null;
    Integer[] there = {windows.major(), windows.minor(), windows.build(), servicePack, servicePack};
    for (int i = 0; i < PARTS; i++) {
      if (numbers[i] == null) {
        continue;
      }
      if (there[i] == null) {
        return Optional.empty();
      }
      if (!there[i].equals(numbers[i])) {
        return Optional.of(Integer.compare(there[i], numbers[i]));
      }
    }
    return Optional.of(0);
  }
}
