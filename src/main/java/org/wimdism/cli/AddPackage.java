package org.wimdism.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.CheckpointFiles;
import org.wimdism.cbs.ComponentCleanup;
import org.wimdism.cbs.PackageCache;
import org.wimdism.cbs.PackageFile;
import org.wimdism.cbs.PackageInstallation;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Add-Package: adds update packages, each wholly or not at all, in the order given. */
final class AddPackage extends ServicingCommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Add-Package",
        null,
        List.of("Image:", "PackagePath:", "IgnoreCheck", "PreventPending"),
        "/Image:FOLDER /PackagePath:FILE_OR_FOLDER [/PackagePath:...] [/IgnoreCheck]"
            + " [/PreventPending]");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    arguments.required("PackagePath");
    if (arguments.has("PreventPending")) {
      ComponentCleanup.requireNothingPending(image);
    }
    List<Path> files = files(arguments.values("PackagePath"));
    new ChangePermission(session.environment(), session.log()::warning).require(image);
    PackageFailures failures = new PackageFailures(session);
    List<Future<?>> unpacked = unpackAhead(files, PackageCache.of(session.environment()));
    for (int i = 0; i < files.size(); i++) {
      if (!unpacked.isEmpty()) {
        awaited(unpacked.get(i));
      }
      String step = "Processing %d of %d - Adding package ".formatted(i + 1, files.size());
      try {
        add(files.get(i), step, image, arguments.has("IgnoreCheck"), session);
      } catch (ServicingError e) {
        failures.add(files.get(i).getFileName().toString(), e);
      }
    }
    failures.check(files.size());
    session.output().success();
    return SUCCESS;
  }

  /** Unpacks packages while those before them are added, where what is unpacked is kept. */
  private static List<Future<?>> unpackAhead(List<Path> files, Optional<PackageCache> cache) {
    List<Future<?>> unpacked = new ArrayList<>();
    if (files.size() > 1 && cache.isPresent()) {
      ExecutorService ahead = Executors.newSingleThreadExecutor();
      files.forEach(file -> unpacked.add(ahead.submit(() -> cache.get().prepare(file))));
      ahead.shutdown();
    }
    return unpacked;
  }

  private static void awaited(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void add(
      Path file, String step, MountedImage image, boolean ignoreCheck, Session session) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      PackageFile opened;
      try {
        opened = PackageFile.open(file, scratch.path(), PackageCache.of(session.environment()));
      } catch (ServicingError e) {
        session.output().line(step + file);
        throw e;
      }
      session.output().line(step + opened.identity());
      new PackageInstallation(
              image, scratch, Clock.systemUTC(), session.log()::warning, session.log()::info)
          .add(
              opened,
              new CheckpointFiles(scratch.path(), PackageCache.of(session.environment())),
              ignoreCheck,
              session.output().progress());
    }
  }

  private static List<Path> files(List<String> paths) {
    List<Path> files = new ArrayList<>();
    for (String text : paths) {
      Path path = Arguments.toPath(text);
      if (Files.isDirectory(path)) {
        files.addAll(packagesBelow(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> packagesBelow(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> found = tree.filter(AddPackage::isNamedAsPackage).sorted().toList();
      if (found.isEmpty()) {
        throw new ServicingError(
            ErrorCode.FILE_NOT_FOUND,
            "The system cannot find the file specified.\nThere is no .cab or .msu in "
                + folder
                + ".");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNamedAsPackage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && (name.endsWith(".cab") || name.endsWith(".msu"));
  }
}
