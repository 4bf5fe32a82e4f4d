package org.drydock.dism;

/**
 * One image of a WIM file, as the list of images tells it.
 *
 * @param size of its files together, in bytes, before compression
 */
public record ImageSummary(int index, String name, String description, long size) {

  static ImageSummary from(Fields fields) {
    return new ImageSummary(
        fields.number("Index").intValue(),
        fields.text("Name"),
        fields.text("Description"),
        fields.number("Size"));
  }
}
