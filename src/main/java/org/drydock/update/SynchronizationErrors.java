package org.drydock.update;

import java.util.ArrayList;
import java.util.List;

/** Collects what could not be read; keeps the first ones and counts all. */
final class SynchronizationErrors {

  /** A wholly damaged cabinet has thousands; the first ones tell what is wrong. */
  private static final int KEPT = 200;

  private static final int LONGEST_SUBJECT = 500;
  private static final int LONGEST_REASON = 2000;

  private final List<SynchronizationError> first = new ArrayList<>();
  private int count;

  void add(String subject, Long revisionId, String reason) {
    count++;
    if (first.size() < KEPT) {
      first.add(
          new SynchronizationError(
              shortened(subject, LONGEST_SUBJECT), revisionId, shortened(reason, LONGEST_REASON)));
    }
  }

  void addAll(SynchronizationErrors others) {
    others.first.stream().limit(KEPT - first.size()).forEach(first::add);
    count += others.count;
  }

  List<SynchronizationError> first() {
    return List.copyOf(first);
  }

  int count() {
    return count;
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
