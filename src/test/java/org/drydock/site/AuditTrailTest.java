package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** The record of who changed what. */
class AuditTrailTest {

  private static final Instant NOW = Instant.parse("2027-01-12T21:00:00Z");

  private final EmbeddedDatabase database =
      new EmbeddedDatabaseBuilder()
          .generateUniqueName(true)
          .setType(EmbeddedDatabaseType.H2)
          .addScript("classpath:db/migration/V180__audit.sql")
          .build();
  private final AuditTrail trail =
      new AuditTrail(JdbcClient.create(database), Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    database.shutdown();
  }

  @Test
  void theLatestComesFirst_pageByPage() {
    for (int image = 1; image <= 5; image++) {
      trail.add("mary", "Import image", "DRY0000" + image, true, null);
    }

    AuditTrail.Page first = trail.search("", null, 3);
    AuditTrail.Page second = trail.search("", first.next(), 3);

    assertThat(first.items())
        .extracting(AuditEntry::object)
        .containsExactly("DRY00005", "DRY00004", "DRY00003");
    assertThat(second.items())
        .extracting(AuditEntry::object)
        .containsExactly("DRY00002", "DRY00001");
    assertThat(second.next()).isNull();
    assertThat(first.items().get(0).time()).isEqualTo(NOW);
  }

  @Test
  void aFilterLooksAtUserActionAndObject_andTakesNothingForAWildcard() {
    trail.add("mary", "Import image", "DRY00001", true, null);
    trail.add("jo", "Delete schedule", null, false, "It is running.");
    trail.add("jo", "Add distribution point", "100%_full!", true, null);

    assertThat(found("MARY import dry")).isEmpty(); // one text, not words
    assertThat(found("mary import IMAGE dry00001")).containsExactly("Import image");
    assertThat(found("schedule")).containsExactly("Delete schedule");
    assertThat(found("0%_f")).containsExactly("Add distribution point");
    assertThat(found("_")).containsExactly("Add distribution point");
    assertThat(found("full!")).containsExactly("Add distribution point");
    assertThat(trail.search("schedule", null, 1).items().get(0).reason()).contains("running");
  }

  @Test
  void whatIsTooLongIsCut_andAPageHasASize() {
    trail.add("u".repeat(300), "Import image", "o".repeat(300), false, "r".repeat(5000));

    assertThat(trail.search("", null, 1).items().get(0).reason()).hasSize(4000);
    assertThatThrownBy(() -> trail.search("", null, 501)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> trail.search("", null, 0)).isInstanceOf(BadInput.class);
  }

  private List<String> found(String filter) {
    return trail.search(filter, null, 10).items().stream().map(AuditEntry::action).toList();
  }
}
