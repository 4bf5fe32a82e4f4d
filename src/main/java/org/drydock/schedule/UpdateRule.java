package org.drydock.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.ListedUpdate;

/**
 * Which of the updates that are applicable and not yet applied an occurrence chooses.
 *
 * @param filter words that must all occur in an update's metadata; null for all updates
 * @param product words that must occur in it as well; null for every product
 * @param classifications one a line; null for every classification
 * @param olderThanDays for how many days an update must have been out
 */
public record UpdateRule(
    String filter, String product, String classifications, Integer olderThanDays) {

  public List<String> classificationList() {
    return classifications == null ? List.of() : List.of(classifications.split("\n"));
  }

  /** What the catalogue is searched for; null for everything. */
  String words() {
    String words =
        Stream.of(filter, product)
            .filter(text -> text != null && !text.isBlank())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? null : words;
  }

  /** Whether classification and age fit. Of an update without a date nobody knows the age. */
  boolean admits(ListedUpdate update, Instant now) {
    return isOfAClassification(update.classification()) && isOldEnough(update.releaseDate(), now);
  }

  private boolean isOfAClassification(String classification) {
    return classifications == null
        || classificationList().stream()
            .anyMatch(wanted -> singular(wanted).equals(singular(classification)));
  }

  private boolean isOldEnough(Instant releaseDate, Instant now) {
    return olderThanDays == 0
        || releaseDate != null && !releaseDate.isAfter(now.minus(Duration.ofDays(olderThanDays)));
  }

  /** A package says "Security Update" and the offline catalogue "Security Updates". */
  private static String singular(String classification) {
    String lower = classification == null ? "" : classification.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
