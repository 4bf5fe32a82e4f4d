package org.drydock.servicing.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.drydock.host.DurableCopy;
import org.drydock.operation.TaskContext;

/** Copies a file and checks on the way that it is the one that was stored. */
final class VerifiedCopy {

  private VerifiedCopy() {}

  /**
   * Replaces what an interrupted copy left.
   *
   * @param sha256 what the file was stored as, in hexadecimal
   * @param copied told the bytes of each block
   * @throws WrongContentException when it is not the expected one; the copy is removed then
   */
  static void copy(
      Path source, Path target, String sha256, TaskContext context, LongConsumer copied)
      throws IOException {
    Files.createDirectories(target.getParent());
    String found = DurableCopy.copy(source, target, context::cancelled, copied);
    if (!found.equalsIgnoreCase(sha256)) {
      Files.delete(target);
      throw new WrongContentException(
          "The file "
              + source
              + " is damaged: its SHA-256 is "
              + found
              + ", it was stored as "
              + sha256
              + ". Restore it from a backup, or import it again.");
    }
  }
}
