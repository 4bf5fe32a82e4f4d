package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * The file of an update, kept in the content library under its SHA-256.
 *
 * @param fileName the name it was found under
 * @param size in bytes
 */
public record UpdateBinary(String fileName, String sha256, long size, Container container) {

  /** How the packages are wrapped, as the content shows. */
  public enum Container {
    CAB,
    MSU
  }

  /** The name to give to DISM, which goes by the extension. */
  @JsonIgnore
  public String stagedName() {
    String extension = "." + container.name().toLowerCase(Locale.ROOT);
    return fileName.toLowerCase(Locale.ROOT).endsWith(extension) ? fileName : fileName + extension;
  }
}
