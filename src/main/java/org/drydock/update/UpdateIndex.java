package org.drydock.update;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.drydock.update.UpdateSearch.Sorting;

/** All updates in memory, as they were at one moment; answers searches without the database. */
final class UpdateIndex {

  private static final Comparator<IndexedUpdate> NEWEST_FIRST =
      Comparator.comparingLong(IndexedUpdate::releasedAt)
          .reversed()
          .thenComparing(IndexedUpdate::id);

  /** "Security Update" of a package and "Security Updates" of the catalogue are one thing. */
  private static final Pattern PLURAL = Pattern.compile("(?i)s$");

  private final long changes;
  private final List<IndexedUpdate> updates;
  private final List<String> shared;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<Sorting, int[]> orders = new ConcurrentHashMap<>();

  /**
   * @param changes the state of the database that it was made from
   * @param shared the texts that several updates have in common, in lower case
   */
  UpdateIndex(long changes, List<IndexedUpdate> updates, List<String> shared) {
    this.changes = changes;
    this.updates = updates.stream().sorted(NEWEST_FIRST).toList();
    this.shared = shared;
    for (int i = 0; i < this.updates.size(); i++) {
      IndexedUpdate update = this.updates.get(i);
      positions.put(update.id(), i);
      if (update.catalogueId() != null) {
        positions.putIfAbsent(update.catalogueId(), i);
      }
    }
  }

  long changes() {
    return changes;
  }

  /** The newest first. */
  List<IndexedUpdate> all() {
    return updates;
  }

  /** By its own id, or the one it has in the catalogue. */
  Optional<IndexedUpdate> find(String id) {
    return Optional.ofNullable(positions.get(id)).map(updates::get);
  }

  /** One more than a page holds, where there are more. */
  List<IndexedUpdate> search(UpdateSearch search) {
    int[] order = orders.computeIfAbsent(search.sort(), this::order);
    Matching matching = new Matching(search);
    List<IndexedUpdate> found = new ArrayList<>();
    boolean reversed = search.sort() == Sorting.DATE ? !search.descending() : search.descending();
    for (int i = start(order, search.after(), reversed); i < order.length; i++) {
      IndexedUpdate update = updates.get(order[reversed ? order.length - 1 - i : i]);
      if (matching.accepts(update)) {
        found.add(update);
        if (found.size() > search.size()) {
          break;
        }
      }
    }
    return found;
  }

  /** All that matches, the newest first. */
  List<IndexedUpdate> searchAll(UpdateSearch search) {
    return updates.stream().filter(new Matching(search)::accepts).toList();
  }

  private int start(int[] order, String after, boolean reversed) {
    if (after == null) {
      return 0;
    }
    Integer position = positions.get(after);
    if (position == null) {
      throw new UpdateNotFoundException(after);
    }
    int at =
        IntStream.range(0, order.length).filter(i -> order[i] == position).findFirst().getAsInt();
    return (reversed ? order.length - 1 - at : at) + 1;
  }

  private int[] order(Sorting sorting) {
    Comparator<IndexedUpdate> by =
        switch (sorting) {
          case DATE -> NEWEST_FIRST;
          case TITLE -> text(IndexedUpdate::title);
          case KB -> text(IndexedUpdate::kb);
          case CLASSIFICATION -> text(IndexedUpdate::classification);
          case SIZE -> Comparator.comparingLong(IndexedUpdate::size);
        };
    return IntStream.range(0, updates.size())
        .boxed()
        .sorted((a, b) -> by.thenComparing(NEWEST_FIRST).compare(updates.get(a), updates.get(b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Comparator<IndexedUpdate> text(Function<IndexedUpdate, String> of) {
    return Comparator.comparing(of, Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER));
  }

  /** Holds an update against a search. */
  private final class Matching {

    private final UpdateSearch search;
    private final List<String> words;
    private final List<BitSet> sharedHits;
    private final long from;
    private final long before;

    Matching(UpdateSearch search) {
      this.search = search;
      this.words = search.words();
      this.sharedHits = words.stream().map(UpdateIndex.this::sharedWith).toList();
      this.from = search.from() == null ? Long.MIN_VALUE : start(search.from());
      this.before = search.to() == null ? Long.MAX_VALUE : start(search.to().plusDays(1));
    }

    boolean accepts(IndexedUpdate update) {
      return (search.superseded() || update.supersededBy() == null)
          && (search.anyArchitecture()
              || update.architecture().equals(search.architecture())
              || update.architecture().equals(UpdateSearch.ALL))
          && (search.state() == null
              || update.isDownloaded() == (search.state() == UpdateState.DOWNLOADED))
          && update.releasedAt() >= from
          && update.releasedAt() < before
          && isClassified(update)
          && isForProduct(update)
          && hasWords(update);
    }

    private boolean isClassified(IndexedUpdate update) {
      String wanted = search.classification();
      return wanted == null
          || wanted.equalsIgnoreCase(update.classificationId())
          || singular(wanted).equalsIgnoreCase(singular(update.classification()));
    }

    private boolean isForProduct(IndexedUpdate update) {
      String wanted = search.product();
      return wanted == null
          || update.products().stream().anyMatch(wanted::equalsIgnoreCase)
          || update.productIds().stream().anyMatch(wanted::equalsIgnoreCase);
    }

    private boolean hasWords(IndexedUpdate update) {
      for (int i = 0; i < words.size(); i++) {
        if (!sharedHits.get(i).get(update.shared()) && !update.text().contains(words.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static long start(LocalDate day) {
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      return start.toEpochMilli();
    }
  }

  private BitSet sharedWith(String word) {
    BitSet hits = new BitSet(shared.size());
    for (int i = 0; i < shared.size(); i++) {
      hits.set(i, shared.get(i).contains(word));
    }
    return hits;
  }

  private static String singular(String classification) {
    return PLURAL.matcher(classification).replaceFirst("");
  }
}
