package org.drydock.web.console;

import java.util.List;

/**
 * One image. Only what the open tab shows is there; the rest is null.
 *
 * @param ready whether it can be serviced
 * @param activeRun the run that services it now; null for none
 */
record ImagePage(
    String id,
    String name,
    String kind,
    boolean ready,
    Badge state,
    String message,
    List<Fact> facts,
    Badge status,
    Moment statusDate,
    Link activeRun,
    String tab,
    List<Tab> tabs,
    Matrix matrix,
    List<IndexContent> installed,
    List<Planned> servicing,
    Versions versions,
    List<RunRow> runs) {

  record Fact(String name, String value) {}

  record Tab(String name, String label) {}

  /** The last result of each update in each index. */
  record Matrix(List<String> indexes, List<MatrixRow> rows) {}

  /**
   * @param cells one for each index; null where the update was never tried
   * @param why the reasons of those that are not simply well, in words
   */
  record MatrixRow(Link update, String title, List<Cell> cells, List<String> why) {}

  record Cell(Badge state, Link run) {}

  /** What one index contains. */
  record IndexContent(String title, String about, List<Installed> packages) {}

  record Installed(String identity, Badge state, String type, String time) {}

  /** A schedule that names this image, read-only. */
  record Planned(
      Link schedule,
      Badge state,
      Moment due,
      String recurrence,
      List<String> options,
      List<UpdateLine> updates) {}

  record UpdateLine(Link update, String title) {}

  /** The versions, the latest first, and how size and build went. */
  record Versions(List<VersionRow> rows, Chart chart) {}

  record VersionRow(
      int version,
      boolean current,
      boolean keep,
      boolean experimental,
      String size,
      String build,
      Moment created,
      Link run,
      String sha256,
      String download) {}

  /**
   * A line of sizes, drawn as SVG.
   *
   * @param points "x,y x,y"
   * @param label the whole chart in words
   */
  record Chart(
      int width, int height, String points, List<Dot> dots, List<Grid> grid, String label) {}

  /**
   * @param y of the text, which stays inside the chart
   */
  record Dot(int x, int y, boolean current, String version, String build, String title) {}

  record Grid(int y, String label) {}
}
