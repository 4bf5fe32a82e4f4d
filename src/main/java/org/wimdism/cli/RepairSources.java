package org.wimdism.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.RepairSource;
import org.wimdism.wim.Mount;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.WimImage;

/** What /Source names, open for as long as it is used. */
final class RepairSources implements AutoCloseable {

  /** {@code wim:FILE:INDEX}, and {@code esd:} likewise. */
  private static final Pattern WIM = Pattern.compile("(?i)(?:wim|esd):(.+):(\\d{1,9})");

  private final List<RepairSource> sources = new ArrayList<>();
  private final List<Runnable> closings = new ArrayList<>();

  private RepairSources() {}

  static RepairSources open(List<String> texts, MountedImage repaired, Session session) {
    RepairSources sources = new RepairSources();
    try {
      texts.forEach(text -> sources.add(text, repaired, session));
      return sources;
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** In the order they were given. */
  List<RepairSource> list() {
    return sources;
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }

  private void add(String text, MountedImage repaired, Session session) {
    Matcher wim = WIM.matcher(text);
    if (wim.matches()) {
      WimImage image =
          WimImage.open(Arguments.toPath(wim.group(1)), Integer.parseInt(wim.group(2)));
      closings.add(image::close);
      sources.add(RepairSource.image(image));
      return;
    }
    Path folder = real(Arguments.toPath(text));
    Optional<Path> mount =
        session.registry().mounts().stream()
            .map(Mount::mountFolder)
            .filter(folder::startsWith)
            .findFirst();
    if (mount.isEmpty()) {
      requireFolder(folder);
      sources.add(RepairSource.folder(folder));
    } else if (mount.get().equals(repaired.mountDir())) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "/Source:" + text + " is the image that is to be repaired.\nName another one.");
    } else {
      MountedImage image = MountedImage.open(session.registry(), mount.get());
      closings.add(image::close);
      sources.add(RepairSource.mounted(image));
    }
  }

  /** The real path, by which mounts are known; a folder of a mounted image is not on the disk. */
  private static Path real(Path named) {
    Path existing = named;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing.toRealPath().resolve(existing.relativize(named));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND,
          "The system cannot find the path specified.\nThe source "
              + folder
              + " is no folder. Name a Windows folder, a mounted image, or wim:FILE:INDEX.");
    }
  }
}
