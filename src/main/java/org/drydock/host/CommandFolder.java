package org.drydock.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of one command: what its files and the host's processes tell about it. */
record CommandFolder(Path path, Platform platform) {

  CommandFolder {
    path = path.toAbsolutePath().normalize();
  }

  CommandState state() {
    Optional<Claim> claim = Claim.read(path);
    if (claim.isEmpty()) {
      return new CommandState.Unclaimed();
    }
    return finished()
        .or(() -> running(claim.get()))
        // It may have ended while we looked for its processes.
        .or(this::finished)
        .orElseGet(CommandState.Killed::new);
  }

  /** The claim of a command that can have processes, after calling off one that nobody claimed. */
  Optional<Claim> claimToEnd() {
    if (Claim.read(path).isEmpty()) {
      Claim.callOff(path);
    }
    return Claim.read(path).filter(this::ofThisBoot);
  }

  Duration age() {
    return Claim.read(path).filter(this::ofThisBoot).map(platform::age).orElse(Duration.ZERO);
  }

  /** Everything of the command that is alive. */
  Stream<ProcessHandle> family(Claim claim) {
    return platform.family(path, claim, mark());
  }

  /** Tells this command's processes by their environment: short, and ASCII for any folder. */
  String mark() {
    return UUID.nameUUIDFromBytes(path.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Optional<CommandState> running(Claim claim) {
    if (!ofThisBoot(claim)) {
      return Optional.empty();
    }
    if (platform.wrapperAlive(claim)) {
      return Optional.of(new CommandState.Running(claim.pid()));
    }
    return family(claim).findAny().map(process -> new CommandState.Running(process.pid()));
  }

  private boolean ofThisBoot(Claim claim) {
    return !claim.calledOff() && !platform.restartedSince(claim);
  }

  private Optional<CommandState> finished() {
    try {
      String code = Files.readString(path.resolve("exit")).trim();
      return Optional.of(new CommandState.Finished(Integer.parseInt(code)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // the host went down before the number reached the disk
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the exit code in " + path, e);
    }
  }
}
