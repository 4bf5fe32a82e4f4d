package org.wimdism.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.LibWimMessages;
import org.wimdism.wim.MountRegistry;

/** The command line program {@code wimdism}. */
public final class Main {

  private static final int LOW_BYTE = 0xff;
  private static final long STACK = 64L << 20;

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int code = run(arguments, System.getenv(), out);
    out.flush();
    // Windows returns 32 bits, Linux eight: whoever needs all of them reads this line.
    err.println("exit: " + code);
    err.flush();
    System.exit(status(code));
  }

  /** The exit status for systems that have one byte for it: never 0 for a failure. */
  static int status(int code) {
    return code != 0 && (code & LOW_BYTE) == 0 ? 1 : code & LOW_BYTE;
  }

  /** Runs one command and returns DISM's exit code. */
  static int run(String[] arguments, Map<String, String> environment, PrintStream out) {
    int[] code = new int[1];
    // libwim follows a directory tree by recursion, and a damaged one 16,384 levels deep.
    Thread thread =
        new Thread(null, () -> code[0] = runHere(arguments, environment, out), "wimdism", STACK);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
    return code[0];
  }

  private static int runHere(String[] texts, Map<String, String> environment, PrintStream out) {
    Output output = new Output(out);
    Log log = null;
    try {
      Arguments arguments = Arguments.parse(texts);
      if (arguments.has("Quiet")) {
        output.quiet();
      }
      output.banner();
      if (texts.length == 0 || arguments.has("?") || arguments.has("Help")) {
        Help.print(output);
        return Command.SUCCESS;
      }
      Command command = Commands.called(arguments);
      arguments.check(command.syntax());
      MountRegistry registry = MountRegistry.standard(environment);
      log = openLog(arguments, registry);
      log.info("<----- Starting wimdism session ----->");
      log.info("Command line: " + String.join(" ", texts));
      Session session = new Session(registry, output, log, scratch(arguments), environment);
      int code = runCommand(command, arguments, session);
      log.info("<----- Ending wimdism session, exit code " + code + " ----->");
      return code;
    } catch (ServicingError e) {
      return failed(DiskFull.causing(e) ? diskFull(e.text(), e) : e, output, log);
    } catch (LinkageError e) {
      return failed(missingLibrary(e), output, log);
    } catch (RuntimeException | Error e) {
      return failed(unexpected(e), output, log);
    }
  }

  private static int runCommand(Command command, Arguments arguments, Session session) {
    LibWimMessages.sendTo(session.log().file());
    try {
      return command.run(arguments, session);
    } finally {
      LibWimMessages.drop();
    }
  }

  private static int failed(ServicingError error, Output output, Log log) {
    output.error(error, log == null ? null : log.file());
    if (log != null) {
      String text = "Error " + ErrorCode.format(error.code()) + ": " + error.text();
      if (error.getCause() == null) {
        log.error(text);
      } else {
        log.error(text, error.getCause());
      }
    }
    return ErrorCode.plain(error.code());
  }

  private static ServicingError missingLibrary(LinkageError cause) {
    return new ServicingError(
        ErrorCode.MODULE_NOT_FOUND,
        "A library that wimdism needs cannot be loaded: "
            + cause.getMessage()
            + "\nInstall libwim 1.13 or newer (libwim15).",
        cause);
  }

  private static ServicingError diskFull(String text, Throwable cause) {
    return new ServicingError(
        ErrorCode.DISK_FULL, "There is not enough space on the disk.\n" + text, cause);
  }

  private static ServicingError unexpected(Throwable cause) {
    if (DiskFull.causing(cause)) {
      return diskFull(cause.getMessage(), cause);
    }
    return new ServicingError(
        ErrorCode.INTERNAL_ERROR, "wimdism failed unexpectedly: " + cause, cause);
  }

  private static Log openLog(Arguments arguments, MountRegistry registry) {
    Path file =
        arguments.has("LogPath")
            ? arguments.path("LogPath")
            : registry.stateFolder().resolve("dism.log");
    return Log.open(file, arguments.has("LogLevel") ? arguments.number("LogLevel") : 3);
  }

  private static Path scratch(Arguments arguments) {
    Path folder =
        arguments.has("ScratchDir")
            ? arguments.path("ScratchDir")
            : Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isDirectory(folder)) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The scratch folder " + folder + " does not exist.\nMake it, or name another one.");
    }
    return folder;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
