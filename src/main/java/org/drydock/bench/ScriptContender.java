package org.drydock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Services the image with a shell script. */
final class ScriptContender implements Contender {

  private final String name;
  private final String script;
  private final BenchOptions options;
  private Path result;

  /**
   * A contender.
   *
   * @param script the name of a resource, called with image, updates, work folder and result
   */
  ScriptContender(String name, String script, BenchOptions options) {
    this.name = name;
    this.script = script;
    this.options = options;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measurement service(Path work) throws IOException, InterruptedException {
    Path file = work.resolve(script);
    try (InputStream in = ScriptContender.class.getResourceAsStream("/bench/" + script)) {
      Files.copy(in, file);
    }
    result = work.resolve("result.wim");
    Command command = new Command(Map.of("WIMDISM", options.wimdism().toString()));
    return Meter.measure(
        command.group(),
        () ->
            command.run(
                List.of(
                    "bash",
                    file.toString(),
                    options.image().toString(),
                    options.updates().toString(),
                    work.toString(),
                    result.toString())));
  }

  @Override
  public Path result() {
    return result;
  }
}
