package org.drydock.web.console;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Who looks at a page, and how.
 *
 * @param user empty for nobody
 * @param administrator whether he may change something
 * @param theme light or dark; null for what his system says
 * @param zone in which he reads times
 * @param revision of the site when the page was made
 */
record Viewer(
    String user, boolean administrator, String theme, ZoneId zone, Instant now, String revision) {

  /** An entry of the navigation. */
  record Section(String name, String href) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("Dashboard", "/"),
          new Section("Runs", "/runs"),
          new Section("Images", "/images"),
          new Section("Updates", "/updates"),
          new Section("Schedules", "/schedules"),
          new Section("Distribution", "/distribution-points"),
          new Section("Processes", "/processes"),
          new Section("Hosts", "/hosts"),
          new Section("Settings", "/settings"),
          new Section("Audit", "/audit"));

  public List<Section> sections() {
    return SECTIONS;
  }

  Wording words() {
    return new Wording(zone, now);
  }
}
