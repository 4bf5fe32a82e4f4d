package org.drydock.site;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps this node a member of the site: gives signs of life and watches those of the others.
 *
 * <p>A node is lost when its beat has not changed for a lease, as measured by the monotonic clock
 * of the node that watches; clocks that jump or disagree change nothing. Who was cut off from the
 * database, or was asleep, begins to watch anew.
 */
@Component
class NodeMembership implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NodeMembership.class);

  private static final int BEATS_PER_LEASE = 12;
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

  /** So many intervals without a beat tell that a server of this name is gone. */
  private static final int SILENT_INTERVALS = 3;

  /** A thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final NodeTable table;
  private final DataFolderLock folderLock;
  private final DataSource database;
  private final ApplicationEventPublisher events;
  private final ConfigurableApplicationContext server;
  private final String name;
  private final int slots;
  private final Duration lease;
  private final Duration interval;
  private final String incarnation = UUID.randomUUID().toString();
  private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
  private CountDownLatch stop;
  private Thread thread;
  private ExecutorService herald;
  private final Set<Object> telling = ConcurrentHashMap.newKeySet();
  private long lastLook;
  private boolean away;

  NodeMembership(
      NodeTable table,
      DataFolderLock folderLock,
      DataSource database,
      ApplicationEventPublisher events,
      ConfigurableApplicationContext server,
      DrydockProperties properties) {
    this.table = table;
    this.folderLock = folderLock;
    this.database = database;
    this.events = events;
    this.server = server;
    this.name = properties.node().name();
    this.slots = properties.servicing().slots();
    this.lease = properties.node().lease();
    Duration fraction = lease.dividedBy(BEATS_PER_LEASE);
    this.interval = fraction.compareTo(LONGEST_INTERVAL) < 0 ? fraction : LONGEST_INTERVAL;
  }

  /**
   * A beat as it was seen.
   *
   * @param since when it was seen first, by {@link System#nanoTime()}
   */
  private record Sighting(String incarnation, long beat, long since) {}

  String name() {
    return name;
  }

  /** Before anybody is answered and any operation is taken up, and until after they are left. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }

  @Override
  public void start() {
    folderLock.take();
    register();
    stop = new CountDownLatch(1);
    lastLook = System.nanoTime();
    herald = Executors.newSingleThreadExecutor(work -> new Thread(work, "node-events"));
    thread = new Thread(this::watch, "node-watch");
    thread.start();
    events.publishEvent(new NodeJoined(name));
  }

  @Override
  public void stop() {
    stop.countDown();
    try {
      herald.shutdown();
      herald.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
      thread.join(FAREWELL.toMillis());
      table.enter(name, incarnation, NodeState.UP, NodeState.STOPPED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The end of node {} was not recorded: {}", name, e.toString());
    } finally {
      stop = null;
      folderLock.release();
    }
  }

  @Override
  public boolean isRunning() {
    return stop != null;
  }

  void returned() {
    table.enter(name, incarnation, NodeState.RETURNING, NodeState.UP);
  }

  private void register() {
    Optional<Node> before = table.find(name);
    if (before.isEmpty()) {
      table.add(name, incarnation, slots);
      return;
    }
    Node found = before.get();
    refuseNamesake(found);
    boolean wasLost = Nodes.lost(found.state()) || found.state() == NodeState.RETURNING;
    NodeState state = wasLost ? NodeState.RETURNING : NodeState.UP;
    if (!table.takeOver(found, incarnation, state, slots)) {
      register(); // declared lost at this very moment, or another server starts too
    }
  }

  /** Two servers of one name would both take up the same operations. */
  private void refuseNamesake(Node before) {
    if (before.state() != NodeState.UP && before.state() != NodeState.RETURNING) {
      return;
    }
    if (databaseIsOursAlone()) {
      return;
    }
    try {
      Thread.sleep(interval.multipliedBy(SILENT_INTERVALS).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (table.find(name).orElse(before).beat() != before.beat()) {
      throw new IllegalStateException(
          "A server with the node name \""
              + name
              + "\" is alive on this database. Give this one a name of its own with"
              + " drydock.node.name, or stop the other one.");
    }
  }

  /** H2 lets one server open its file. */
  private boolean databaseIsOursAlone() {
    try {
      return JdbcUtils.extractDatabaseMetaData(database, meta -> meta.getDatabaseProductName())
          .equals("H2");
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("Cannot tell which database this is.", e);
    }
  }

  private void watch() {
    try {
      while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (now - lastLook > lease.dividedBy(2).toNanos()) {
      sightings.clear(); // this node was asleep; it cannot tell who else was
    }
    lastLook = now;
    try {
      if (table.beat(name, incarnation)) {
        databaseAnswers();
        lookAtMyself();
        lookAtTheOthers(now);
      } else {
        leaveToNamesake();
      }
    } catch (DataAccessException | TransactionException e) {
      databaseIsAway(e);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops; the next one looks again");
    } catch (RuntimeException e) {
      LOG.error("The nodes of the site could not be looked after; it is tried again", e);
    }
  }

  private void databaseIsAway(Exception reason) {
    sightings.clear();
    if (!away) {
      away = true;
      LOG.warn(
          "The database cannot be reached: {}. DISM commands go on; runs wait until it is back.",
          reason.toString());
    }
  }

  private void databaseAnswers() {
    if (away) {
      away = false;
      LOG.info("The database can be reached again.");
      tell(new DatabaseReturned());
    }
  }

  private void lookAtMyself() {
    NodeState state = table.find(name).map(Node::state).orElse(NodeState.UP);
    if (Nodes.lost(state)) {
      LOG.warn(
          "This node, {}, was silent for longer than its lease of {}; the others have given up what"
              + " it was doing.",
          name,
          lease);
      table.enter(name, incarnation, state, NodeState.RETURNING);
    }
    if (Nodes.lost(state) || state == NodeState.RETURNING) {
      tell(new NodeReturned(name));
    }
  }

  private void lookAtTheOthers(long now) {
    for (Node node : table.all()) {
      if (node.name().equals(name)) {
        continue;
      }
      if (Nodes.lost(node.state())) {
        tell(new NodeLost(node.name(), node.state() == NodeState.DOWN));
      } else if (silent(node, now) && table.change(node, NodeState.LOST)) {
        LOG.warn("Node {} was silent for {} and counts as lost.", node.name(), lease);
        tell(new NodeLost(node.name(), false));
      }
    }
  }

  /**
   * On another thread, since a listener may be kept waiting by a lock that the lost node holds, and
   * the signs of life must go on. What is being told already is not told a second time.
   */
  private void tell(Object event) {
    if (telling.add(event)) {
      herald.execute(
          () -> {
            try {
              events.publishEvent(event);
            } catch (RuntimeException e) {
              LOG.warn("{} was not dealt with and is told again: {}", event, e.toString());
            } finally {
              telling.remove(event);
            }
          });
    }
  }

  /** Whether the node has given a sign of life just now, as far as this one has watched. */
  boolean hears(Node node) {
    Sighting seen = sightings.get(node.name());
    return seen != null
        && (isAnother(seen, node)
            || System.nanoTime() - seen.since()
                < interval.multipliedBy(SILENT_INTERVALS).toNanos());
  }

  private boolean silent(Node node, long now) {
    Sighting seen = sightings.get(node.name());
    if (seen == null || isAnother(seen, node)) {
      sightings.put(node.name(), new Sighting(node.incarnation(), node.beat(), now));
      return false;
    }
    return now - seen.since() > lease.toNanos();
  }

  private static boolean isAnother(Sighting seen, Node node) {
    return seen.beat() != node.beat() || !seen.incarnation().equals(node.incarnation());
  }

  private void leaveToNamesake() {
    LOG.error(
        "Another server has started as node {} on this database; this one stops. Give each server"
            + " a name of its own with drydock.node.name.",
        name);
    stop.countDown();
    new Thread(server::close, "farewell").start();
  }
}
