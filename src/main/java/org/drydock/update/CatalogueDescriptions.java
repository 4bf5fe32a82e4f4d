package org.drydock.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drydock.update.CatalogueUpdate.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads single updates of the offline catalogue, with all that is known of them. */
@Component
class CatalogueDescriptions {

  /** Ids in one question to the database. */
  private static final int AT_ONCE = 500;

  private final JdbcClient sql;
  private final ObjectMapper json;

  CatalogueDescriptions(JdbcClient sql, ObjectMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * What decides where a revision belongs.
   *
   * @param prerequisites one of each group must be there
   * @param categories what it is classified as, which is no condition
   */
  record Decisive(
      long revisionId,
      String updateId,
      String label,
      List<List<String>> prerequisites,
      List<CatalogueRevision.Category> categories,
      Rules rules) {}

  CatalogueUpdate describe(long revisionId, long[] parts) {
    return sql.sql("select * from catalogue_update where revision_id = :id")
        .param("id", revisionId)
        .query((row, number) -> update(row, parts))
        .single();
  }

  Map<Long, Decisive> byRevision(Collection<Long> revisionIds) {
    return decisive("revision_id", revisionIds, Decisive::revisionId);
  }

  /** The latest revision of each. */
  Map<String, Decisive> byUpdate(Collection<String> updateIds) {
    return decisive("update_id", updateIds, Decisive::updateId);
  }

  /** The files of a revision and its parts, each once. */
  List<PayloadFile> files(Collection<Long> revisionIds) {
    return sql
        .sql(
            "select p.file_name, p.size_bytes, p.sha1, p.sha256, l.url from catalogue_payload p"
                + " left join catalogue_location l on l.sha1 = p.sha1"
                + " where p.revision_id in (:ids) order by p.revision_id, p.position")
        .param("ids", revisionIds)
        .query(
            (row, number) ->
                new PayloadFile(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    address(row.getString(5))))
        .list()
        .stream()
        .distinct()
        .toList();
  }

  private <K> Map<K, Decisive> decisive(
      String column, Collection<K> keys, Function<Decisive, K> key) {
    Map<K, Decisive> found = new HashMap<>();
    List<K> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      sql.sql(
              "select revision_id, update_id, title, kb, prerequisites, core_prerequisites,"
                  + " categories, rules from catalogue_update where "
                  + column
                  + " in (:keys) order by revision_number")
          .param("keys", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
          .query((row, number) -> decisive(row))
          .list()
          .forEach(decisive -> found.put(key.apply(decisive), decisive));
    }
    return found;
  }

  private Decisive decisive(ResultSet row) throws SQLException {
    String kb = row.getString("kb");
    String title = row.getString("title");
    String updateId = row.getString("update_id");
    return new Decisive(
        row.getLong("revision_id"),
        updateId,
        kb != null ? kb : title != null ? "\"" + title + "\"" : updateId,
        prerequisites(row),
        CatalogueTable.categories(row.getString("categories")),
        rules(row.getString("rules")));
  }

  /** The core fragment tells them in full; the list where it says nothing. */
  private static List<List<String>> prerequisites(ResultSet row) throws SQLException {
    String core = row.getString("core_prerequisites");
    return CatalogueTable.groups(core == null ? row.getString("prerequisites") : core);
  }

  private Rules rules(String written) {
    if (written == null) {
      return Rules.NONE;
    }
    try {
      return json.readValue(written, Rules.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rules in the database are damaged.", e);
    }
  }

  private CatalogueUpdate update(ResultSet row, long[] parts) throws SQLException {
    List<Long> partIds = Arrays.stream(parts).boxed().toList();
    long revisionId = row.getLong("revision_id");
    List<List<String>> prerequisites = prerequisites(row);
    Map<String, Reference> named =
        references("update_id", prerequisites.stream().flatMap(List::stream).distinct().toList());
    Set<Long> withFiles = new LinkedHashSet<>(partIds);
    withFiles.add(revisionId);
    Timestamp withdrawn = row.getTimestamp("withdrawn_at");
    return new CatalogueUpdate(
        row.getString("update_id"),
        revisionId,
        row.getInt("revision_number"),
        row.getString("title"),
        row.getString("description"),
        row.getString("kb"),
        row.getString("severity"),
        row.getTimestamp("created_at").toInstant(),
        row.getBoolean("is_bundle"),
        List.copyOf(
            references("revision_id", CatalogueTable.ids(row.getString("superseded_by"))).values()),
        prerequisites.stream()
            .map(
                group ->
                    group.stream()
                        .map(id -> named.getOrDefault(id, new Reference(id, null, null)))
                        .toList())
            .toList(),
        List.copyOf(
            references("revision_id", partIds.stream().filter(id -> id != revisionId).toList())
                .values()),
        files(withFiles),
        withdrawn == null ? null : withdrawn.toInstant());
  }

  private Map<String, Reference> references(String column, List<?> keys) {
    List<Reference> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      found.addAll(
          sql.sql(
                  "select update_id, kb, title from catalogue_update where "
                      + column
                      + " in (:keys) order by revision_id")
              .param("keys", keys.subList(from, Math.min(keys.size(), from + AT_ONCE)))
              .query(Reference.class)
              .list());
    }
    return found.stream()
        .collect(Collectors.toMap(Reference::updateId, reference -> reference, (a, b) -> b));
  }

  private static URI address(String url) {
    try {
      return url == null ? null : new URI(url);
    } catch (URISyntaxException e) {
      return null; // as good as none: nothing can be downloaded from it
    }
  }
}
