package org.drydock.web.console;

import java.util.List;

/** The small pages about the site itself. */
final class SitePages {

  private SitePages() {}

  /** The distribution points, with what was typed into the form and why it was refused. */
  record Distribution(List<Point> points, String name, String path, String refusal) {}

  record Point(String name, String path, List<Delivered> images) {}

  /** The last attempt to bring an image to a point. */
  record Delivered(Link image, String version, Badge state, Moment when, Link run, String detail) {}

  /** The settings. */
  record Settings(
      String drive,
      String staging,
      String free,
      Rule runs,
      Rule versions,
      List<Token> tokens,
      String secret,
      String refusal) {}

  /** A rule of retention; null for no limit. */
  record Rule(Integer keep, Integer days) {}

  record Token(long id, String name, String user, Moment created) {}

  /** The audit. */
  record Audit(String filter, List<Entry> entries, String first, String next) {}

  record Entry(
      Moment when, String user, String action, Link object, Badge outcome, String reason) {}
}
