package org.drydock.web.console;

import java.util.List;

/**
 * The lists of images and of upgrade packages.
 *
 * @param form what was typed into the import form, and why it was refused
 */
record ImagesPage(String filter, List<Shelf> shelves, ImportForm form) {

  /** One of the two lists. */
  record Shelf(String title, String empty, List<Row> rows) {
    public String count() {
      return Wording.count(rows.size(), "entry", "entries");
    }
  }

  /**
   * An image.
   *
   * @param about architecture and languages
   * @param state importing or failed; null once it is ready
   * @param change of the size since the version before; null for none
   * @param detail of the status: the step, or why it failed
   */
  record Row(
      String id,
      String name,
      String about,
      Badge state,
      String message,
      String version,
      String build,
      String architecture,
      String indexes,
      String size,
      String change,
      Moment date,
      Badge status,
      String detail,
      List<Mark> runs) {}

  /** One of the last runs, as a coloured bar. */
  record Mark(String tone, String title) {}

  /** The import form. */
  record ImportForm(String name, String kind, String path, String refusal) {
    static final ImportForm EMPTY = new ImportForm("", "image", "", null);
  }
}
