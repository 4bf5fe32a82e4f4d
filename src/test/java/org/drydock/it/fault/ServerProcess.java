package org.drydock.it.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.drydock.it.FreshSite;

/**
 * A server in a JVM of its own, which can be killed and started again on the same data folder and
 * at the same address.
 */
final class ServerProcess {

  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Lines, enough for the causes of an exception. */
  private static final int LAST_WORDS = 200;

  /** Systems give higher ones to whoever asks for any, also while the server is away. */
  private static final int LOWEST_PORT = 12_000;

  private static final int HIGHEST_PORT = 32_000;

  private static final List<String> FAST_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m");

  private final Path data;
  private final Path log;
  private final int port = freePort();
  private final List<String> settings;
  private Process process;

  /**
   * @param log gets what the server prints
   * @param settings further properties, as {@code --name=value}
   */
  ServerProcess(Path data, Path log, String... settings) {
    this.data = data;
    this.log = log;
    this.settings = List.of(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Returns the port when the server is ready. */
  int start() {
    try {
      Files.deleteIfExists(GatedServer.portFile(data));
      process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the start of a server")
        .atMost(LONGEST_START)
        .pollInterval(LOOK)
        .until(() -> !process.isAlive() || Files.exists(GatedServer.portFile(data)));
    if (!process.isAlive()) {
      throw new AssertionError("The server of " + data + " does not run. It said:\n" + lastWords());
    }
    return port;
  }

  /** As a service manager does, which lets it finish. */
  synchronized void stop() {
    process.destroy();
    process.onExit().join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9 does. */
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    for (Random random = new Random(); ; ) {
      int port = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket door = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return door.getLocalPort();
      } catch (IOException e) {
        continue; // somebody has it
      }
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FAST_START);
    command.addAll(ClassArchive.options());
    command.add(GatedServer.class.getName());
    command.add("--server.port=" + port);
    command.add("--drydock.data=" + data);
    command.add("--drydock.admin.password=" + FreshSite.ADMIN_PASSWORD);
    command.add("--drydock.distribution.pause=PT0.2S");
    command.addAll(settings);
    return command;
  }
}
