package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** The one name by which a file or folder is known, whatever path leads to it. */
final class PathIdentity {

  private PathIdentity() {}

  /** The real path; of a file that does not exist, its name in the real path of its folder. */
  static Path of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      Path folder = absolute.getParent();
      return folder != null && Files.exists(folder)
          ? folder.toRealPath().resolve(absolute.getFileName())
          : absolute;
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND, "The system cannot find the path specified: " + path, e);
    }
  }
}
