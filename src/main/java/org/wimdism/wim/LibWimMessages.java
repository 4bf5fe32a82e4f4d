package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** Where libwim's own words about errors and warnings go. */
public final class LibWimMessages {

  private static Path log;
  private static boolean started;

  private LibWimMessages() {}

  /** From now on libwim appends its messages to this file. */
  public static void sendTo(Path file) {
    log = file;
    if (started) {
      redirect(file);
    }
  }

  /** Called once libwim can be called. Commands that do without it do not load it. */
  static void libwimStarted() {
    started = true;
    if (log != null) {
      redirect(log);
    }
  }

  /** From now on libwim says nothing. */
  public static void drop() {
    log = null;
    if (started) {
      LibWim.wimlib_set_print_errors(false);
    }
  }

  /** What libwim said while the action ran, line by line; the log gets it too. */
  static List<String> during(Runnable action) {
    try {
      Path file = Files.createTempFile("wimdism", ".messages");
      try {
        redirect(file);
        action.run();
      } finally {
        if (log == null) {
          drop();
        } else {
          Files.write(log, Files.readAllBytes(file), StandardOpenOption.APPEND);
          redirect(log);
        }
      }
      List<String> messages = Files.readAllLines(file);
      Files.delete(file);
      return messages;
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.WRITE_FAULT, "wimdism cannot write a temporary file: " + e, e);
    }
  }

  private static void redirect(Path file) {
    WimError.check(LibWim.wimlib_set_error_file_by_name(file.toString()), "write to " + file, file);
    LibWim.wimlib_set_print_errors(true);
  }
}
