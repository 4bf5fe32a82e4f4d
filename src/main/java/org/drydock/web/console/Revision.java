package org.drydock.web.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the site stood when somebody looked: one mark for each topic. It is made from the content
 * alone, so that it is the same on every node, and after a restart.
 */
record Revision(List<String> marks) {

  private static final String SEPARATOR = ".";

  /** What a page knows that was made without a look at the site: nothing. */
  static final Revision NONE = new Revision(List.of());

  /** The revision in an address or in the id of an event; NONE for anything else. */
  static Revision parse(String text) {
    return text == null || text.isEmpty()
        ? NONE
        : new Revision(Arrays.asList(text.split("\\.", Topic.values().length)));
  }

  /** The topics that are not as they were. */
  List<Topic> changedSince(Revision earlier) {
    List<Topic> changed = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (!mark(topic).equals(earlier.mark(topic))) {
        changed.add(topic);
      }
    }
    return changed;
  }

  private String mark(Topic topic) {
    return topic.ordinal() < marks.size() ? marks.get(topic.ordinal()) : "";
  }

  @Override
  public String toString() {
    return marks.stream().collect(Collectors.joining(SEPARATOR));
  }
}
