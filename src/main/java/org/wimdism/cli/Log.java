package org.wimdism.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** The log file, appended to in the line form of DISM's own log. */
public final class Log {

  private static final int ERRORS = 1;
  private static final int WARNINGS = 2;
  private static final int INFORMATION = 3;
  private static final int DETAILS = 4;
  private static final int LEVEL_WIDTH = 22;

  private final Path file;
  private final int level;
  private final String process = "DISM   PID=" + ProcessHandle.current().pid() + " ";

  private Log(Path file, int level) {
    this.file = file;
    this.level = level;
  }

  /**
   * @param level 1 errors, 2 warnings too, 3 information too, 4 details too
   */
  static Log open(Path file, int level) {
    if (level < ERRORS || level > DETAILS) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER, "/LogLevel:" + level + " is not a level from 1 to 4.");
    }
    Log log = new Log(file, level);
    try {
      Files.createDirectories(file.getParent());
      log.append("");
      return log;
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The log file " + file + " cannot be written: " + e + ".\nName another with /LogPath.",
          e);
    }
  }

  Path file() {
    return file;
  }

  public void error(String text) {
    write(ERRORS, "Error", text);
  }

  public void warning(String text) {
    write(WARNINGS, "Warning", text);
  }

  public void info(String text) {
    write(INFORMATION, "Info", text);
  }

  public void detail(String text) {
    write(DETAILS, "Info", text);
  }

  void error(String text, Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    error(text + "\n" + trace.toString().strip());
  }

  private void write(int importance, String name, String text) {
    if (importance > level) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("\n")) {
      lines.append(now()).append(", ").append(name);
      lines.append(" ".repeat(LEVEL_WIDTH - name.length()));
      lines.append(process).append(line).append('\n');
    }
    try {
      append(lines.toString());
    } catch (IOException e) {
      // Work on an image does not stop for its log; the outcome is on the console.
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String now() {
    LocalDateTime now = LocalDateTime.now();
    return now.getYear()
        + "-"
        + two(now.getMonthValue())
        + "-"
        + two(now.getDayOfMonth())
        + " "
        + two(now.getHour())
        + ":"
        + two(now.getMinute())
        + ":"
        + two(now.getSecond());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
