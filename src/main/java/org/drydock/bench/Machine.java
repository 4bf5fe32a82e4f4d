package org.drydock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the benchmark ran on, without names. */
final class Machine {

  private Machine() {}

  static String describe() throws IOException, InterruptedException {
    return "%d cores (%s), %s of memory, Java %s, %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            memory(),
            System.getProperty("java.version"),
            Command.output(List.of("wimlib-imagex", "--version")).lines().findFirst().orElse("-"),
            System.getProperty("os.name"),
            System.getProperty("os.version").replaceAll("[^0-9.].*", ""));
  }

  private static String memory() throws IOException {
    long kibibytes = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return Math.round(kibibytes / 1024.0 / 1024.0) + " GB";
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("-");
  }
}
