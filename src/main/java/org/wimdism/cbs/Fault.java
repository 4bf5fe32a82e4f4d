package org.wimdism.cbs;

import org.wimdism.ServicingError;

/** The codes that servicing fails with; each makes the error in DISM's words plus the facts. */
public enum Fault {
  INVALID_DATA(13, "The data is invalid."),
  NOT_SUPPORTED(50, "The request is not supported."),
  FILE_CORRUPT(1392, "The file or directory is corrupted and unreadable."),
  HASH_MISMATCH(
      14028, "One of the files containing the payload of the package does not match its manifest."),
  ASSEMBLY_MISSING(14081, "The referenced assembly is neither in the package nor in the image."),
  MANIFEST_BROKEN(14099, "The package manifest is broken."),
  PENDING_OPERATIONS(0x800f0806, "The operation could not be completed due to pending operations."),
  NOT_APPLICABLE(0x800f081e, "The specified package is not applicable to this image."),
  CANNOT_UNINSTALL(0x800f0825, "The package cannot be uninstalled."),
  SOURCE_NOT_FOUND(0x800f081f, "The source files could not be found."),
  STACK_TOO_OLD(0x800f0823, "A newer servicing stack is required to install this package."),
  UNKNOWN_PACKAGE(0x800f0805, "The specified package is not valid Windows package."),
  NOT_TRUSTED(0x80096010, "The digital signature of the object did not verify.");

  private final int code;
  private final String sentence;

  Fault(long code, String sentence) {
    this.code = (int) code;
    this.sentence = sentence;
  }

  public int code() {
    return code;
  }

  /** The error with DISM's sentence first and {@code detail} on the next line. */
  ServicingError with(String detail) {
    return new ServicingError(code, sentence + "\n" + detail);
  }

  ServicingError with(String detail, Throwable cause) {
    return new ServicingError(code, sentence + "\n" + detail, cause);
  }
}
