package org.wimdism.wim;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** What libwim's error codes mean for the user, in DISM's numbers. */
final class WimError {

  private static final int DECOMPRESSION = 2;
  private static final int IMAGE_COUNT = 10;
  private static final int IMAGE_NAME_COLLISION = 11;
  private static final int INTEGRITY = 13;
  private static final int INVALID_HEADER = 17;
  private static final int INVALID_IMAGE = 18;
  private static final int INVALID_INTEGRITY_TABLE = 19;
  private static final int INVALID_LOOKUP_TABLE_ENTRY = 20;
  private static final int INVALID_METADATA_RESOURCE = 21;
  private static final int INVALID_RESOURCE_HASH = 28;
  private static final int IS_SPLIT_WIM = 33;
  private static final int METADATA_NOT_FOUND = 36;
  private static final int NOT_A_WIM_FILE = 43;
  private static final int OPEN = 47;
  static final int PATH_DOES_NOT_EXIST = 49;
  private static final int READ = 50;
  private static final int RESOURCE_NOT_FOUND = 55;
  private static final int UNEXPECTED_END_OF_FILE = 65;
  private static final int UNKNOWN_VERSION = 67;
  private static final int WIM_IS_READONLY = 71;
  private static final int WRITE = 72;
  private static final int XML = 73;
  private static final int WIM_IS_ENCRYPTED = 74;
  private static final int WIM_IS_INCOMPLETE = 84;

  /** ENOSPC of Linux. */
  private static final int NO_SPACE = 28;

  private WimError() {}

  /**
   * Throws when libwim returned an error.
   *
   * @param what what was tried, as in "wimdism cannot <i>read the image</i>"
   * @param file the WIM; null where there is none
   */
  static void check(int result, String what, Path file) {
    if (result != 0) {
      throw of(result, what, file);
    }
  }

  static ServicingError of(int result, String what, Path file) {
    int errno = Native.getLastError();
    return switch (result) {
      case NOT_A_WIM_FILE, INVALID_HEADER, UNKNOWN_VERSION ->
          error(ErrorCode.INVALID_DATA, file + " is not a WIM file.", "Name a .wim file.");
      case UNEXPECTED_END_OF_FILE, WIM_IS_INCOMPLETE ->
          error(
              ErrorCode.INVALID_DATA,
              file + " is incomplete: it ends before its data does.",
              "It was probably cut off while it was copied or written. Copy it again.");
      case DECOMPRESSION,
          IMAGE_COUNT,
          INTEGRITY,
          INVALID_INTEGRITY_TABLE,
          INVALID_LOOKUP_TABLE_ENTRY,
          INVALID_METADATA_RESOURCE,
          INVALID_RESOURCE_HASH,
          METADATA_NOT_FOUND,
          RESOURCE_NOT_FOUND,
          XML ->
          error(
              ErrorCode.INVALID_DATA,
              file + " is damaged: wimdism cannot " + what + " (" + reason(result) + ").",
              "Nothing was changed. Take an undamaged copy of the file.");
      case IS_SPLIT_WIM -> split(file);
      case WIM_IS_ENCRYPTED ->
          error(
              ErrorCode.NOT_SUPPORTED,
              file + " is encrypted. wimdism cannot read encrypted images.",
              "Export it to a plain WIM on Windows first.");
      case INVALID_IMAGE ->
          error(
              ErrorCode.NO_SUCH_INDEX,
              "There is no such image in " + file + ".",
              "/Get-ImageInfo /ImageFile:" + file + " lists the images.");
      case IMAGE_NAME_COLLISION ->
          error(
              ErrorCode.ALREADY_EXISTS,
              "The destination already holds an image of this name.",
              "Give another one with /DestinationName.");
      case WIM_IS_READONLY ->
          error(
              ErrorCode.NO_WRITE_PERMISSION,
              "You do not have permission to change " + file + ".",
              "It is marked read-only, or this user may not write it; mount it with /ReadOnly to"
                  + " look at it.");
      case WRITE ->
          errno == NO_SPACE
              ? error(
                  ErrorCode.DISK_FULL,
                  "There is not enough space on the disk to " + what + ".",
                  "Make room there and retry; nothing was changed.")
              : error(
                  ErrorCode.WRITE_FAULT,
                  "wimdism cannot " + what + ": writing to the disk failed.",
                  "Check the disk that holds " + file + ".");
      case OPEN, READ ->
          error(
              ErrorCode.ACCESS_DENIED,
              "wimdism cannot " + what + ": " + reason(result) + " " + file,
              "Check that the file is there, may be read, and that its disk works.");
      case PATH_DOES_NOT_EXIST ->
          error(ErrorCode.FILE_NOT_FOUND, "wimdism cannot " + what + ".", reason(result));
      default ->
          error(
              ErrorCode.INTERNAL_ERROR,
              "wimdism cannot " + what + ": " + reason(result) + ", libwim error " + result + ".",
              "The log has libwim's own words.");
    };
  }

  static ServicingError split(Path file) {
    return error(
        ErrorCode.SPLIT_WIM,
        file + " is one part of a split WIM. wimdism cannot service split WIMs.",
        "Join the parts into one WIM first, for example with: wimlib-imagex join.");
  }

  private static String reason(int result) {
    Pointer text = LibWim.wimlib_get_error_string(result);
    return text == null ? "unknown error" : text.getString(0, "UTF-8");
  }

  private static ServicingError error(int code, String what, String remedy) {
    return new ServicingError(code, what + "\n" + remedy);
  }
}
