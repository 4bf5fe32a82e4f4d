package org.drydock.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.CatalogueRevision.Category;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what the offline catalogue knows into rows, many at a time. */
@Component
class CatalogueTable {

  /** Makes every node load its index again. */
  static final String CHANGED = "update update_change set changes = changes + 1 where id = 1";

  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_URL = 2000;
  private static final int LONGEST_WORD = 30;
  private static final int LONGEST_LANGUAGE = 20;
  private static final int LONGEST_RULES = 1_000_000;

  private static final String SEPARATOR = ",";
  private static final String OR = "|";

  /** No database keeps NUL, and others would start lines of their own in lists. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final JdbcTemplate sql;
  private final ObjectMapper json;

  CatalogueTable(JdbcTemplate sql, ObjectMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * What is there of a revision.
   *
   * @param digest of what the list said of it
   */
  record Known(long digest, boolean complete, boolean withdrawn) {}

  Map<Long, Known> known() {
    Map<Long, Known> known = new HashMap<>();
    sql.query(
        "select revision_id, listing_digest, complete, withdrawn_at from catalogue_update",
        row -> {
          known.put(
              row.getLong(1),
              new Known(row.getLong(2), row.getBoolean(3), row.getTimestamp(4) != null));
        });
    return known;
  }

  void insert(List<CatalogueRevision> revisions) {
    sql.batchUpdate(
        "insert into catalogue_update (update_id, revision_number, created_at, is_bundle,"
            + " is_software, default_language, categories, prerequisites, bundled_by,"
            + " superseded_by, listing_digest, complete, revision_id)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?)",
        revisions.stream().map(CatalogueTable::listed).toList());
  }

  /** Replaces what the list said; what the fragments said stays. */
  void relist(List<CatalogueRevision> revisions) {
    sql.batchUpdate(
        "update catalogue_update set update_id = ?, revision_number = ?, created_at = ?,"
            + " is_bundle = ?, is_software = ?, default_language = ?, categories = ?,"
            + " prerequisites = ?, bundled_by = ?, superseded_by = ?, listing_digest = ?,"
            + " withdrawn_at = null where revision_id = ?",
        revisions.stream().map(CatalogueTable::listed).toList());
  }

  void withdraw(Collection<Long> revisionIds, Instant when) {
    sql.batchUpdate(
        "update catalogue_update set withdrawn_at = ? where revision_id = ?",
        revisionIds.stream().map(id -> new Object[] {Timestamp.from(when), id}).toList());
  }

  /** A revision that another one of the same update has replaced is of no use to anybody. */
  void forgetReplaced() {
    sql.update(
        "delete from catalogue_update where withdrawn_at is not null and update_id in"
            + " (select update_id from catalogue_update where withdrawn_at is null)");
  }

  void clearLocations() {
    sql.update("delete from catalogue_location");
  }

  void insertLocations(Map<String, String> urlsBySha1) {
    sql.batchUpdate(
        "insert into catalogue_location (sha1, url) values (?, ?)",
        urlsBySha1.entrySet().stream()
            .filter(location -> location.getValue().length() <= LONGEST_URL)
            .map(location -> new Object[] {location.getKey(), location.getValue()})
            .toList());
  }

  void describe(List<DescribedRevision> revisions) {
    sql.batchUpdate(
        "update catalogue_update set complete = ?, type = ?, title = ?, description = ?, kb = ?,"
            + " severity = ?, handler = ?, architecture = ?, lowest_build = ?, highest_build = ?,"
            + " core_prerequisites = ?, rules = ? where revision_id = ?",
        revisions.stream().map(this::described).toList());
    sql.batchUpdate(
        "delete from catalogue_payload where revision_id = ?",
        revisions.stream().map(revision -> new Object[] {revision.revisionId()}).toList());
    sql.batchUpdate(
        "insert into catalogue_payload (revision_id, position, file_name, size_bytes, sha1, sha256)"
            + " values (?, ?, ?, ?, ?, ?)",
        revisions.stream().flatMap(CatalogueTable::payload).toList());
  }

  /** Payload without SHA-256 that has the size of a file in the content library. */
  List<Unconfirmed> unconfirmed() {
    return sql.query(
        "select distinct p.sha1, e.sha256 from catalogue_payload p join catalog_entry e"
            + " on e.size_bytes = p.size_bytes where p.sha256 is null",
        (row, number) -> new Unconfirmed(row.getString(1), row.getString(2)));
  }

  record Unconfirmed(String sha1, String sha256) {}

  void confirm(Unconfirmed payload) {
    sql.update(
        "update catalogue_payload set sha256 = ? where sha1 = ? and sha256 is null",
        payload.sha256(),
        payload.sha1());
  }

  void changed() {
    sql.update(CHANGED);
  }

  /** Two lists with the same digest say the same of a revision. */
  static long digest(CatalogueRevision revision) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(revision.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String categories(List<Category> categories) {
    return joined(categories.stream().map(category -> category.type() + "=" + category.id()));
  }

  static List<Category> categories(String written) {
    return split(written)
        .map(
            part -> {
              int equals = part.indexOf('=');
              return new Category(part.substring(0, equals), part.substring(equals + 1));
            })
        .toList();
  }

  static String groups(List<List<String>> groups) {
    return joined(groups.stream().map(group -> String.join(OR, group)));
  }

  static List<List<String>> groups(String written) {
    return split(written).map(group -> List.of(group.split(Pattern.quote(OR)))).toList();
  }

  static List<Long> ids(String written) {
    return split(written).map(Long::valueOf).toList();
  }

  private static Stream<String> split(String written) {
    return written == null ? Stream.of() : Arrays.stream(written.split(SEPARATOR));
  }

  private static String joined(Stream<String> parts) {
    String text = parts.collect(Collectors.joining(SEPARATOR));
    return text.isEmpty() ? null : text;
  }

  private static Object[] listed(CatalogueRevision revision) {
    return new Object[] {
      revision.updateId(),
      revision.revisionNumber(),
      Timestamp.from(revision.createdAt()),
      revision.bundle(),
      revision.software(),
      text(revision.language(), LONGEST_LANGUAGE),
      categories(revision.categories()),
      groups(revision.prerequisites()),
      joined(revision.bundledBy().stream().map(String::valueOf)),
      joined(revision.supersededBy().stream().map(String::valueOf)),
      digest(revision),
      revision.revisionId()
    };
  }

  private Object[] described(DescribedRevision revision) {
    Fragments.Core core = revision.core();
    Fragments.Extended extended = revision.extended();
    return new Object[] {
      revision.complete(),
      core == null ? null : text(core.type(), LONGEST_WORD),
      text(revision.title(), LONGEST_TITLE),
      revision.localized() == null
          ? null
          : text(revision.localized().description(), LONGEST_DESCRIPTION),
      text(revision.kb(), LONGEST_LANGUAGE),
      extended == null ? null : text(extended.severity(), LONGEST_WORD),
      extended == null ? null : text(extended.handler(), LONGEST_WORD),
      revision.architecture(),
      revision.lowestBuild(),
      revision.highestBuild(),
      core == null ? null : groups(core.prerequisites()),
      core == null ? null : written(core.rules()),
      revision.revisionId()
    };
  }

  private static Stream<Object[]> payload(DescribedRevision revision) {
    List<Object[]> rows = new ArrayList<>();
    for (PayloadFile file : revision.files()) {
      rows.add(
          new Object[] {
            revision.revisionId(),
            rows.size(),
            text(file.fileName(), LONGEST_NAME),
            file.size(),
            file.sha1(),
            file.sha256()
          });
    }
    return rows.stream();
  }

  private String written(Rules rules) {
    if (rules.equals(Rules.NONE)) {
      return null;
    }
    try {
      String text = json.writeValueAsString(rules);
      return text.length() <= LONGEST_RULES
          ? text
          : json.writeValueAsString(
              new Rules(
                  Rule.unknown("rules too long to keep"),
                  Rule.unknown("rules too long to keep"),
                  List.of()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rules cannot be written as JSON.", e);
    }
  }

  private static String text(String text, int longest) {
    if (text == null) {
      return null;
    }
    String clean = CONTROL.matcher(text).replaceAll(" ");
    return clean.length() <= longest ? clean : clean.substring(0, longest - 1) + "…";
  }
}
