package org.drydock.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.drydock.it.Administrator;
import org.drydock.it.Order;
import org.drydock.it.Programs;
import org.drydock.it.SampleSite;
import org.drydock.it.SampleUpdate;
import org.drydock.it.Wim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two servers on one PostgreSQL. {@code -Dnodes.runs=24} is how many runs are disturbed at random
 * moments, {@code -Dnodes.seed=} repeats the choice of what is done to them.
 */
class TwoNodesIT {

  private static final int RUNS = Integer.getInteger("nodes.runs", 2);
  private static final long SEED = Long.getLong("nodes.seed", System.nanoTime());

  /** From the order to the end of a run is about as long, on a machine with nothing else to do. */
  private static final int LONGEST_PEACE_MILLIS = 12_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Cluster CLUSTER = new Cluster();
  private static SampleSite samples;
  private static final List<String> IMAGES = new ArrayList<>();
  private static String originalHash;

  /** What is done to a node. */
  private enum Harm {
    NONE,
    DISM_KILLED,
    SERVER_KILLED_AND_BACK,
    BOTH_KILLED_AND_BACK,
    SERVER_KILLED_UNTIL_IT_IS_LOST,
    BOTH_KILLED_UNTIL_IT_IS_LOST;

    boolean killsDism() {
      return this == DISM_KILLED
          || this == BOTH_KILLED_AND_BACK
          || this == BOTH_KILLED_UNTIL_IT_IS_LOST;
    }

    boolean killsServer() {
      return this != NONE && this != DISM_KILLED;
    }

    boolean losesTheNode() {
      return this == SERVER_KILLED_UNTIL_IT_IS_LOST || this == BOTH_KILLED_UNTIL_IT_IS_LOST;
    }
  }

  @BeforeAll
  static void start() {
    // At once, on an empty database: both make the tables, the administrator and the processes.
    CLUSTER.nodes().parallelStream().forEach(ClusterNode::start);
    Administrator administrator = CLUSTER.a().administrator();
    samples = new SampleSite(administrator, CLUSTER.shared());
    for (ClusterNode node : CLUSTER.nodes()) {
      IMAGES.add(new SampleSite(node.administrator(), CLUSTER.shared()).importsOneIndex());
    }
    samples.update(SampleUpdate.SERVICING_STACK);
    originalHash = Programs.sha256(administrator.wim(IMAGES.get(0), 1).file());
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  @Test
  void noRunIsLostAndNoneIsDoneTwice_whateverIsKilledWhenever() {
    Random random = new Random(SEED);
    System.out.printf("two nodes: %d runs, -Dnodes.seed=%d%n", RUNS, SEED);
    int lost = 0;
    for (int done = 0; done < RUNS; done += IMAGES.size()) {
      Harm harm = Harm.values()[random.nextInt(Harm.values().length)];
      ClusterNode victim = CLUSTER.nodes().get(random.nextInt(CLUSTER.nodes().size()));
      long peace = random.nextInt(LONGEST_PEACE_MILLIS);
      long start = System.nanoTime();
      List<Long> schedules = new ArrayList<>();
      for (int image = 0; image < IMAGES.size(); image++) {
        ClusterNode asked = CLUSTER.nodes().get(image);
        schedules.add(asked.administrator().schedules(order(IMAGES.get(image))));
      }
      await("a random moment")
          .pollDelay(Duration.ofMillis(peace))
          .atMost(Duration.ofMillis(peace).plus(PATIENCE))
          .until(() -> true);
      Damage damage = doHarm(harm, victim);
      List<String> ends = new ArrayList<>();
      for (int image = 0; image < IMAGES.size(); image++) {
        List<JsonNode> runs = awaitEnd(CLUSTER.other(victim), schedules.get(image));
        ends.add(runs.stream().map(run -> host(run) + " " + status(run)).toList().toString());
        check(runs, damage, victim);
        lost += runs.size() - 1;
      }
      System.out.printf(
          "%-32s of %s after %5d ms: %s, %d s%n",
          harm,
          victim.name(),
          peace,
          ends,
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
      theImagesAreWhole();
      CLUSTER.nodes().forEach(ClusterNode::nothingIsLeft);
    }
    System.out.printf("two nodes: %d runs were started again after the loss of a host%n", lost);
  }

  @Test
  void aRunIsCancelledThroughTheOtherNode_andAScheduleFiresOnce() {
    Administrator one = CLUSTER.a().administrator();
    long schedule =
        one.schedules(order(IMAGES.get(0)).with("start", Instant.now().plusSeconds(2).toString()));
    long number = one.firstRunOf(schedule);
    JsonNode run = one.awaitRun(number, details -> details.hasNonNull("host"));
    CLUSTER
        .other(CLUSTER.named(host(run)))
        .administrator()
        .post("/api/v1/runs/" + number + "/cancel", Map.of())
        .ok();
    assertThat(status(one.awaitEnd(number))).isEqualTo("Cancelled");
    assertThat(one.get("/api/v1/schedules/" + schedule).ok().path("runs")).hasSize(1);
    CLUSTER.nodes().forEach(ClusterNode::nothingIsLeft);
  }

  @Test
  void aRunGoesOn_whenTheDatabaseIsRestartedUnderIt() {
    Administrator administrator = CLUSTER.b().administrator();
    long number = administrator.services(order(IMAGES.get(1)));
    administrator.awaitRun(
        number, details -> details.path("steps").findValuesAsText("name").contains("Apply update"));
    CLUSTER.restartDatabase();
    JsonNode run =
        await("run " + number)
            .atMost(PATIENCE)
            .pollInterval(LOOK)
            .ignoreExceptions()
            .until(() -> administrator.run(number), details -> details.hasNonNull("endedAt"));
    assertThat(status(run)).as("%s", run).isEqualTo("Successful");
    theImagesAreWhole();
    CLUSTER.nodes().forEach(ClusterNode::nothingIsLeft);
  }

  private static Order order(String image) {
    return Order.of(image, samples.updates(SampleUpdate.SERVICING_STACK, SampleUpdate.OLDER_ROLLUP))
        .distributing()
        .removingSuperseded()
        .with("base", "original")
        .with("restartAfterHostLoss", true);
  }

  /**
   * What was done to a node.
   *
   * @param dismDied whether a DISM was alive, and is not any more
   * @param mayBeLost whether its server was away for so long that the other may count it as lost
   */
  private record Damage(boolean dismDied, boolean mayBeLost) {}

  /** The node is back afterwards. */
  private static Damage doHarm(Harm harm, ClusterNode victim) {
    long start = System.nanoTime();
    if (harm.killsServer()) {
      victim.kill();
    }
    boolean dismDied = harm.killsDism() && victim.killDism();
    if (harm.losesTheNode()) {
      ClusterNode other = CLUSTER.other(victim);
      await("the loss of " + victim.name())
          .atMost(PATIENCE)
          .pollInterval(LOOK)
          .until(() -> other.stateOf(victim).equals("lost"));
    }
    if (harm.killsServer()) {
      victim.start();
    }
    Duration away = Duration.ofNanos(System.nanoTime() - start);
    return new Damage(
        dismDied, harm.killsServer() && away.compareTo(Cluster.LEASE.dividedBy(2)) > 0);
  }

  /** All runs of a schedule that has come to its end, the first one first. */
  private static List<JsonNode> awaitEnd(ClusterNode node, long schedule) {
    Administrator administrator = node.administrator();
    JsonNode ended =
        await("schedule " + schedule)
            .atMost(PATIENCE)
            .pollInterval(LOOK)
            .until(
                () -> administrator.get("/api/v1/schedules/" + schedule).ok(),
                details -> details.path("state").asText().equals("finished"));
    List<JsonNode> runs = new ArrayList<>();
    ended.path("runs").forEach(run -> runs.add(0, administrator.run(run.asLong())));
    return runs;
  }

  private static void check(List<JsonNode> runs, Damage damage, ClusterNode victim) {
    for (JsonNode run : runs.subList(0, runs.size() - 1)) {
      assertThat(status(run)).as("%s", run).isEqualTo("Failed");
      assertThat(run.at("/failure/message").asText()).contains("Host " + host(run) + " was lost");
      assertThat(host(run)).isEqualTo(victim.name());
      assertThat(damage.mayBeLost()).isTrue();
    }
    JsonNode last = runs.get(runs.size() - 1);
    if (damage.dismDied() && host(last).equals(victim.name()) && status(last).equals("Failed")) {
      assertThat(last.at("/failure/message").asText())
          .containsPattern("was killed|was not started");
    } else if (damage.mayBeLost() && host(last).equals(victim.name())) {
      // Lost when all was published: only what is to be removed there could not be.
      assertThat(status(last)).as("%s", last).isIn("Successful", "SuccessfulWithErrors");
    } else {
      assertThat(status(last)).as("%s", last).isEqualTo("Successful");
    }
  }

  /** Each successful run has published one version, and no other run has; each is sound. */
  private static void theImagesAreWhole() {
    Administrator administrator = CLUSTER.a().administrator();
    for (String id : IMAGES) {
      JsonNode image = administrator.image(id);
      assertThat(Programs.sha256(administrator.wim(id, 1).file())).isEqualTo(originalHash);
      List<Long> published =
          StreamSupport.stream(image.path("versions").spliterator(), false)
              .filter(version -> version.hasNonNull("runNumber"))
              .map(version -> version.path("runNumber").asLong())
              .toList();
      List<Long> successful =
          StreamSupport.stream(
                  administrator.get("/api/v1/runs?image=" + id).ok().spliterator(), false)
              .filter(run -> status(run).startsWith("Successful"))
              .map(run -> run.path("number").asLong())
              .sorted()
              .toList();
      assertThat(published).isEqualTo(successful);
      Wim current = Wim.at(image.path("currentPath").asText()).isSound();
      JsonNode newest = image.path("versions").get(image.path("versions").size() - 1);
      assertThat(Programs.sha256(current.file())).isEqualTo(newest.path("sha256").asText());
    }
  }

  private static String status(JsonNode run) {
    return run.path("status").asText();
  }

  private static String host(JsonNode run) {
    return run.path("host").asText();
  }
}
