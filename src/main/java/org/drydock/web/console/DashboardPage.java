package org.drydock.web.console;

import java.util.List;

/** What the dashboard shows. */
record DashboardPage(
    List<Warning> warnings,
    List<Running> running,
    List<Next> next,
    List<RunRow> last,
    List<HostRow> hosts) {

  /**
   * Something that needs somebody's attention.
   *
   * @param tone warn or bad
   */
  record Warning(String tone, String message, Link link) {}

  /**
   * A run that has not ended.
   *
   * @param step the step it is at; null while it waits
   * @param percent of that step, 0 to 100; null where none is known
   */
  record Running(RunRow row, String step, Double percent) {

    /** Such as "62.4 %". */
    public String percentText() {
      return percent == null ? "" : String.format(java.util.Locale.ROOT, "%.1f %%", percent);
    }
  }

  /** A schedule that waits for its time. */
  record Next(Link schedule, Moment due, List<Link> images, String updates) {}

  /**
   * A servicing host.
   *
   * @param load such as "1 of 2 slots busy"
   * @param free room on its servicing drive; null for a host that is not this node
   */
  record HostRow(
      String name,
      Badge state,
      String load,
      List<Link> runs,
      Moment seen,
      Moment started,
      String free,
      String drive,
      String dism,
      boolean canBeConfirmed) {}
}
