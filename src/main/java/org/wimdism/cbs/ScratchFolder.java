package org.wimdism.cbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** A folder for temporary files that goes away with everything in it. */
public record ScratchFolder(Path path) implements AutoCloseable {

  /** Makes one in an existing folder. */
  public static ScratchFolder in(Path parent) {
    try {
      return new ScratchFolder(Files.createTempDirectory(parent, "wimdism"));
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The system cannot find the path specified.\n"
              + "The scratch folder "
              + parent
              + " cannot be written; name another one with /ScratchDir.",
          e);
    }
  }

  /** What cannot be deleted stays behind: the work it served is done. */
  @Override
  public void close() {
    delete(path);
  }

  /** Deletes a folder that is needed no more, as far as it can be deleted. */
  static void delete(Path path) {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
