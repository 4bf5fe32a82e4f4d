package org.drydock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drydock.host.FolderTree;

/**
 * Services one image by hand, with wimdism and with Drydock, in turns, and prints what each took.
 */
public final class Bench {

  private final BenchOptions options;

  private Bench(BenchOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws Exception {
    BenchOptions options = BenchOptions.parse(arguments);
    System.out.println("Machine: " + Machine.describe());
    System.out.printf(
        "Image: %s, %s%n", options.image(), Table.megabytes(Files.size(options.image())));
    if (options.catalogue()) {
      new CatalogueBench(options).print();
    } else if (options.eachCommand()) {
      new CommandByCommand(options).print();
    } else {
      new Bench(options).compare();
    }
  }

  private void compare() throws IOException, InterruptedException {
    Map<Contender, List<Measurement>> measured = new LinkedHashMap<>();
    List<Floor> floors = new ArrayList<>();
    try (Contender drydock = new DrydockContender(options, fresh("drydock"))) {
      Contender byHand = new ScriptContender("By hand", "by-hand.sh", options);
      Contender wimdism = new ScriptContender("wimdism alone", "wimdism.sh", options);
      for (Contender each : List.of(byHand, wimdism, drydock)) {
        measured.put(each, new ArrayList<>());
      }
      for (int round = 1; round <= options.rounds(); round++) {
        floors.add(Floor.measure(options, fresh("round")));
        List<String> before = List.of();
        for (Contender each : measured.keySet()) {
          Measurement measurement = each.service(fresh("round"));
          measured.get(each).add(measurement);
          System.out.printf("Round %d, %s: %s%n", round, each.name(), Table.seconds(measurement));
          if (each != drydock) {
            before = requireSame(before, Listing.of(each.result()), each.name());
          }
        }
      }
    } finally {
      new FolderTree(options.work()).delete();
    }
    print(measured, floors);
  }

  /** Who does less work is no contender. */
  private static List<String> requireSame(List<String> before, List<String> paths, String name)
      throws IOException {
    if (!before.isEmpty() && !before.equals(paths)) {
      throw new IOException(
          "The result of " + name + " has other files in it than the one before.");
    }
    return paths;
  }

  private static void print(Map<Contender, List<Measurement>> measured, List<Floor> floors) {
    Measurement floor = Measurement.median(floors.stream().map(Floor::whole).toList());
    Measurement compression = Measurement.median(floors.stream().map(Floor::compression).toList());
    Measurement byHand = Measurement.median(measured.values().iterator().next());
    Table table =
        new Table(
            "median of " + floors.size(),
            "time",
            "to by hand",
            "to the floor",
            "LZX",
            "written",
            "peak memory");
    line(table, "Floor", floor, byHand, floor, compression);
    measured.forEach(
        (contender, all) ->
            line(table, contender.name(), Measurement.median(all), byHand, floor, compression));
    System.out.println();
    System.out.println(table);
  }

  private static void line(
      Table table,
      String name,
      Measurement measurement,
      Measurement byHand,
      Measurement floor,
      Measurement compression) {
    long share = Math.round(100.0 * compression.time().toNanos() / measurement.time().toNanos());
    table.line(
        name,
        Table.seconds(measurement),
        Table.ratio(measurement, byHand),
        Table.ratio(measurement, floor),
        share + " %",
        Table.megabytes(measurement.written()),
        Table.megabytes(measurement.memory()));
  }

  private Path fresh(String name) throws IOException {
    Path folder = options.work().resolve(name);
    new FolderTree(folder).delete();
    return Files.createDirectories(folder);
  }
}
