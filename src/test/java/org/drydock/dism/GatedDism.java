package org.drydock.dism;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The bundled wimdism behind gates: a test holds up a call where it likes and sees that it waits.
 * Without a gate nothing is different. The script {@code gated-dism.sh} does it.
 */
public final class GatedDism {

  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);

  private final Path folder;

  private GatedDism(Path folder) {
    this.folder = folder;
  }

  /** The gates of a server, this one or one in another JVM. */
  public static GatedDism of(Path data) throws IOException {
    return new GatedDism(Files.createDirectories(data.resolve("gates")));
  }

  /** Holds up calls before DISM is started. */
  public Gate before(String pattern) {
    return close("before", pattern);
  }

  /** Holds up calls when DISM has done its work, which the server does not know yet. */
  public Gate after(String pattern) {
    return close("after", pattern);
  }

  /** Stops DISM in the middle of its work. */
  public Gate during(String pattern) {
    return close("during", pattern);
  }

  /** Lets everything pass. */
  public void openAll() {
    try (Stream<Path> gates = Files.list(folder)) {
      for (Path gate : gates.toList()) {
        Files.delete(gate);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All calls that were begun so far, in this order. */
  public List<RecordedCall> calls() {
    Path file = folder.resolveSibling(folder.getFileName() + ".calls");
    try {
      return Files.exists(file) ? RecordedCall.parse(Files.readAllLines(file)) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Gate close(String kind, String pattern) {
    try {
      Path gate = Files.createTempFile(folder, "gate", ".new");
      Files.writeString(gate, pattern + "\n");
      Path closed = gate.resolveSibling(gate.getFileName().toString().replace("new", kind));
      return new Gate(Files.move(gate, closed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Calls that match it wait here.
   *
   * @param file as long as it is there
   */
  public record Gate(Path file) {

    public void awaitCall() {
      await("a call at " + file).atMost(LONGEST_WAY).until(() -> Files.exists(reached()));
    }

    /** The process that waits; only of a gate that stops DISM in the middle. */
    public long process() {
      try {
        return Long.parseLong(Files.readString(reached()).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public void open() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Lets the process go on that was stopped in the middle of its work. */
    public void resume() {
      open();
      try {
        new ProcessBuilder("sh", "-c", "kill -CONT " + process()).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Ends the process that was stopped, and lets the call fail as on a full disk. */
    public void failAsOnFullDisk() {
      open();
      try {
        Files.createFile(file.resolveSibling(file.getFileName() + ".full"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ProcessHandle.of(process()).orElseThrow().destroyForcibly();
    }

    private Path reached() {
      return file.resolveSibling(file.getFileName() + ".reached");
    }
  }

  private static final class Program extends DismProgram {

    private final List<String> gates;

    private Program(DrydockProperties properties, Path folder) throws URISyntaxException {
      super(properties);
      Path script = Path.of(GatedDism.class.getResource("/gated-dism.sh").toURI());
      this.gates = List.of("/bin/sh", script.toString(), folder.toString());
    }

    @Override
    List<String> command(boolean brief) {
      List<String> command = new ArrayList<>(gates);
      command.addAll(super.command(brief));
      return command;
    }
  }

  /** Puts the gates before the server's DISM. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Configuration {

    @Bean
    GatedDism gatedDism(DataFolder data) throws IOException {
      return GatedDism.of(data.root());
    }

    @Bean
    @Primary
    DismProgram gatedDismProgram(DrydockProperties properties, GatedDism gated)
        throws URISyntaxException {
      return new Program(properties, gated.folder);
    }
  }
}
