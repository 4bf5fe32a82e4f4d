package org.drydock.servicing;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.drydock.dism.DismException;
import org.drydock.dism.PackageFailure;

/**
 * What DISM itself said about a failure.
 *
 * @param sentence in its own words; null where it said nothing
 * @param failingPackage the identity or the file of the package that failed, several with commas;
 *     null where DISM names none
 * @param log the path of its log file; null where there is none
 */
public record DismWords(String sentence, String failingPackage, String log) {

  /** As long as the columns that keep them. */
  private static final int LONGEST_SENTENCE = 2000;

  private static final int LONGEST_PACKAGE = 1000;

  public DismWords {
    sentence = limited(sentence, LONGEST_SENTENCE);
    failingPackage = limited(failingPackage, LONGEST_PACKAGE);
    log = limited(log, LONGEST_SENTENCE);
  }

  public static DismWords of(DismException failure) {
    return new DismWords(
        failure.dismSentence(),
        failure.packageFailures().stream()
            .map(PackageFailure::packageName)
            .distinct()
            .collect(Collectors.joining(", ")),
        failure.log().map(Path::toString).orElse(null));
  }

  private static String limited(String text, int longest) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
