package org.drydock.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The catalogue's table: writes updates into rows and reads them back. */
@Component
class UpdateRecords {

  private static final TypeReference<List<PackageMetadata>> PACKAGES = new TypeReference<>() {};
  private static final Sort NEWEST_FIRST =
      Sort.by(Sort.Order.desc("releaseDate"), Sort.Order.asc("id"));

  private final JdbcAggregateOperations rows;
  private final JdbcClient sql;
  private final ObjectMapper json;

  UpdateRecords(JdbcAggregateOperations rows, JdbcClient sql, ObjectMapper json) {
    this.rows = rows;
    this.sql = sql;
    this.json = json;
  }

  void insert(SoftwareUpdate update) {
    rows.insert(row(update));
    changed();
  }

  Optional<UpdateListing> find(String id) {
    return Optional.ofNullable(rows.findById(id, CatalogEntry.class)).map(this::listing);
  }

  Optional<SoftwareUpdate> withSha256(String sha256) {
    return rows.findOne(Query.query(Criteria.where("sha256").is(sha256)), CatalogEntry.class)
        .map(this::update);
  }

  List<SoftwareUpdate> all() {
    return listings().stream().map(UpdateListing::update).toList();
  }

  List<UpdateListing> listings() {
    return rows.findAll(CatalogEntry.class, NEWEST_FIRST).stream().map(this::listing).toList();
  }

  /** Updates with what a person may search for. */
  List<Searchable> searchable() {
    return rows.findAll(CatalogEntry.class).stream()
        .map(row -> new Searchable(update(row), row.supersededBy(), row.searchText()))
        .toList();
  }

  /** By their ids. */
  Map<String, SoftwareUpdate> find(Collection<String> ids) {
    return rows.findAllById(ids, CatalogEntry.class).stream()
        .map(this::update)
        .collect(Collectors.toMap(SoftwareUpdate::id, update -> update));
  }

  /**
   * @param text everything that its packages say, in lower case
   */
  record Searchable(SoftwareUpdate update, String supersededBy, String text) {}

  void setSupersededBy(String id, String by) {
    sql.sql("update catalog_entry set superseded_by = :by where id = :id")
        .param("by", by)
        .param("id", id)
        .update();
    changed();
  }

  private void changed() {
    sql.sql(CatalogueTable.CHANGED).update();
  }

  private CatalogEntry row(SoftwareUpdate update) {
    return new CatalogEntry(
        update.id(),
        update.kb(),
        update.title(),
        update.kind(),
        update.classification(),
        update.architecture(),
        update.releaseDate(),
        update.deltas(),
        update.binary().fileName(),
        update.binary().sha256(),
        update.binary().size(),
        update.binary().container(),
        searchText(update),
        written(update.packages()),
        null);
  }

  private static String searchText(SoftwareUpdate update) {
    Stream<String> ofUpdate =
        Stream.of(
            update.kb(),
            update.title(),
            update.classification(),
            update.kind().label(),
            update.architecture(),
            update.binary().fileName());
    Stream<String> ofPackages =
        update.packages().stream()
            .flatMap(p -> Stream.of(p.identity().toString(), p.displayName(), p.description()));
    return Stream.concat(ofUpdate, ofPackages)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  private UpdateListing listing(CatalogEntry row) {
    return new UpdateListing(update(row), row.supersededBy());
  }

  private SoftwareUpdate update(CatalogEntry row) {
    return new SoftwareUpdate(
        row.id(),
        row.kb(),
        row.title(),
        row.kind(),
        row.classification(),
        row.architecture(),
        row.releaseDate(),
        row.deltas(),
        new UpdateBinary(row.fileName(), row.sha256(), row.sizeBytes(), row.container()),
        read(row));
  }

  private String written(List<PackageMetadata> packages) {
    try {
      return json.writeValueAsString(packages);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Package metadata cannot be written as JSON.", e);
    }
  }

  private List<PackageMetadata> read(CatalogEntry row) {
    try {
      return json.readValue(row.packages(), PACKAGES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The package metadata of update " + row.id() + " in the database is damaged.", e);
    }
  }
}
