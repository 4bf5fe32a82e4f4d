package org.wimdism.wim;

import java.util.ArrayList;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** Paths inside an image: '/' or '\' on the way in, '/' inside, compared without case. */
final class WimPath {

  /** Of a file or folder, in UTF-16 units, as on NTFS. */
  private static final int LONGEST_NAME = 255;

  private WimPath() {}

  /**
   * The path without separators at its ends and with '/' in between; the root is the empty string.
   *
   * @throws ServicingError for a path with "." or ".." in it, with control characters, or with a
   *     name that is too long
   */
  static String normal(String path) {
    return String.join("/", parts(path));
  }

  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      char c = i < path.length() ? path.charAt(i) : '/';
      if (c == '/' || c == '\\') {
        if (i > start) {
          parts.add(checked(path.substring(start, i), path));
        }
        start = i + 1;
      } else if (c < ' ') {
        throw unusable(path);
      }
    }
    return parts;
  }

  /** What two spellings of one path have in common. */
  static String key(String path) {
    char[] chars = path.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      // NTFS compares by the upper case of each character, so no character may become two.
      chars[i] = Character.toUpperCase(chars[i]);
    }
    return new String(chars);
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static String checked(String part, String path) {
    if (part.equals(".") || part.equals("..") || part.length() > LONGEST_NAME) {
      throw unusable(path);
    }
    return part;
  }

  private static ServicingError unusable(String path) {
    return new ServicingError(
        ErrorCode.INVALID_DATA, "\"" + path + "\" cannot be the path of a file in an image.");
  }
}
