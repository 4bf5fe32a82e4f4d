package org.wimdism.cbs;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.hive.Hive;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;

/** The registry hives of an image, each opened when it is first needed, written together. */
final class Hives implements AutoCloseable {

  private static final String FOLDER = "Windows/System32/config/";

  /** A hive, by the name of its file. */
  enum Name {
    SOFTWARE,
    SYSTEM,
    DEFAULT,
    COMPONENTS;

    String path() {
      return FOLDER + name();
    }
  }

  private final Function<Name, Path> files;
  private final boolean write;
  private final Map<Name, Hive> open = new EnumMap<>(Name.class);

  private Hives(Function<Name, Path> files, boolean write) {
    this.files = files;
    this.write = write;
  }

  /** Hives to read. */
  static Hives reading(MountedImage image) {
    return new Hives(
        name -> {
          if (image.find(name.path()).isEmpty()) {
            throw new ServicingError(
                ErrorCode.FILE_NOT_FOUND,
                "The image has no registry hive " + name.path() + ".\nIs it a Windows image?");
          }
          return image.unpacked(name.path());
        },
        false);
  }

  /** Hives that become part of the changes when they are written. */
  static Hives changing(ChangeSet changes) {
    return new Hives(name -> changes.hive(name.path()), true);
  }

  Hive get(Name name) {
    return open.computeIfAbsent(name, key -> Hive.open(files.apply(key), write));
  }

  /** Writes and closes all hives that were opened. */
  void write() {
    open.values().forEach(Hive::commit);
    close();
  }

  @Override
  public void close() {
    open.values().forEach(Hive::close);
    open.clear();
  }
}
