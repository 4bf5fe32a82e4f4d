package org.drydock.site;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The record of who changed what, when. */
@Component
public class AuditTrail {

  public static final int DEFAULT_SIZE = 50;

  private static final int LARGEST_SIZE = 500;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_REASON = 4000;

  private final JdbcClient jdbc;
  private final Clock clock;

  AuditTrail(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param object to what it was done; null where that is clear
   * @param reason why it was not done; null otherwise
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void add(String user, String action, String object, boolean done, String reason) {
    jdbc.sql(
            "INSERT INTO audit_entry (recorded_at, user_name, action, object, done, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .param(Timestamp.from(clock.instant()))
        .param(cut(user, LONGEST_NAME))
        .param(cut(action, LONGEST_NAME))
        .param(cut(object, LONGEST_NAME))
        .param(done)
        .param(cut(reason, LONGEST_REASON))
        .update();
  }

  /**
   * One page, the latest first.
   *
   * @param next the id to continue before; null on the last page
   */
  public record Page(List<AuditEntry> items, Long next) {}

  /**
   * @param filter a text that user, action or object contain, in any case; empty for all
   * @param before the id to continue before; null for the latest
   * @param size of a page, 1 to 500
   */
  public Page search(String filter, Long before, int size) {
    if (size < 1 || size > LARGEST_SIZE) {
      throw new InvalidPageException(size, LARGEST_SIZE);
    }
    List<AuditEntry> found =
        jdbc.sql(
                "SELECT * FROM audit_entry WHERE id < ? AND LOWER(user_name || ' ' || action || ' '"
                    + " || COALESCE(object, '')) LIKE ? ESCAPE '!' ORDER BY id DESC LIMIT ?")
            .param(before == null ? Long.MAX_VALUE : before)
            .param("%" + escaped(filter == null ? "" : filter.strip()) + "%")
            .param(size + 1)
            .query(
                (row, n) ->
                    new AuditEntry(
                        row.getLong("id"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getString("user_name"),
                        row.getString("action"),
                        row.getString("object"),
                        row.getBoolean("done"),
                        row.getString("reason")))
            .list();
    return found.size() <= size
        ? new Page(found, null)
        : new Page(found.subList(0, size), found.get(size - 1).id());
  }

  private static String escaped(String filter) {
    return filter.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static String cut(String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest);
  }
}
