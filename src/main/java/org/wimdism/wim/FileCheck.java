package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** What can be said about a file before libwim looks into it. */
final class FileCheck {

  private FileCheck() {}

  static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND,
          "The system cannot find the file specified: " + file + ".\nCheck the path.");
    }
    if (!Files.isRegularFile(file)) {
      throw new ServicingError(
          ErrorCode.ACCESS_DENIED, file + " is not a file.\nName a .wim file.");
    }
    if (!Files.isReadable(file)) {
      throw new ServicingError(
          ErrorCode.NO_READ_PERMISSION,
          "You do not have permission to read " + file + ".\nRun as a user who may read it.");
    }
    if (file.toFile().length() == 0) {
      throw new ServicingError(
          ErrorCode.INVALID_DATA, file + " is empty, not a WIM file.\nName a .wim file.");
    }
  }

  /** A file that is read-only by its mode is not written to, not even by root. */
  static void requireWritable(Path file) {
    if (!Files.isWritable(file) || isMarkedReadOnly(file)) {
      throw new ServicingError(
          ErrorCode.NO_WRITE_PERMISSION,
          "You do not have permission to mount and modify "
              + file
              + ": the file is read-only.\n"
              + "Make it writable, or mount it with /ReadOnly to look at it.");
    }
  }

  private static boolean isMarkedReadOnly(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view != null
          && !view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.ACCESS_DENIED, "wimdism cannot read the rights of " + file + ": " + e, e);
    }
  }
}
