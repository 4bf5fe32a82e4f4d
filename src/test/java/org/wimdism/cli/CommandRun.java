package org.wimdism.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One wimdism command run in this process: its exit code and what it printed. */
record CommandRun(int code, String output) {

  static CommandRun of(Path state, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("/LogPath:" + state.resolve("test.log"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            all.toArray(String[]::new),
            Map.of("WIMDISM_STATE", state.toString()),
            new PrintStream(bytes, false, StandardCharsets.UTF_8));
    return new CommandRun(code, bytes.toString(StandardCharsets.UTF_8));
  }

  /** The text of the error block. */
  String error() {
    int start = output.indexOf("Error: ");
    return start < 0 ? "" : output.substring(start);
  }
}
