package org.drydock.site;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nodes' rows. A change of state is one conditional update, so that only one wins. */
@Component
class NodeTable {

  private final JdbcClient jdbc;
  private final Clock clock;

  NodeTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<Node> all() {
    return jdbc.sql("SELECT * FROM node ORDER BY name")
        .query(
            (row, n) ->
                new Node(
                    row.getString("name"),
                    row.getString("incarnation"),
                    row.getLong("beat"),
                    NodeState.valueOf(row.getString("state")),
                    row.getInt("slots"),
                    row.getTimestamp("started_at").toInstant(),
                    row.getTimestamp("seen_at").toInstant()))
        .list();
  }

  Optional<Node> find(String name) {
    return all().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  void add(String name, String incarnation, int slots) {
    jdbc.sql(
            "INSERT INTO node (name, incarnation, beat, state, slots, started_at, seen_at)"
                + " VALUES (?, ?, 1, 'UP', ?, ?, ?)")
        .params(name, incarnation, slots, now(), now())
        .update();
  }

  /**
   * @return false when the row has changed since it was read
   */
  boolean takeOver(Node before, String incarnation, NodeState state, int slots) {
    return jdbc.sql(
                "UPDATE node SET incarnation = ?, beat = beat + 1, state = ?, slots = ?,"
                    + " started_at = ?, seen_at = ? WHERE name = ? AND incarnation = ? AND beat = ?"
                    + " AND state = ?")
            .params(incarnation, state.name(), slots, now(), now())
            .params(before.name(), before.incarnation(), before.beat(), before.state().name())
            .update()
        == 1;
  }

  /**
   * @return false when another server goes by this name now
   */
  boolean beat(String name, String incarnation) {
    return jdbc.sql(
                "UPDATE node SET beat = beat + 1, seen_at = ? WHERE name = ? AND incarnation = ?")
            .params(now(), name, incarnation)
            .update()
        == 1;
  }

  /**
   * @return false when the node has given a sign of life since, or is not in this state any more
   */
  boolean change(Node node, NodeState state) {
    return jdbc.sql("UPDATE node SET state = ? WHERE name = ? AND beat = ? AND state = ?")
            .params(state.name(), node.name(), node.beat(), node.state().name())
            .update()
        == 1;
  }

  /** A node's change of its own state; nothing happens where it is in another one by now. */
  void enter(String name, String incarnation, NodeState from, NodeState to) {
    jdbc.sql("UPDATE node SET state = ? WHERE name = ? AND incarnation = ? AND state = ?")
        .params(to.name(), name, incarnation, from.name())
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
