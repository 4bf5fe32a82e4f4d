package org.drydock.site;

/** The text given as servicing drive is neither automatic nor a full path. */
public class InvalidDriveException extends BadInput {

  InvalidDriveException(String drive) {
    super(
        "\""
            + drive
            + "\" is not a servicing drive. Give \"automatic\" or a full path, such as /mnt/servicing"
            + " or D:\\.");
  }
}
