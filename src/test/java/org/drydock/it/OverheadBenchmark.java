package org.drydock.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.drydock.Drydock;
import org.drydock.dism.ReplayDism;
import org.drydock.update.Packages;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Measures what the orchestration adds to a step's own work: whole runs with every option on,
 * against a DISM that answers at once. A step's overhead is the time from the end of the step
 * before it to its own end, less the time that the stand-in took meanwhile.
 *
 * <p>{@code ./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath},
 * then {@code java -cp "target/test-classes:target/classes:$(cat target/classpath)"
 * org.drydock.it.OverheadBenchmark [RUNS]}
 */
final class OverheadBenchmark {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String FOUNDATION = Packages.FOUNDATION + TOKEN + "10.0.26100.1";
  private static final String ROLLUP = "Package_for_RollupFix" + TOKEN + "26100.5.1.1";
  private static final String DOT_NET = "Package_for_DotNetRollup_481" + TOKEN + "10.0.1.1";

  /** Until the JVM has compiled what it needs; not measured. */
  private static final int WARM_UP = 3;

  private static final int DEFAULT_RUNS = 10;

  private final Path data;
  private final Path calls;
  private final Administrator administrator;
  private final Map<String, List<Long>> overheads = new LinkedHashMap<>();
  private final List<Long> perRun = new ArrayList<>();
  private int steps;

  private OverheadBenchmark(Path data, ConfigurableApplicationContext server) {
    this.data = data;
    this.calls = data.resolve("calls");
    this.administrator = new Administrator(server.getEnvironment());
  }

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length == 0 ? DEFAULT_RUNS : Integer.parseInt(arguments[0]);
    Path data = Files.createTempDirectory("drydock-overhead");
    try (ConfigurableApplicationContext server =
        SpringApplication.run(
            Drydock.class,
            "--server.port=0",
            "--logging.level.root=warn",
            "--drydock.data=" + data,
            "--drydock.admin.password=" + FreshSite.ADMIN_PASSWORD,
            "--drydock.dism.command=" + String.join(",", standIn(data)))) {
      new OverheadBenchmark(data, server).measure(runs);
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private static List<String> standIn(Path data) throws URISyntaxException {
    ReplayDism replay = ReplayDism.successful(data.resolve("replay"));
    String packages = listing(FOUNDATION);
    // Once for the import, then for the verification of each run.
    replay.on("*/Get-Packages*").times(1).prints(packages);
    replay.on("*/Get-Packages*").prints(packages + listing(ROLLUP) + listing(DOT_NET));
    List<String> command = new ArrayList<>();
    command.add("/bin/sh");
    command.add(Path.of(OverheadBenchmark.class.getResource("/timed-dism.sh").toURI()).toString());
    command.add(data.resolve("calls").toString());
    command.addAll(replay.command());
    return command;
  }

  private static String listing(String identity) {
    return "Package Identity : "
        + identity
        + "\nState : Installed\nRelease Type : Update\nInstall Time : 09/06/2024 04:26\n\n";
  }

  private void measure(int runs) throws IOException {
    Path wim = data.resolve("install.wim");
    Path tree = Files.createDirectories(data.resolve("tree"));
    Files.writeString(tree.resolve("file.txt"), "content");
    Programs.output("wimlib-imagex", "capture", tree.toString(), wim.toString(), "Sample");
    String image = administrator.imports(wim, "image");
    cabinet("KB5990001", ROLLUP);
    cabinet("KB5990002", DOT_NET);
    List<String> updates =
        administrator
            .post("/api/v1/updates/synchronize", Map.of())
            .ok()
            .path("added")
            .findValuesAsText("updateId");
    Order order =
        Order.of(image, updates).distributing().removingSuperseded().with("base", "original");
    for (int i = 0; i < WARM_UP + runs; i++) {
      Files.deleteIfExists(calls);
      JsonNode run = administrator.awaitEnd(administrator.services(order));
      if (!run.path("status").asText().equals("Successful")) {
        throw new IllegalStateException(run.toPrettyString());
      }
      if (i >= WARM_UP) {
        record(run);
      }
    }
    print();
  }

  private void cabinet(String kb, String identity) {
    Packages.cabinet(
        data.resolve("inbox").resolve(kb + ".cab"),
        Packages.manifestWith(
            identity,
            "identifier=\"" + kb + "\" releaseType=\"Update\"",
            Packages.parent(FOUNDATION)));
  }

  private void record(JsonNode run) throws IOException {
    List<Call> made = Files.readAllLines(calls).stream().map(Call::parse).toList();
    Instant before = Instant.parse(run.path("createdAt").asText());
    List<JsonNode> taken =
        StreamSupport.stream(run.path("steps").spliterator(), false)
            .filter(step -> step.hasNonNull("endedAt"))
            .toList();
    long total = 0;
    for (JsonNode step : taken) {
      Instant end = Instant.parse(step.path("endedAt").asText());
      long overhead = Duration.between(before, end).toNanos() - standIn(made, before, end);
      overheads
          .computeIfAbsent(step.path("name").asText(), name -> new ArrayList<>())
          .add(overhead);
      total += overhead;
      before = end;
    }
    steps = taken.size();
    perRun.add(total / steps);
  }

  private static long standIn(List<Call> made, Instant from, Instant to) {
    return made.stream().flatMapToLong(call -> LongStream.of(call.within(from, to))).sum();
  }

  private void print() {
    System.out.printf("%-28s %8s %8s%n", "step", "median", "longest");
    overheads.forEach(
        (name, values) ->
            System.out.printf(
                Locale.ROOT,
                "%-28s %5d ms %5d ms%n",
                name,
                median(values),
                TimeUnit.NANOSECONDS.toMillis(Collections.max(values))));
    System.out.printf(
        Locale.ROOT,
        "overhead per step, of %d steps, median of %d runs: %d ms%n",
        steps,
        perRun.size(),
        median(perRun));
  }

  private static long median(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2));
  }

  /** A call of the stand-in, in nanoseconds since 1970. */
  private record Call(long begin, long end) {

    static Call parse(String line) {
      String[] times = line.split(" ");
      return new Call(Long.parseLong(times[0]), Long.parseLong(times[1]));
    }

    long within(Instant from, Instant to) {
      return Math.max(0, Math.min(end, nanos(to)) - Math.max(begin, nanos(from)));
    }

    private static long nanos(Instant time) {
      return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
  }
}
