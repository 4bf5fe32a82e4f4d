package org.wimdism;

/** DISM's error numbers: Win32 numbers as they are, everything else as HRESULT. */
public final class ErrorCode {

  public static final int FILE_NOT_FOUND = 2;
  public static final int PATH_NOT_FOUND = 3;
  public static final int ACCESS_DENIED = 5;
  public static final int INVALID_DATA = 13;
  public static final int WRITE_FAULT = 29;
  public static final int NOT_SUPPORTED = 50;
  public static final int INVALID_PARAMETER = 87;
  public static final int DISK_FULL = 112;
  public static final int MODULE_NOT_FOUND = 126;
  public static final int ALREADY_EXISTS = 183;
  public static final int INTERNAL_ERROR = 1359;

  /** The mount folder is used by another mounted image. */
  public static final int MOUNT_FOLDER_IN_USE = 0xc1420113;

  public static final int MOUNT_FOLDER_NOT_EMPTY = 0xc1420114;
  public static final int MOUNT_FOLDER_MISSING = 0xc1420115;
  public static final int NOT_A_MOUNT_FOLDER = 0xc142011c;
  public static final int CANNOT_COMMIT = 0xc142011d;
  public static final int ALREADY_MOUNTED = 0xc1420127;
  public static final int SPLIT_WIM = 0xc1420130;
  public static final int ESD_CANNOT_BE_MOUNTED = 0xc142013c;
  public static final int NO_WRITE_PERMISSION = 0xc1510111;
  public static final int NO_READ_PERMISSION = 0xc1510112;
  public static final int NO_SUCH_INDEX = 0xc1510113;
  public static final int NEEDS_REMOUNT = 0xc1510114;
  public static final int MOUNT_INVALID = 0xc1510115;

  /** Another DISM session is working on the same mounted image. */
  public static final int BEING_SERVICED = 0xc15101fd;

  private static final int WIN32_FACILITY = 0x80070000;

  private ErrorCode() {}

  /** A Win32 error wrapped as HRESULT becomes the plain number, as DISM prints and returns it. */
  public static int plain(int code) {
    return (code & 0xffff0000) == WIN32_FACILITY ? code & 0xffff : code;
  }

  /** How the number is written: Win32 in decimal, an HRESULT in hexadecimal. */
  public static String format(int code) {
    int plain = plain(code);
    return plain >= 0 ? Integer.toString(plain) : String.format("0x%08x", plain);
  }
}
