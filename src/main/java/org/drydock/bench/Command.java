package org.drydock.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs programs in a group of processes of their own. */
final class Command {

  private final String mark = UUID.randomUUID().toString();
  private final ProcessGroup group = new ProcessGroup(mark);
  private final Map<String, String> environment;

  Command(Map<String, String> environment) {
    this.environment = environment;
  }

  ProcessGroup group() {
    return group;
  }

  /** Starts a program whose output goes to a file. */
  Process start(List<String> line, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put(ProcessGroup.MARK, mark);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Runs a program to its end; what it says is told where it fails. */
  void run(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".out");
    try {
      int code = start(line, output).waitFor();
      if (code != 0) {
        throw new IOException(
            String.join(" ", line)
                + " ended with "
                + code
                + ":\n"
                + Files.readString(output, StandardCharsets.UTF_8).strip());
      }
    } finally {
      Files.delete(output);
    }
  }

  /** What a program says. */
  static String output(List<String> line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + " failed: " + said.strip());
    }
    return said;
  }
}
