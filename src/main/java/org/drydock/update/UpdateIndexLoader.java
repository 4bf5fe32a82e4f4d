package org.drydock.update;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.CatalogueRevision.Category;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the index: puts bundles and their parts together, joins what the catalogue knows with the
 * files of the content library by their digest, and finds out what is superseded.
 */
final class UpdateIndexLoader {

  private static final String CLASSIFICATION = "UpdateClassification";
  static final Set<String> PRODUCT = Set.of("Product", "ProductFamily");

  /** What is listed for itself; products, classifications and conditions are not. */
  private static final Set<String> NO_UPDATES = Set.of("category", "detectoid");

  private static final String UNCLASSIFIED = "Other";
  private static final int NAMED_FILES = 20;

  private final JdbcTemplate sql;
  private final UpdateRecords records;
  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<String, String> names = new HashMap<>(CategoryNames.KNOWN);
  private final Map<String, Integer> shared = new LinkedHashMap<>();
  private final Map<String, String> interned = new HashMap<>();
  private final Map<List<String>, List<String>> internedLists = new HashMap<>();
  private final Map<Long, String> ids = new HashMap<>();

  UpdateIndexLoader(JdbcTemplate sql, UpdateRecords records) {
    this.sql = sql;
    this.records = records;
  }

  /** One revision; a bundle also gathers what its parts have. */
  private static final class Row {
    private long revisionId;
    private String updateId;
    private int revisionNumber;
    private long createdAt;
    private boolean software;
    private String categories;
    private String bundledBy;
    private String supersededBy;
    private String type;
    private String title;
    private String description;
    private String kb;
    private String severity;
    private String handler;
    private String architecture;
    private Integer lowestBuild;
    private Integer highestBuild;
    private boolean withdrawn;
    private final List<Row> parts = new ArrayList<>();
    private final List<File> files = new ArrayList<>(1);

    private boolean isUpdate() {
      return software && (type == null || !NO_UPDATES.contains(type.toLowerCase(Locale.ROOT)));
    }

    private List<Row> members() {
      return parts.isEmpty() ? List.of(this) : parts;
    }

    private List<File> allFiles() {
      return Stream.concat(Stream.of(this), parts.stream())
          .flatMap(row -> row.files.stream())
          .distinct()
          .toList();
    }

    private String label() {
      return kb == null ? (title == null ? updateId : title) : kb;
    }
  }

  private record File(String name, long size, String sha256) {}

  UpdateIndex load(long changes) {
    List<UpdateRecords.Searchable> files = records.searchable();
    readRevisions();
    readPayload();
    gatherParts();
    List<Row> listed = listed();
    Map<String, Row> rowOfFile = join(files, listed);
    List<Row> withoutFile =
        listed.stream().filter(row -> !ids.containsKey(row.revisionId)).toList();
    withoutFile.forEach(row -> ids.put(row.revisionId, row.updateId));
    List<IndexedUpdate> updates = new ArrayList<>();
    Map<String, String> labels = new HashMap<>();
    files.forEach(file -> labels.put(file.update().id(), file.update().label()));
    for (UpdateRecords.Searchable file : files) {
      updates.add(ofFile(file, rowOfFile.get(file.update().id()), labels));
    }
    withoutFile.stream().filter(row -> !row.withdrawn).forEach(row -> updates.add(ofRow(row)));
    return new UpdateIndex(changes, updates, List.copyOf(shared.keySet()));
  }

  private void readRevisions() {
    sql.query(
        "select revision_id, update_id, revision_number, created_at, is_software, categories,"
            + " bundled_by, superseded_by, type, title, description, kb, severity, handler,"
            + " architecture, lowest_build, highest_build, withdrawn_at from catalogue_update",
        result -> {
          Row row = row(result);
          rows.put(row.revisionId, row);
          if (!row.isUpdate() && row.title != null) {
            names.put(row.updateId, row.title);
          }
        });
  }

  private Row row(ResultSet result) throws SQLException {
    Row row = new Row();
    row.revisionId = result.getLong("revision_id");
    row.updateId = result.getString("update_id");
    row.revisionNumber = result.getInt("revision_number");
    row.createdAt = result.getTimestamp("created_at").getTime();
    row.software = result.getBoolean("is_software");
    row.categories = interned(result.getString("categories"));
    row.bundledBy = result.getString("bundled_by");
    row.supersededBy = result.getString("superseded_by");
    row.type = interned(result.getString("type"));
    row.title = result.getString("title");
    row.description = interned(result.getString("description"));
    row.kb = result.getString("kb");
    row.severity = interned(result.getString("severity"));
    row.handler = interned(result.getString("handler"));
    row.architecture = interned(result.getString("architecture"));
    row.lowestBuild = (Integer) result.getObject("lowest_build");
    row.highestBuild = (Integer) result.getObject("highest_build");
    Timestamp withdrawn = result.getTimestamp("withdrawn_at");
    row.withdrawn = withdrawn != null;
    return row;
  }

  private void readPayload() {
    sql.query(
        "select revision_id, file_name, size_bytes, sha256 from catalogue_payload",
        result -> {
          Row row = rows.get(result.getLong(1));
          if (row != null) {
            row.files.add(new File(result.getString(2), result.getLong(3), result.getString(4)));
          }
        });
  }

  private void gatherParts() {
    for (Row row : rows.values()) {
      for (Long bundle : CatalogueTable.ids(row.bundledBy)) {
        Row whole = rows.get(bundle);
        if (whole != null) {
          whole.parts.add(row);
        }
      }
    }
  }

  /** Of several revisions of one update the latest. */
  private List<Row> listed() {
    Map<String, Row> latest = new HashMap<>();
    for (Row row : rows.values()) {
      boolean part = CatalogueTable.ids(row.bundledBy).stream().anyMatch(rows::containsKey);
      if (row.isUpdate() && !part) {
        latest.merge(
            row.updateId,
            row,
            (a, b) ->
                a.withdrawn == b.withdrawn
                    ? (a.revisionNumber >= b.revisionNumber ? a : b)
                    : (a.withdrawn ? b : a));
      }
    }
    return List.copyOf(latest.values());
  }

  /** Finds the update of each file; one whose files are all here is listed with them only. */
  private Map<String, Row> join(List<UpdateRecords.Searchable> files, List<Row> listed) {
    Map<String, String> idOfDigest = new HashMap<>();
    files.forEach(file -> idOfDigest.put(file.update().binary().sha256(), file.update().id()));
    Map<String, Row> joined = new HashMap<>();
    if (files.isEmpty()) {
      return joined;
    }
    Comparator<Row> best =
        Comparator.<Row, Boolean>comparing(row -> row.withdrawn)
            .thenComparing(row -> superseding(row).isPresent())
            .thenComparing(row -> -row.createdAt)
            .thenComparing(row -> row.revisionId);
    for (Row row : listed) {
      List<File> payload = row.allFiles();
      List<String> here =
          payload.stream()
              .map(file -> file.sha256() == null ? null : idOfDigest.get(file.sha256()))
              .filter(Objects::nonNull)
              .toList();
      here.forEach(id -> joined.merge(id, row, (a, b) -> best.compare(a, b) <= 0 ? a : b));
      if (!here.isEmpty() && here.size() == payload.size()) {
        ids.put(row.revisionId, here.get(0));
      }
    }
    return joined;
  }

  private IndexedUpdate ofFile(
      UpdateRecords.Searchable searchable, Row row, Map<String, String> labels) {
    SoftwareUpdate update = searchable.update();
    String by = searchable.supersededBy();
    String reason =
        by == null
            ? null
            : labels.getOrDefault(by, by) + " brings the same packages in later versions.";
    if (row != null && by == null) {
      Optional<Row> newer = superseding(row);
      by = newer.map(this::id).orElse(null);
      reason = newer.map(UpdateIndexLoader::reason).orElse(null);
    }
    String text = searchable.text();
    return new IndexedUpdate(
        update.id(),
        row == null ? 0 : row.revisionId,
        row == null ? null : row.updateId,
        update.id(),
        row == null || row.kb == null ? update.kb() : row.kb,
        row == null || row.title == null ? update.title() : row.title,
        row == null ? update.classification() : classification(row, update.classification()),
        row == null ? null : classificationId(row),
        row == null ? List.of() : products(row),
        row == null ? List.of() : productIds(row),
        update.architecture(),
        update.releaseDate().toEpochMilli(),
        update.binary().size(),
        by,
        reason,
        row != null && row.withdrawn,
        row == null ? new long[0] : members(row),
        IndexedUpdate.PACKAGES,
        0,
        Integer.MAX_VALUE,
        row == null ? text : text + " " + text(row),
        shared(row == null ? "" : sharedText(row)));
  }

  private IndexedUpdate ofRow(Row row) {
    Optional<Row> newer = superseding(row);
    List<Row> members = row.members();
    return new IndexedUpdate(
        row.updateId,
        row.revisionId,
        row.updateId,
        null,
        row.kb,
        title(row),
        classification(row, UNCLASSIFIED),
        classificationId(row),
        products(row),
        productIds(row),
        architecture(row),
        row.createdAt,
        row.allFiles().stream().mapToLong(File::size).sum(),
        newer.map(this::id).orElse(null),
        newer.map(UpdateIndexLoader::reason).orElse(null),
        false,
        members(row),
        handler(members),
        builds(members).mapToInt(member -> orElse(member.lowestBuild, 0)).min().orElse(0),
        builds(members)
            .mapToInt(member -> orElse(member.highestBuild, Integer.MAX_VALUE))
            .max()
            .orElse(Integer.MAX_VALUE),
        text(row),
        shared(sharedText(row)));
  }

  private static long[] members(Row row) {
    return row.members().stream().mapToLong(member -> member.revisionId).toArray();
  }

  private static Stream<Row> builds(List<Row> members) {
    return members.stream()
        .filter(
            member ->
                member.lowestBuild != null
                    || member.handler == null
                    || IndexedUpdate.PACKAGES.equalsIgnoreCase(member.handler));
  }

  private static int orElse(Integer value, int other) {
    return value == null ? other : value;
  }

  /** Null where nothing tells; one part with packages is enough. */
  private static String handler(List<Row> members) {
    if (members.stream().anyMatch(member -> member.lowestBuild != null)) {
      return IndexedUpdate.PACKAGES;
    }
    return members.stream()
        .map(member -> member.handler)
        .filter(Objects::nonNull)
        .min(
            Comparator.comparing(
                handler -> IndexedUpdate.PACKAGES.equalsIgnoreCase(handler) ? 0 : 1))
        .orElse(null);
  }

  private Optional<Row> superseding(Row row) {
    return CatalogueTable.ids(row.supersededBy).stream()
        .map(rows::get)
        .filter(newer -> newer != null && !newer.withdrawn && newer != row)
        .max(Comparator.comparingLong(newer -> newer.createdAt));
  }

  private String id(Row row) {
    return ids.getOrDefault(row.revisionId, row.updateId);
  }

  private static String reason(Row newer) {
    return "The catalogue says that "
        + newer.label()
        + (newer.title == null || newer.kb == null ? "" : " (" + newer.title + ")")
        + " supersedes it.";
  }

  private static String title(Row row) {
    if (row.title != null) {
      return row.title;
    }
    return row.kb == null ? "Update " + row.updateId + " (without a title)" : "Update " + row.kb;
  }

  private String classification(Row row, String other) {
    String id = classificationId(row);
    return id == null ? other : names.getOrDefault(id, id);
  }

  private static String classificationId(Row row) {
    return CatalogueTable.categories(row.categories).stream()
        .filter(category -> category.type().equals(CLASSIFICATION))
        .map(Category::id)
        .findFirst()
        .orElse(null);
  }

  private List<String> products(Row row) {
    return interned(productIds(row).stream().map(id -> names.getOrDefault(id, id)).toList());
  }

  private static List<String> productIds(Row row) {
    return CatalogueTable.categories(row.categories).stream()
        .filter(category -> PRODUCT.contains(category.type()))
        .map(Category::id)
        .toList();
  }

  /** Its parts tell; where they are for several, the title may. */
  private static String architecture(Row row) {
    Set<String> found = new LinkedHashSet<>();
    row.members().stream()
        .map(member -> member.architecture)
        .filter(Objects::nonNull)
        .forEach(found::add);
    if (found.size() == 1) {
      return found.iterator().next();
    }
    return row.architecture == null ? UpdateSearch.ALL : row.architecture;
  }

  private static String text(Row row) {
    Stream<String> parts =
        Stream.of(
            row.title,
            row.kb,
            row.updateId,
            architecture(row),
            row.parts.stream()
                .map(part -> part.kb)
                .filter(kb -> kb != null && !kb.equals(row.kb))
                .distinct()
                .collect(Collectors.joining(" ")));
    return Stream.concat(parts, row.allFiles().stream().limit(NAMED_FILES).map(File::name))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private String sharedText(Row row) {
    return Stream.concat(
            Stream.of(row.description, row.severity, classification(row, UNCLASSIFIED)),
            products(row).stream())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private int shared(String text) {
    return shared.computeIfAbsent(text, key -> shared.size());
  }

  private String interned(String text) {
    return text == null ? null : interned.computeIfAbsent(text, key -> key);
  }

  private List<String> interned(List<String> list) {
    return internedLists.computeIfAbsent(list, key -> key);
  }
}
