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
    Search search,
    List<Row> rows,
    String first,
    String next,
    Report report,
    String inbox,
    List<Source> sources) {

  /**
   * What is looked for; empty words for anything.
   *
   * @param state downloaded, not-downloaded, or empty for both
   * @param after the id of the last update of the page before; null for the first page
   */
  record Search(
      String filter,
      String architecture,
      boolean superseded,
      String classification,
      String product,
      String state,
      String after) {}

  /**
   * Where updates come from.
   *
   * @param read when it was last read to the end; null for never
   * @param made the day its content was made; null for a folder
   * @param concern why somebody should look after it; null where all is well
   */
  record Source(
      String name,
      String location,
      Moment read,
      Moment made,
      String concern,
      int errorCount,
      List<File> errors) {}

  /**
   * An update.
   *
   * @param kind null where its file is not here
   */
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
