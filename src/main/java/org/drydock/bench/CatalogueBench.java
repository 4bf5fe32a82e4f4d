package org.drydock.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.demo.DrydockClient;
import org.drydock.host.FolderTree;

/** Has a server synchronise a catalogue of real size, and asks it for updates afterwards. */
final class CatalogueBench {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int PAUSE = 100;
  private static final int SEARCHES = 400;
  private static final int LISTS = 10;
  private static final int WARM_UP = 20;
  private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** What people type; the numbers make each question another one. */
  private static final List<String> FILTERS =
      List.of(
          "KB2%05d",
          "cumulative update x64 %d",
          "windows example 20%02d",
          "office example security %d",
          "nothing has this %d",
          "%x.cab",
          "knowledge base article 20%02d",
          "%d");

  private final BenchOptions options;

  CatalogueBench(BenchOptions options) {
    this.options = options;
  }

  void print() throws IOException, InterruptedException {
    Path catalogue = options.data().resolve("wsusscn2.cab");
    if (!Files.exists(catalogue)) {
      make(catalogue);
    }
    System.out.println("Catalogue: " + Table.megabytes(Files.size(catalogue)));
    Path data = Files.createDirectories(fresh().resolve("drydock"));
    Path gc = options.work().resolve("gc.log");
    List<String> command = new ArrayList<>(options.server());
    command.add(command.indexOf("-cp"), "-Xlog:gc:file=" + gc);
    Process server = new Command(Map.of()).start(command, options.work().resolve("server.log"));
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
    try {
      measure(new DrydockClient(options.port(), data, LONGEST), server, catalogue, data, gc);
    } finally {
      server.destroy();
      server.waitFor();
      new FolderTree(options.work()).delete();
    }
  }

  private void make(Path catalogue) throws IOException {
    System.out.println("Making the catalogue ...");
    Path work = Files.createDirectories(fresh().resolve("making"));
    Path half = work.resolve("catalogue");
    new CatalogueData(CatalogueData.UPDATES, CatalogueData.CABINETS).write(half, work);
    Files.createDirectories(catalogue.getParent());
    Files.move(half, catalogue);
    new FolderTree(work).delete();
  }

  private void measure(DrydockClient drydock, Process server, Path catalogue, Path data, Path gc)
      throws IOException, InterruptedException {
    until(server, drydock::isReady);
    String image =
        drydock
            .post(
                "images",
                Map.of("name", "Benchmark", "kind", "image", "path", options.image().toString()))
            .path("id")
            .asText();
    until(server, () -> !drydock.get("images/" + image).path("state").asText().equals("importing"));
    Files.copy(catalogue, data.resolve("inbox/wsusscn2.cab"));
    Table table = new Table("what", "took");
    JsonNode first = timed(table, "full synchronisation", drydock).path("catalogues").path(0);
    System.out.println("First: " + first);
    System.out.println("Second: " + timed(table, "unchanged", drydock).path("catalogues").path(0));
    table.line("peak heap", Table.megabytes(peak(gc)));
    searches(table, drydock);
    lists(table, drydock, image);
    table.line("peak heap, with the questions", Table.megabytes(peak(gc)));
    System.out.println(table);
  }

  private static JsonNode timed(Table table, String what, DrydockClient drydock) {
    long start = System.nanoTime();
    JsonNode answer = drydock.post("updates/synchronize", Map.of());
    table.line(what, "%.1f s".formatted((System.nanoTime() - start) / 1e9));
    return answer;
  }

  private static void searches(Table table, DrydockClient drydock) {
    long start = System.nanoTime();
    drydock.get("updates?size=1");
    table.line(
        "first search, with the index", "%.1f s".formatted((System.nanoTime() - start) / 1e9));
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < SEARCHES + WARM_UP; i++) {
      String filter = FILTERS.get(i % FILTERS.size()).formatted(i % 100);
      long asked = System.nanoTime();
      drydock.get(
          "updates?superseded=true&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
      if (i >= WARM_UP) {
        took.add((System.nanoTime() - asked) / 1e6);
      }
    }
    took.sort(null);
    table.line("text search, median of " + SEARCHES, "%.0f ms".formatted(at(took, 0.5)));
    table.line("text search, 95th percentile", "%.0f ms".formatted(at(took, 0.95)));
    table.line("text search, slowest", "%.0f ms".formatted(at(took, 1)));
  }

  private static void lists(Table table, DrydockClient drydock, String image) {
    List<Double> took = new ArrayList<>();
    int offered = 0;
    for (int i = 0; i < LISTS; i++) {
      long asked = System.nanoTime();
      offered = drydock.get("images/" + image + "/applicable-updates").size();
      took.add((System.nanoTime() - asked) / 1e6);
    }
    table.line("applicable list, the first", "%.0f ms".formatted(took.get(0)));
    took.sort(null);
    table.line("applicable list, slowest of " + LISTS, "%.0f ms".formatted(at(took, 1)));
    table.line("updates in it", Integer.toString(offered));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** The most that was in use when a collection began, in bytes. */
  private static long peak(Path gc) throws IOException {
    long peak = 0;
    for (String line : Files.readAllLines(gc)) {
      Matcher heap = HEAP.matcher(line);
      if (heap.find()) {
        peak = Math.max(peak, Long.parseLong(heap.group(1)));
      }
    }
    return peak << 20;
  }

  private static void until(Process server, BooleanSupplier holds)
      throws IOException, InterruptedException {
    while (!holds.getAsBoolean()) {
      if (!server.isAlive()) {
        throw new IOException("The server ended.");
      }
      Thread.sleep(PAUSE);
    }
  }

  private Path fresh() throws IOException {
    new FolderTree(options.work()).delete();
    return Files.createDirectories(options.work());
  }
}
