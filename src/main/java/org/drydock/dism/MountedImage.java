package org.drydock.dism;

import java.nio.file.Path;

/**
 * An image that is mounted on the host, by whomever.
 *
 * @param status Ok, Needs Remount or Invalid
 */
public record MountedImage(
    Path mountDir, Path imageFile, int index, boolean readWrite, String status) {

  static MountedImage from(Fields fields) {
    return new MountedImage(
        Path.of(fields.text("Mount Dir")),
        Path.of(fields.text("Image File")),
        fields.number("Image Index").intValue(),
        fields.text("Mounted Read/Write").equalsIgnoreCase("Yes"),
        fields.text("Status"));
  }

  public boolean ok() {
    return status.equalsIgnoreCase("Ok");
  }
}
