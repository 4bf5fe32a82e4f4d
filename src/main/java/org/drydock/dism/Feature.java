package org.drydock.dism;

/**
 * A feature of a mounted image.
 *
 * @param state Enabled, Disabled, Enable Pending, Disabled with Payload Removed, ...
 */
public record Feature(String name, String state) {

  static Feature from(Fields fields) {
    return new Feature(fields.text("Feature Name"), fields.text("State"));
  }
}
