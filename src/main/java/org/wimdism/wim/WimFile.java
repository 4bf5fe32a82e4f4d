package org.wimdism.wim;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** An open WIM file: a {@code WIMStruct} of libwim, to be used by one thread. */
public final class WimFile implements AutoCloseable {

  /** No file can have this name, so that deleting it changes nothing. */
  private static final String NEVER_THERE = "\u0001";

  private final Path file;
  private final boolean checkIntegrity;
  private Pointer wim;

  private WimFile(Path file, Pointer wim, boolean checkIntegrity) {
    this.file = file;
    this.wim = wim;
    this.checkIntegrity = checkIntegrity;
  }

  /** Opens a WIM or ESD for reading. */
  public static WimFile open(Path file) {
    return open(file, 0);
  }

  /** Opens a WIM for reading; its integrity table, if it has one, is checked first. */
  public static WimFile openChecked(Path file, boolean checkIntegrity) {
    return open(file, checkIntegrity ? LibWim.OPEN_CHECK_INTEGRITY : 0);
  }

  /** Opens a WIM that is going to be changed; the caller holds its {@link FileLock}. */
  static WimFile openForWriting(Path file, boolean checkIntegrity) {
    return open(
        file, LibWim.OPEN_WRITE_ACCESS | (checkIntegrity ? LibWim.OPEN_CHECK_INTEGRITY : 0));
  }

  private static WimFile open(Path file, int flags) {
    FileCheck.requireReadable(file);
    if ((flags & LibWim.OPEN_WRITE_ACCESS) != 0) {
      FileCheck.requireWritable(file);
    }
    try (Memory handle = new Memory(Native.POINTER_SIZE)) {
      WimError.check(
          LibWim.wimlib_open_wim_with_progress(
              file.toString(), flags | LibWim.OPEN_ERROR_IF_SPLIT, handle, null, null),
          "open it",
          file);
      return new WimFile(file, handle.getPointer(0), (flags & LibWim.OPEN_CHECK_INTEGRITY) != 0);
    }
  }

  /** A new WIM that exists in memory only, to be exported to and written. */
  static WimFile create(Compression compression) {
    try (Memory handle = new Memory(Native.POINTER_SIZE)) {
      WimError.check(
          LibWim.wimlib_create_new_wim(compression.number(), handle), "make a new WIM", null);
      return new WimFile(Path.of(""), handle.getPointer(0), false);
    }
  }

  public Path file() {
    return file;
  }

  public WimHeader header() {
    try (Memory info = new Memory(LibWim.WIM_INFO_SIZE)) {
      WimError.check(LibWim.wimlib_get_wim_info(handle(), info), "open it", file);
      return WimHeader.read(info);
    }
  }

  /** A text of the image's XML, such as {@code WINDOWS/VERSION/BUILD}. */
  public Optional<String> property(int image, String name) {
    Pointer text = LibWim.wimlib_get_image_property(handle(), image, name);
    return text == null ? Optional.empty() : Optional.of(text.getString(0, "UTF-8"));
  }

  /**
   * The number of the image.
   *
   * @throws ServicingError when the file has no such image
   */
  public int requireImage(int index) {
    if (index < 1 || index > header().imageCount()) {
      throw noSuchImage("index " + index);
    }
    return index;
  }

  /** The number of the image with this name. */
  public int requireImage(String name) {
    for (int image = 1; image <= header().imageCount(); image++) {
      if (property(image, "NAME").orElse("").equalsIgnoreCase(name)) {
        return image;
      }
    }
    throw noSuchImage("the name \"" + name + "\"");
  }

  /** Reads every file of every image once and compares it with its recorded SHA-1. */
  public void verify() {
    WimError.check(LibWim.wimlib_verify_wim(handle(), 0), "read all files in it", file);
  }

  /** What mounting and changing need: one file, not compressed as a whole. */
  public void requireMountable() {
    if (header().esd()) {
      throw new ServicingError(
          ErrorCode.ESD_CANNOT_BE_MOUNTED,
          file
              + " is an ESD file: compressed as a whole, it cannot be mounted or changed.\n"
              + "Export the image to a WIM first: /Export-Image /Compress:max.");
    }
  }

  /** SHA-1 and size of the resource that holds the image's directory tree. */
  WimResource metadata(int image) {
    List<WimResource> found = new ArrayList<>();
    iterateResources(
        resource -> {
          found.add(resource);
          return found.size() < image;
        });
    if (found.size() < image || !found.get(image - 1).metadata()) {
      throw noSuchImage("index " + image);
    }
    return found.get(image - 1);
  }

  /** Shows every resource of the file, the images' metadata first, until told to stop. */
  void iterateResources(Predicate<WimResource> goOn) {
    CallbackGuard guard = new CallbackGuard();
    LibWim.LookupTableFunction function =
        (resource, context) -> guard.call(() -> goOn.test(WimResource.read(resource)));
    int result = LibWim.wimlib_iterate_lookup_table(handle(), 0, function, null);
    WimError.check(guard.outcome(result), "list its resources", file);
  }

  /** Lists what is in a folder of the image, in libwim's order. */
  List<Entry> list(int image, String folder) {
    List<Entry> entries = new ArrayList<>();
    iterate(image, folder, LibWim.ITERATE_CHILDREN, e -> entries.add(DirEntry.read(e)));
    return entries;
  }

  /** Shows every file and folder of the image. */
  void walk(int image, Consumer<Pointer> visitor) {
    iterate(image, "", LibWim.ITERATE_RECURSIVE, visitor);
  }

  /**
   * Whether a file or folder is as one that comes from a Linux folder: without security descriptor
   * and short name, and with usual attributes. Nothing for a path that is not in the image.
   */
  Optional<Boolean> isPlain(int image, String path) {
    List<Boolean> plain = new ArrayList<>(1);
    LibWim.DirTreeFunction function =
        (entry, context) -> {
          plain.add(DirEntry.isPlain(entry));
          return 0;
        };
    int result = LibWim.wimlib_iterate_dir_tree(handle(), image, "/" + path, 0, function, null);
    if (result == WimError.PATH_DOES_NOT_EXIST) {
      return Optional.empty();
    }
    WimError.check(result, "look for " + path + " in image " + image, file);
    return Optional.of(plain.get(0));
  }

  private void iterate(int image, String path, int flags, Consumer<Pointer> visitor) {
    CallbackGuard guard = new CallbackGuard();
    LibWim.DirTreeFunction function =
        (entry, context) ->
            guard.call(
                () -> {
                  visitor.accept(entry);
                  return true;
                });
    int result = LibWim.wimlib_iterate_dir_tree(handle(), image, "/" + path, flags, function, null);
    WimError.check(guard.outcome(result), "read the directory tree of image " + image, file);
  }

  /** Extracts one file, under its own name, into a folder. */
  Path extract(int image, String path, Path folder) {
    try (Memory text = utf8("/" + path);
        Memory paths = new Memory(Native.POINTER_SIZE)) {
      paths.setPointer(0, text);
      WimError.check(
          LibWim.wimlib_extract_paths(
              handle(),
              image,
              folder.toString(),
              paths,
              1,
              LibWim.EXTRACT_NO_ACLS | LibWim.EXTRACT_NO_PRESERVE_DIR_STRUCTURE),
          "extract " + path + " of image " + image,
          file);
      return folder.resolve(WimPath.name(path));
    }
  }

  void setProperty(int image, String name, String value) {
    WimError.check(
        LibWim.wimlib_set_image_property(handle(), image, name, value),
        "set " + name + " of image " + image,
        file);
  }

  /** Records the changes of an image; they are written by {@link #overwrite}. */
  void update(int image, UpdateCommands commands) {
    WimError.check(
        LibWim.wimlib_update_image(handle(), image, commands.pointer(), commands.count(), 0),
        "put the changes into image " + image,
        file);
  }

  /**
   * Has libwim write the image's directory tree anew, in its own form, and count what the XML says
   * of the image.
   */
  void markChanged(int image) {
    try (UpdateCommands commands = new UpdateCommands()) {
      commands.delete(NEVER_THERE);
      update(image, commands);
    }
  }

  /** Adds an image without name and files, and returns its number. */
  int addEmptyImage() {
    try (Memory number = new Memory(Integer.BYTES)) {
      WimError.check(LibWim.wimlib_add_empty_image(handle(), null, number), "add an image", file);
      return number.getInt(0);
    }
  }

  void deleteImage(int image) {
    WimError.check(LibWim.wimlib_delete_image(handle(), image), "delete image " + image, file);
  }

  /** Writes the recorded changes at the end of the file and makes them durable. */
  void overwrite(Progress progress) {
    int flags =
        LibWim.WRITE_FSYNC
            | LibWim.WRITE_SOFT_DELETE
            | (checkIntegrity ? LibWim.WRITE_CHECK_INTEGRITY : 0);
    withProgress(
        progress,
        "write the changes to " + file,
        () -> LibWim.wimlib_overwrite(handle(), flags, 0));
  }

  /** Writes a WIM made by {@link #create} to a new file, without the contents of its files. */
  void writeTreeOnly(Path target) {
    WimError.check(
        LibWim.wimlib_write(handle(), target.toString(), -1, LibWim.WRITE_SKIP_EXTERNAL_WIMS, 1),
        "write " + target,
        file);
  }

  /** Writes a WIM made by {@link #create} to a new file and makes it durable. */
  void write(Path target, boolean solid, boolean integrityTable, Progress progress) {
    int flags =
        LibWim.WRITE_FSYNC
            | (solid ? LibWim.WRITE_SOLID : 0)
            | (integrityTable ? LibWim.WRITE_CHECK_INTEGRITY : 0);
    withProgress(
        progress,
        "write " + target,
        () -> LibWim.wimlib_write(handle(), target.toString(), -1, flags, 0));
  }

  /**
   * Adds an image to another WIM; this one must stay open until the other is written.
   *
   * @param name the image's name there; null keeps it
   */
  void export(int image, WimFile destination, String name, boolean bootable) {
    WimError.check(
        LibWim.wimlib_export_image(
            handle(), image, destination.handle(), name, null, bootable ? LibWim.EXPORT_BOOT : 0),
        "export image " + image,
        file);
  }

  @Override
  public void close() {
    if (wim != null) {
      LibWim.wimlib_free(wim);
      wim = null;
    }
  }

  private void withProgress(Progress progress, String what, IntSupplier call) {
    WriteProgress callback = new WriteProgress(progress);
    LibWim.wimlib_register_progress_function(handle(), callback, null);
    int result = call.getAsInt();
    LibWim.wimlib_register_progress_function(handle(), null, null);
    callback.rethrow();
    WimError.check(result, what, file);
  }

  private Pointer handle() {
    if (wim == null) {
      throw new IllegalStateException("The WIM " + file + " is closed.");
    }
    return wim;
  }

  private ServicingError noSuchImage(String which) {
    return new ServicingError(
        ErrorCode.NO_SUCH_INDEX,
        "There is no image with "
            + which
            + " in "
            + file
            + ".\n/Get-ImageInfo /ImageFile:"
            + file
            + " lists its images.");
  }

  static Memory utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    memory.setByte(bytes.length, (byte) 0);
    return memory;
  }
}
