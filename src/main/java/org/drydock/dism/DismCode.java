package org.drydock.dism;

import java.util.Arrays;
import java.util.Optional;

/**
 * The codes that deserve an explanation. The symbol is Microsoft's where one is published, else
 * ours, which begins with {@code IMAGE_} or {@code MOUNT_}.
 */
enum DismCode {
  ERROR_FILE_NOT_FOUND(2, "a file was not found", "Check the paths in the sentence above."),
  ERROR_PATH_NOT_FOUND(3, "a folder was not found", "Check the paths in the sentence above."),
  ERROR_ACCESS_DENIED(
      5,
      "access to a file was denied",
      "Run the server as administrator and exclude its folders from virus scanning."),
  ERROR_BAD_FORMAT(
      11,
      "a 32-bit DISM was started on a 64-bit system",
      "Set drydock.dism.command to the 64-bit Dism.exe."),
  ERROR_INVALID_DATA(
      13,
      "a file, or DISM's answer, is damaged or not what it should be",
      "Take an undamaged copy of the file. If it is good, compare the DISM versions of host and"
          + " image."),
  ERROR_WRITE_FAULT(
      29, "a file could not be written", "Check the disk of the servicing drive and its room."),
  ERROR_NOT_SUPPORTED(
      50,
      "this program cannot do what was asked, or not with this image",
      "Service the image with a DISM.exe that is at least as new as the image."),
  ERROR_INVALID_PARAMETER(
      87,
      "DISM does not know an option or a name",
      "Use a DISM at least as new as the image; check the name."),
  ERROR_DISK_FULL(112, "the disk is full", "Free space there, or choose another servicing drive."),
  ERROR_MOD_NOT_FOUND(
      126,
      "a library that the program needs is missing",
      "Install the packages named above, on Debian wimtools."),
  ERROR_BAD_PATHNAME(
      161,
      "the image holds a path this host cannot write, such as a reparse point on an old host",
      "Service the image on a newer Windows."),
  ERROR_ALREADY_EXISTS(183, "the file to be made is there already", "Remove or rename it."),
  ERROR_ELEVATION_REQUIRED(
      740, "DISM was not started as administrator", "Run the server as administrator."),
  ERROR_PROCESS_ABORTED(
      1067,
      "DISM ended without a result: it was killed, it crashed, or the host was restarted",
      "Look for who killed it (an administrator, the out-of-memory killer), then start again."),
  ERROR_INTERNAL_ERROR(
      1359, "the program met a fault of its own", "Report it with DISM's log of the call."),
  ERROR_FILE_CORRUPT(
      1392,
      "a file in the image or in a package is damaged",
      "Take an undamaged copy of the package; if it is the image, start from an earlier version of"
          + " it."),
  ERROR_TIMEOUT(
      1460,
      "DISM took longer than it may",
      "Raise drydock.dism.timeout if the host is slow; else see DISM's log for where it hangs."),
  RPC_S_CALL_FAILED(
      1726,
      "the call to DISM's helper process failed; seen with a cleanup that was done all the same",
      "Check whether it was done, then try once more."),
  ERROR_SXS_FILE_HASH_MISMATCH(
      14028,
      "a file in the package is not the one that its manifest describes",
      "Download the package again; synchronise it as a new update."),
  ERROR_SXS_ASSEMBLY_MISSING(
      14081,
      "the package refers to a component that neither it nor the image has",
      "Download the package again; check that it was meant for this image."),
  ERROR_SXS_MANIFEST_INVALID(
      14099, "the manifest of a package is broken", "Download the package again."),
  CBS_E_INVALID_PACKAGE(
      0x800f0805, "this is no package, or none that the image has", "Download the package again."),
  CBS_E_PENDING(
      0x800f0806,
      "operations that are pending in the image block the cleanup",
      "Clean up before .NET and optional components are added; start from the original image."),
  CBS_E_NOT_APPLICABLE(
      0x800f081e,
      "the package is not for this image",
      "Nothing: the package is skipped. Check that it was meant for this image."),
  CBS_E_SOURCE_MISSING(0x800f081f, "source files were not found", "Give the files with /Source."),
  CBS_E_NEW_SERVICING_STACK_REQUIRED(
      0x800f0823,
      "the package needs a newer servicing stack than the image has",
      "Add the servicing stack update to the selection; it is applied first."),
  CBS_E_CANNOT_UNINSTALL(
      0x800f0825,
      "the package cannot be removed: it is permanent, or the base of the image was reset",
      "Start from a version of the image without the package."),
  CBS_E_EXCLUSIVE_SESSION_PENDING(
      0x800f082f, "an exclusive servicing session is pending", "Repair the image or replace it."),
  CBS_E_DOWNLOAD_FAILURE(
      0x800f0906, "source files could not be downloaded", "Give the files with /Source."),
  CBS_E_INSTALLERS_FAILED(
      0x800f0922,
      "an installer inside the package failed",
      "See the lines marked CBS in DISM's log."),
  PSFX_E_INVALID_DELTA_COMBINATION(
      0x800f0988,
      "the cumulative update could not be put together from its deltas",
      "Try again from an unchanged image."),
  TRUST_E_BAD_DIGEST(
      0x80096010,
      "the catalogue of the package does not vouch for its manifest",
      "Download the package again, from its publisher."),
  MOUNT_FOLDER_IN_USE(
      0xc1420113,
      "an image is mounted in this folder already",
      "Unmount it or use another folder."),
  MOUNT_FOLDER_NOT_EMPTY(0xc1420114, "the mount folder is not empty", "Use an empty folder."),
  MOUNT_FOLDER_MISSING(0xc1420115, "the mount folder does not exist", "Create the folder."),
  MOUNT_FILES_OPEN(
      0xc1420117,
      "the image could not be unmounted completely: files in the folder are open",
      "Find who holds them, exclude the folder from virus scanning, try again."),
  MOUNT_NOT_A_MOUNT_FOLDER(
      0xc142011c,
      "no image is mounted in this folder",
      "Check the folder with DISM's list of mounts."),
  MOUNT_CANNOT_BE_COMMITTED(
      0xc142011d,
      "the image was unmounted in part and cannot be committed any more",
      "Discard the mount and start again."),
  IMAGE_ALREADY_MOUNTED(
      0xc1420127,
      "the image is mounted for writing already; that can linger shortly after an unmount",
      "Try again after a pause; look at DISM's list of mounts."),
  IMAGE_IS_SPLIT(
      0xc1420130, "a split WIM cannot be mounted", "Export it to one WIM file and import that."),
  MOUNT_AT_ROOT(
      0xc1420131, "an image cannot be mounted at the root of a volume", "Use a folder below it."),
  MOUNT_NOT_ON_FIXED_DRIVE(
      0xc1420134, "images are mounted on fixed drives only", "Choose another servicing drive."),
  MOUNT_SCANNED(
      0xc1420135,
      "a program that watches files is in the way of the mount",
      "Exclude the servicing drive from virus scanning."),
  IMAGE_IS_ESD(
      0xc142013c, "an ESD file cannot be mounted", "Export it with /Compress:max to a WIM file."),
  MOUNT_NO_WRITE_PERMISSION(
      0xc1510111,
      "the image file may not be written",
      "Give the server write access to the image file and its folder."),
  MOUNT_NO_READ_PERMISSION(
      0xc1510112,
      "the image file may not be read",
      "Give the server read access to the image file."),
  IMAGE_NO_SUCH_INDEX(
      0xc1510113, "the image file has no such index", "Look at the indexes of the image."),
  MOUNT_NEEDS_REMOUNT(
      0xc1510114, "the mount must be remounted", "Discard the mount and start again."),
  MOUNT_INVALID(0xc1510115, "the mount is invalid", "Discard the mount and start again."),
  IMAGE_SERVICED_BY_ANOTHER(
      0xc15101fd, "another DISM services this image", "Wait until it has ended.");

  private static final int WIN32_FACILITY = 0x80070000;

  private final int code;
  private final String meaning;
  private final String remedy;

  DismCode(int code, String meaning, String remedy) {
    this.code = code;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }

  String remedy() {
    return remedy;
  }

  static Optional<DismCode> of(int code) {
    return Arrays.stream(values()).filter(known -> known.code == normalise(code)).findFirst();
  }

  /** DISM prints, and ends with, a Win32 code as itself or as an HRESULT: the former is kept. */
  static int normalise(int code) {
    return (code & 0xffff0000) == WIN32_FACILITY ? code & 0xffff : code;
  }

  /** Reads {@code 0x800f081e}, {@code 112} or {@code -2146498530}. */
  static int parse(String printed) {
    return normalise(
        printed.startsWith("0x")
            ? Integer.parseUnsignedInt(printed.substring(2), 16)
            : (int) Long.parseLong(printed));
  }

  /** As DISM prints it: decimal for Win32, else hexadecimal. */
  static String print(int code) {
    return code >= 0 && code <= 0xffff ? Integer.toString(code) : "0x%08x".formatted(code);
  }
}
