package org.drydock.servicing;

/** Which version of an image a run starts from. */
public enum Base {
  /** The version in use. */
  CURRENT,
  /** The version that was imported. */
  ORIGINAL;

  /**
   * @throws ServicingRequestException when the word is neither {@code current} nor {@code original}
   */
  public static Base parse(String word) {
    return switch (word) {
      case "current" -> CURRENT;
      case "original" -> ORIGINAL;
      default ->
          throw new ServicingRequestException(
              "\"" + word + "\" is not a base to start from. Give \"current\" or \"original\".");
    };
  }

  public String label() {
    return this == CURRENT ? "current" : "original";
  }
}
