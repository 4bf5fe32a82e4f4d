package org.wimdism.wim;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;

/**
 * The functions of {@code libwim.so.15} that wimdism calls, named and typed as in wimlib.h (1.13.6,
 * LP64).
 *
 * <p>Functions that return int return 0 or an {@code enum wimlib_error_code}. A {@code WIMStruct}
 * may be used by one thread at a time; callbacks run on the calling thread and must not throw.
 */
final class LibWim {

  static final int INIT_ASSUME_UTF8 = 0x1;

  /** Names in an image are found in any case, as Windows finds them. */
  static final int INIT_CASE_INSENSITIVE = 0x20;

  static final int OPEN_CHECK_INTEGRITY = 0x1;
  static final int OPEN_ERROR_IF_SPLIT = 0x2;
  static final int OPEN_WRITE_ACCESS = 0x4;

  static final int ITERATE_RECURSIVE = 0x1;
  static final int ITERATE_CHILDREN = 0x2;

  static final int EXTRACT_NO_ACLS = 0x40;
  static final int EXTRACT_NO_PRESERVE_DIR_STRUCTURE = 0x200000;

  static final int EXPORT_BOOT = 0x1;

  static final int WRITE_CHECK_INTEGRITY = 0x1;
  static final int WRITE_FSYNC = 0x20;

  /** Append to the file even when an image was deleted; the old bytes stay until an export. */
  static final int WRITE_SOFT_DELETE = 0x80;

  static final int WRITE_IGNORE_READONLY_FLAG = 0x100;

  /** Leave out the contents that lie in another WIM file. */
  static final int WRITE_SKIP_EXTERNAL_WIMS = 0x200;

  /** Compress files together, as in ESD files. */
  static final int WRITE_SOLID = 0x1000;

  static final int UPDATE_ADD = 0;
  static final int UPDATE_DELETE = 1;

  /** {@code struct wimlib_update_command}: op at 0, then the union at 8. */
  static final int UPDATE_COMMAND_SIZE = 40;

  static final int DELETE_FORCE = 0x1;
  static final int DELETE_RECURSIVE = 0x2;

  static final int COMPRESSION_NONE = 0;
  static final int COMPRESSION_XPRESS = 1;
  static final int COMPRESSION_LZX = 2;
  static final int COMPRESSION_LZMS = 3;

  static final int PROGRESS_WRITE_STREAMS = 12;
  static final int PROGRESS_WRITE_METADATA_BEGIN = 13;
  static final int PROGRESS_WRITE_METADATA_END = 14;
  static final int PROGRESS_VERIFY_INTEGRITY = 16;
  static final int PROGRESS_CALC_INTEGRITY = 17;
  static final int PROGRESS_CONTINUE = 0;
  static final int PROGRESS_ABORT = 1;

  /** {@code struct wimlib_wim_info}. */
  static final int WIM_INFO_SIZE = 88;

  static {
    Native.register(
        LibWim.class,
        NativeLibrary.getInstance("libwim.so.15", Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
    WimError.check(
        wimlib_global_init(INIT_ASSUME_UTF8 | INIT_CASE_INSENSITIVE), "start libwim", null);
    LibWimMessages.libwimStarted();
  }

  private LibWim() {}

  /** {@code wimlib_progress_func_t}: continue or abort; an abort makes the call return 76. */
  interface ProgressFunction extends Callback {
    int invoke(int message, Pointer info, Pointer context);
  }

  /** {@code wimlib_iterate_dir_tree_callback_t}: anything but 0 ends the call with that number. */
  interface DirTreeFunction extends Callback {
    int invoke(Pointer dirEntry, Pointer context);
  }

  /** {@code wimlib_iterate_lookup_table_callback_t}: as above. */
  interface LookupTableFunction extends Callback {
    int invoke(Pointer resource, Pointer context);
  }

  /** Must be called once and first. */
  static native int wimlib_global_init(int flags);

  /** Where libwim writes its own explanation of an error; the file is appended to. */
  static native int wimlib_set_error_file_by_name(String path);

  static native int wimlib_set_print_errors(boolean show);

  static native Pointer wimlib_get_error_string(int code);

  static native Pointer wimlib_get_version_string();

  /** On failure nothing is left open. */
  static native int wimlib_open_wim_with_progress(
      String file, int flags, Pointer wim, ProgressFunction progress, Pointer context);

  static native void wimlib_register_progress_function(
      Pointer wim, ProgressFunction progress, Pointer context);

  static native void wimlib_free(Pointer wim);

  static native int wimlib_get_wim_info(Pointer wim, Pointer info);

  /** Null when the image's XML has no such element; the string belongs to the WIMStruct. */
  static native Pointer wimlib_get_image_property(Pointer wim, int image, String name);

  static native int wimlib_set_image_property(Pointer wim, int image, String name, String value);

  /** The index of the image with this name or number, 0 for none. */
  static native int wimlib_resolve_image(Pointer wim, String nameOrNumber);

  static native int wimlib_iterate_dir_tree(
      Pointer wim, int image, String path, int flags, DirTreeFunction function, Pointer context);

  /** Metadata resources come first, in the order of the images. */
  static native int wimlib_iterate_lookup_table(
      Pointer wim, int flags, LookupTableFunction function, Pointer context);

  static native int wimlib_extract_paths(
      Pointer wim, int image, String target, Pointer paths, long count, int flags);

  /**
   * Records the changes; the source files must stay until the overwrite. One failing command undoes
   * all of the call.
   */
  static native int wimlib_update_image(
      Pointer wim, int image, Pointer commands, long count, int flags);

  /** Appends in place; the commit point is the header's rewrite at the end. */
  static native int wimlib_overwrite(Pointer wim, int flags, int threads);

  /** Reads all data of all images and compares it with its SHA-1. */
  static native int wimlib_verify_wim(Pointer wim, int flags);

  static native int wimlib_delete_image(Pointer wim, int image);

  /** A null name is none; the image's number is written to {@code image} as an int. */
  static native int wimlib_add_empty_image(Pointer wim, String name, Pointer image);

  static native int wimlib_create_new_wim(int compression, Pointer wim);

  /** The source must stay open until the destination is written. */
  static native int wimlib_export_image(
      Pointer source, int image, Pointer destination, String name, String description, int flags);

  /** A killed write leaves a file that no reader accepts. */
  static native int wimlib_write(Pointer wim, String path, int image, int flags, int threads);
}
