package org.drydock.update;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one node of the site synchronise at a time. A node that is not up has lost its turn; so has
 * one that was restarted, since its row bears its own name.
 */
@Component
class SynchronizationTurn {

  private final JdbcClient sql;
  private final String node;
  private final Clock clock;

  @Autowired
  SynchronizationTurn(JdbcClient sql, DrydockProperties properties, Clock clock) {
    this(sql, properties.node().name(), clock);
  }

  SynchronizationTurn(JdbcClient sql, String node, Clock clock) {
    this.sql = sql;
    this.node = node;
    this.clock = clock;
  }

  /** Empty where this node may synchronise; else in words which other one does. */
  Optional<String> take() {
    int taken =
        sql.sql(
                "update synchronization set node = :node, since = :now where id = 1 and (node is"
                    + " null or node = :node or node not in (select name from node where"
                    + " state = 'UP'))")
            .param("node", node)
            .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
            .update();
    return taken == 1 ? Optional.empty() : Optional.of(holder());
  }

  /** Lets others synchronise; nothing happens where it is not this node's turn. */
  void giveBack() {
    sql.sql("update synchronization set node = null, since = null where id = 1 and node = :node")
        .param("node", node)
        .update();
  }

  private String holder() {
    return sql.sql("select node, since from synchronization where id = 1")
        .query(
            (row, number) ->
                row.getString(1) == null
                    ? "Another node has just synchronised; nothing was left to do here."
                    : "The node %s has been synchronising since %s; nothing was done here."
                        .formatted(row.getString(1), row.getTimestamp(2).toInstant()))
        .single();
  }
}
