package org.drydock.host;

/** How far a detached command is, as told by the files in its folder and the host's processes. */
public sealed interface CommandState {

  /** Nobody has started to execute the command. */
  record Unclaimed() implements CommandState {}

  /**
   * The command, or something it started, is alive.
   *
   * @param pid the process that was started for the command
   */
  record Running(long pid) implements CommandState {}

  /**
   * The command ended by itself.
   *
   * @param exitCode as the operating system gives it: 0 to 255 on Linux (128 + signal for a command
   *     that a signal ended), signed 32 bits on Windows
   */
  record Finished(int exitCode) implements CommandState {}

  /** The command is gone without an exit code: killed, or the host was restarted. */
  record Killed() implements CommandState {}

  /** Whether nothing more will happen. */
  default boolean ended() {
    return this instanceof Finished || this instanceof Killed;
  }
}
