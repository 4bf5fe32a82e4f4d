package org.drydock.it.fault;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is kept of a site on which a case failed: logs, calls, files. */
record Evidence(Site site, FaultCase faultCase) {

  private static final Path FOLDER = Path.of("target", "faults");

  void keep(Throwable failure) {
    Path file = FOLDER.resolve(faultCase.toString().replaceAll("\\W+", "-") + ".txt");
    try {
      Files.createDirectories(FOLDER);
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(out);
        runs().forEach(run -> print(out, run));
        print(out, site.data().resolve("gates.calls"));
        out.println("--- files");
        files().forEach(out::println);
        print(out, site.serverLog());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(faultCase + " FAILED, see " + file);
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> logs = Files.list(site.data().resolve("logs/runs"))) {
      return logs.filter(log -> log.toString().endsWith(".log")).sorted().toList();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(site.data())) {
      return files.toList();
    }
  }

  private static void print(PrintWriter out, Path file) {
    out.println("--- " + file);
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(out::println);
    } catch (IOException e) {
      out.println(e);
    }
  }
}
