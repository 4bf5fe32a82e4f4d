package org.drydock.update;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to look for among the updates.
 *
 * @param filter words that must all occur in an update's metadata; null for all updates
 * @param architecture x86, x64, arm64, or all
 * @param superseded whether superseded updates are shown too
 * @param classification such as "Security Updates", or its id; null for any
 * @param product the name of a product or product family, or its id; null for any
 * @param from the first day of release, in UTC; null for any
 * @param to the last day of release, in UTC; null for any
 * @param state whether the file is in the content library; null for both
 * @param sort what comes first
 * @param descending the other way round than the sorting says
 * @param after the id of the last update of the page before; null for the first page
 * @param size how many updates a page has
 */
public record UpdateSearch(
    String filter,
    String architecture,
    boolean superseded,
    String classification,
    String product,
    LocalDate from,
    LocalDate to,
    UpdateState state,
    Sorting sort,
    boolean descending,
    String after,
    int size) {

  public static final int DEFAULT_SIZE = 50;
  public static final int LARGEST_SIZE = 500;

  private static final int LONGEST_FILTER = 500;

  static final String ALL = "all";
  private static final Set<String> ARCHITECTURES = Set.of("x86", "x64", "arm64", ALL);

  /** Where two are equal in it, the newest comes first. */
  public enum Sorting {
    DATE,
    TITLE,
    KB,
    CLASSIFICATION,
    SIZE
  }

  public UpdateSearch {
    architecture = architecture == null ? ALL : architecture.toLowerCase(Locale.ROOT);
    if (!ARCHITECTURES.contains(architecture)) {
      throw new UnusableSearchException(
          "\"" + architecture + "\" is no architecture. Use x86, x64, arm64 or all.");
    }
    if (filter != null && filter.length() > LONGEST_FILTER) {
      throw new UnusableSearchException(
          "The filter has "
              + filter.length()
              + " characters; "
              + LONGEST_FILTER
              + " are possible. Give fewer words.");
    }
    if (size < 1 || size > LARGEST_SIZE) {
      throw new UnusableSearchException(
          "size is " + size + "; a page has 1 to " + LARGEST_SIZE + " updates.");
    }
    sort = sort == null ? Sorting.DATE : sort;
  }

  /** The newest first. */
  public UpdateSearch(
      String filter, String architecture, boolean superseded, String after, int size) {
    this(
        filter,
        architecture,
        superseded,
        null,
        null,
        null,
        null,
        null,
        Sorting.DATE,
        true,
        after,
        size);
  }

  /** The largest page of those whose files are in the content library, the newest first. */
  public static UpdateSearch downloaded(
      String filter, String architecture, boolean superseded, String after) {
    return new UpdateSearch(
        filter,
        architecture,
        superseded,
        null,
        null,
        null,
        null,
        UpdateState.DOWNLOADED,
        Sorting.DATE,
        true,
        after,
        LARGEST_SIZE);
  }

  boolean anyArchitecture() {
    return architecture.equals(ALL);
  }

  List<String> words() {
    return filter == null
        ? List.of()
        : Stream.of(filter.toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
  }
}
