package org.drydock.update;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Follows what the offline catalogue says about which update supersedes which. */
@Component
public class CatalogueSupersedence {

  /** Ids in one question to the database. */
  private static final int AT_ONCE = 500;

  private final CurrentIndex index;
  private final JdbcClient sql;

  CatalogueSupersedence(CurrentIndex index, JdbcClient sql) {
    this.index = index;
    this.sql = sql;
  }

  /**
   * What supersedes each of these updates, itself or through others. What the catalogue does not
   * list any more, or does not describe, is left out.
   *
   * @param ids of updates, whether their files are here or not
   * @return by the id asked for, the ids of those that supersede it, the nearest first
   */
  public Map<String, List<String>> of(Collection<String> ids) {
    UpdateIndex current = index.get();
    Map<String, Set<String>> direct = new HashMap<>();
    Set<String> next = new HashSet<>(ids);
    while (!next.isEmpty()) {
      Map<String, Set<String>> found = direct(next, current);
      next.forEach(id -> direct.put(id, found.getOrDefault(id, Set.of())));
      next = new HashSet<>();
      for (Set<String> newer : found.values()) {
        newer.stream().filter(id -> !direct.containsKey(id)).forEach(next::add);
      }
    }
    return ids.stream().distinct().collect(Collectors.toMap(id -> id, id -> chain(id, direct)));
  }

  private static List<String> chain(String id, Map<String, Set<String>> direct) {
    Set<String> chain = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      for (String newer : direct.get(open.poll())) {
        if (!newer.equals(id) && chain.add(newer)) {
          open.add(newer);
        }
      }
    }
    return List.copyOf(chain);
  }

  private Map<String, Set<String>> direct(Set<String> ids, UpdateIndex current) {
    Map<Long, String> asked = new HashMap<>();
    for (String id : ids) {
      current
          .find(id)
          .filter(update -> update.revisionId() != 0)
          .ifPresent(update -> asked.put(update.revisionId(), id));
    }
    Map<String, List<Long>> revisions = new HashMap<>();
    inParts(
        "select revision_id, superseded_by from catalogue_update where superseded_by is not null"
            + " and revision_id in (:ids)",
        asked.keySet(),
        (revision, written) -> revisions.put(asked.get(revision), CatalogueTable.ids(written)));
    Map<Long, String> newer = new HashMap<>();
    inParts(
        "select revision_id, update_id from catalogue_update where withdrawn_at is null"
            + " and revision_id in (:ids)",
        revisions.values().stream().flatMap(List::stream).collect(Collectors.toSet()),
        (revision, updateId) ->
            current.find(updateId).ifPresent(update -> newer.put(revision, update.id())));
    Map<String, Set<String>> direct = new HashMap<>();
    revisions.forEach(
        (id, by) ->
            direct.put(
                id,
                by.stream()
                    .map(newer::get)
                    .filter(found -> found != null && !found.equals(id))
                    .collect(Collectors.toCollection(LinkedHashSet::new))));
    return direct;
  }

  private interface Found {
    void row(long revision, String text);
  }

  private void inParts(String question, Collection<Long> ids, Found found) {
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      sql.sql(question)
          .param("ids", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
          .query((RowCallbackHandler) row -> found.row(row.getLong(1), row.getString(2)));
    }
  }
}
