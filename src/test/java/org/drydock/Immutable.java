package org.drydock;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file or folder that nobody can remove, not even root, until it is closed. */
public final class Immutable implements AutoCloseable {

  private final Path path;

  /** Where the file system has no such files, the test is left out. */
  public Immutable(Path path) throws IOException, InterruptedException {
    this.path = path;
    assumeTrue(chattr("+i"), "needs chattr +i");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    chattr("-i");
  }

  private boolean chattr(String mode) throws InterruptedException {
    try {
      return new ProcessBuilder("chattr", mode, path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
