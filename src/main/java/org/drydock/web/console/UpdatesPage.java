package org.drydock.web.console;

import java.util.List;

/**
 * The catalogue of updates.
 *
 * @param next the address of the next page; null on the last one
 * @param first the address of the first page; null on it
 * @param report of the last synchronisation from this page; null before the first
 */
record UpdatesPage(
    String filter,
    String architecture,
    boolean superseded,
    List<Row> rows,
    String first,
    String next,
    Report report,
    String inbox) {

  record Row(
      Link link,
      String title,
      String kind,
      String classification,
      String architecture,
      Moment released,
      String size,
      Link supersededBy) {}

  /** What a synchronisation found. */
  record Report(
      Moment ended, String sentence, List<String> added, List<File> refused, List<File> waiting) {}

  record File(String name, String reason) {}
}
