package org.drydock.it.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The cases that are asked for.
 *
 * @param heading says which, and how to ask for the same ones again
 */
record Selection(String heading, List<FaultCase> cases) {

  private static final int RANDOM_CASES = 12;

  /** The same dozen in every build, so that one is red only for what was changed. */
  private static final long USUAL_SEED = 962420;

  /**
   * By the system property {@code faults}: {@code all}, parts of the names of the wanted ones, or
   * none for a random dozen, which {@code faults.seed} makes the same again.
   */
  static Selection asked() {
    String asked = System.getProperty("faults", "").toLowerCase(Locale.ROOT);
    if (asked.isEmpty()) {
      return random(Long.getLong("faults.seed", USUAL_SEED));
    }
    return new Selection(
        "faults=" + asked,
        FaultCase.all().stream()
            .filter(each -> asked.equals("all") || matches(each, asked))
            .toList());
  }

  private static boolean matches(FaultCase each, String asked) {
    return Arrays.stream(asked.split(","))
        .anyMatch(part -> each.toString().toLowerCase(Locale.ROOT).contains(part.strip()));
  }

  /** Spread evenly over the faults, and over the steps as far as the number goes. */
  private static Selection random(long seed) {
    List<FaultCase> left = new ArrayList<>(FaultCase.all());
    Collections.shuffle(left, new Random(seed));
    List<FaultCase> taken = new ArrayList<>();
    while (taken.size() < RANDOM_CASES) {
      FaultCase next = Collections.min(left, Comparator.comparingLong(each -> likeIt(each, taken)));
      left.remove(next);
      taken.add(next);
    }
    return new Selection("faults.seed=" + seed, taken);
  }

  private static long likeIt(FaultCase faultCase, List<FaultCase> taken) {
    return taken.stream().filter(other -> other.fault() == faultCase.fault()).count()
        + taken.stream().filter(other -> other.step() == faultCase.step()).count();
  }
}
