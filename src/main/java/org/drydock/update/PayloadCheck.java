package org.drydock.update;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks what is said of a file before anything is done with it. */
final class PayloadCheck {

  private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** No folder, no control character, nothing that is special on a disk or in a drive's name. */
  private static final Pattern PLAIN = Pattern.compile("[^/\\\\:*?\"<>|\\p{Cntrl}]{1,255}");

  private static final int LONGEST_URL = 2000;

  private PayloadCheck() {}

  static boolean isPlainName(String name) {
    return name != null && PLAIN.matcher(name).matches() && !name.matches("\\.+|\\s*");
  }

  /**
   * The same, with the digests in lower case.
   *
   * @throws InvalidPayloadFileException saying what is wrong
   */
  static PayloadFile checked(PayloadFile file) {
    if (file == null || !isPlainName(file.fileName())) {
      throw new InvalidPayloadFileException(
          "\"fileName\" is missing or is no plain name of a file (no folder, at most 255"
              + " characters): "
              + (file == null ? null : file.fileName()));
    }
    String sha1 = lower(file.sha1());
    String sha256 = lower(file.sha256());
    if (sha1 == null || !SHA1.matcher(sha1).matches()) {
      throw wrong(file, "\"sha1\" has to be 40 hexadecimal digits");
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw wrong(file, "\"sha256\" has to be 64 hexadecimal digits, or absent");
    }
    if (file.size() <= 0) {
      throw wrong(file, "\"size\" has to be the file's size in bytes");
    }
    if (file.url() != null && file.url().toString().length() > LONGEST_URL) {
      throw wrong(file, "\"url\" has more than " + LONGEST_URL + " characters");
    }
    return new PayloadFile(file.fileName(), file.size(), sha1, sha256, file.url());
  }

  private static InvalidPayloadFileException wrong(PayloadFile file, String what) {
    return new InvalidPayloadFileException("Of " + file.fileName() + " " + what + ".");
  }

  private static String lower(String text) {
    return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
  }
}
