package org.drydock.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What starting, finding and ending detached commands needs of the operating system. */
interface Platform {

  static Platform current() {
    return System.getProperty("os.name").startsWith("Windows")
        ? new WindowsPlatform()
        : new LinuxPlatform();
  }

  /** The command line of a wrapper that claims the folder and then executes the command there. */
  List<String> wrap(Path folder, List<String> command);

  /** Whether the host was restarted since the claim was made. */
  boolean restartedSince(Claim claim);

  /** How long ago the claim was made, by a clock that nobody sets; zero where there is none. */
  Duration age(Claim claim);

  /** Whether the wrapper that made the claim is alive. Cheap. */
  boolean wrapperAlive(Claim claim);

  /**
   * What is alive of a command: its wrapper and everything below. Looks at every process of the
   * host. Only for a claim of this boot.
   *
   * @param mark the value of {@link LocalHost#MARK} in the command's environment
   */
  Stream<ProcessHandle> family(Path folder, Claim claim, String mark);

  /**
   * What is alive with this mark in its environment; nothing where the system does not tell.
   *
   * @param mark a value of {@link LocalHost#MARK}
   */
  Stream<ProcessHandle> marked(String mark);

  /** The folders that live processes have in their environment as {@link LocalHost#FOLDER}. */
  Stream<Path> commandFolders();
}
