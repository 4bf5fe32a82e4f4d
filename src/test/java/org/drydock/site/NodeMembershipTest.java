package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes that watch one another on one database. */
class NodeMembershipTest {

  private static final Duration LEASE = Duration.ofSeconds(1);

  @TempDir Path folder;

  private final List<NodeMembership> started = new ArrayList<>();
  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private final DataSource database =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void makeTheTable() throws IOException {
    String migration =
        new ClassPathResource("db/migration/V110__node.sql")
            .getContentAsString(StandardCharsets.UTF_8);
    int begin = migration.indexOf("CREATE TABLE node");
    jdbc.sql(migration.substring(begin, migration.indexOf(");", begin) + 1)).update();
  }

  @AfterEach
  void stopAll() {
    started.stream().filter(NodeMembership::isRunning).forEach(NodeMembership::stop);
  }

  @Test
  void aSilentNodeIsLostAfterItsLease_andItsReturnIsTold() {
    node("a", Clock.systemUTC());
    NodeMembership b = node("b", Clock.systemUTC());
    b.stop();

    await().until(() -> state("b") == NodeState.LOST);
    await().until(() -> heard.stream().filter(new NodeLost("b", false)::equals).count() > 1);
    assertThat(state("a")).isEqualTo(NodeState.UP);

    NodeMembership returned = node("b", Clock.systemUTC());
    await().until(() -> heard.stream().filter(new NodeReturned("b")::equals).count() > 1);
    assertThat(state("b")).isEqualTo(NodeState.RETURNING);
    returned.returned();
    assertThat(state("b")).isEqualTo(NodeState.UP);
  }

  @Test
  void aNodeThatHasFallenSilentIsNotHeardAnyMore() {
    NodeMembership a = node("a", Clock.systemUTC());
    NodeMembership b = node("b", Clock.systemUTC());
    await().until(() -> a.hears(entry("b")));
    b.stop();
    jdbc.sql("UPDATE node SET state = 'UP' WHERE name = 'b'").update(); // as after a kill -9

    await().until(() -> !a.hears(entry("b")));
  }

  @Test
  void clocksThatDisagreeOrJumpChangeNothing() {
    Instant past = Instant.EPOCH;
    Instant future = Instant.parse("2999-12-31T00:00:00Z");
    node("a", Clock.fixed(past, java.time.ZoneOffset.UTC));
    node("b", Clock.fixed(future, java.time.ZoneOffset.UTC));
    long beat = beat("a");

    // Long enough for either to have lost the other.
    await().until(() -> beat("a") - beat > 2 * 12);
    assertThat(heard).hasOnlyElementsOfType(NodeJoined.class);
    assertThat(state("a")).isEqualTo(NodeState.UP);
    assertThat(state("b")).isEqualTo(NodeState.UP);
  }

  @Test
  void aNodeThatWasCountedAsLostAndIsAliveNoticesIt() {
    NodeMembership a = node("a", Clock.systemUTC());
    jdbc.sql("UPDATE node SET state = 'LOST'").update();

    await().until(() -> heard.contains(new NodeReturned("a")));
    assertThat(state("a")).isEqualTo(NodeState.RETURNING);
    a.returned();
    assertThat(state("a")).isEqualTo(NodeState.UP);
  }

  @Test
  void aNodeStopsItsServer_whenAnotherServerHasTakenItsName() {
    NodeMembership a = node("a", Clock.systemUTC());
    jdbc.sql("UPDATE node SET incarnation = 'another'").update();

    await().until(() -> !servers.get(0).isActive());
    assertThat(a.isRunning()).isTrue(); // a real server stops its parts when it closes
  }

  @Test
  void oneDataFolderHasOneServer() {
    node("a", Clock.systemUTC());
    assertThatThrownBy(() -> start("c", folder.resolve("a"), Clock.systemUTC()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Another server works in the data folder")
        .hasMessageContaining("drydock.data");
  }

  @Test
  void aDatabaseThatIsAwayForAWhileLosesNobody() {
    node("a", Clock.systemUTC());
    node("b", Clock.systemUTC());
    jdbc.sql("ALTER TABLE node RENAME TO away").update();
    long beat = jdbc.sql("SELECT SUM(beat) FROM away").query(Long.class).single();
    await().during(LEASE.multipliedBy(2)).until(() -> true);
    jdbc.sql("ALTER TABLE away RENAME TO node").update();

    await().until(() -> heard.contains(new DatabaseReturned()));
    await().until(() -> beat("a") + beat("b") > beat + 2 * 12);
    assertThat(heard).hasOnlyElementsOfTypes(NodeJoined.class, DatabaseReturned.class);
  }

  private final List<GenericApplicationContext> servers = new ArrayList<>();

  private NodeMembership node(String name, Clock clock) {
    return start(name, folder.resolve(name), clock);
  }

  private NodeMembership start(String name, Path data, Clock clock) {
    DrydockProperties properties =
        new DrydockProperties(
            data,
            null,
            List.of(),
            null,
            null,
            null,
            new DrydockProperties.Servicing(2, Duration.ofHours(1)),
            null,
            new DrydockProperties.Node(name, LEASE));
    GenericApplicationContext server = new GenericApplicationContext();
    server.refresh();
    servers.add(server);
    NodeMembership node =
        new NodeMembership(
            new NodeTable(jdbc, clock),
            new DataFolderLock(new DataFolder(properties)),
            database,
            heard::add,
            server,
            properties);
    node.start();
    started.add(node);
    return node;
  }

  private Node entry(String name) {
    return new NodeTable(jdbc, Clock.systemUTC()).find(name).orElseThrow();
  }

  private NodeState state(String name) {
    return entry(name).state();
  }

  private long beat(String name) {
    return entry(name).beat();
  }
}
