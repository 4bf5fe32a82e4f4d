package org.drydock.image;

import java.util.Arrays;
import java.util.Locale;

/** What an entry of the library is. */
public enum ImageKind {
  /** One WIM file. */
  IMAGE,
  /** An installation source folder, of which {@code sources/install.wim} is serviced. */
  UPGRADE_PACKAGE;

  /** The name users and the REST interface know: {@code image} or {@code upgrade-package}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws InvalidImageException when it is no kind's word
   */
  public static ImageKind ofWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidImageException(
                    "\""
                        + word
                        + "\" is no kind of image. Give \"image\" or \"upgrade-package\"."));
  }
}
