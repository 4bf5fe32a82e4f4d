package org.drydock.web.console;

import java.util.Locale;

/** What can change while somebody looks at it; a part of a page names those that it shows. */
enum Topic {
  RUNS,
  IMAGES,
  SCHEDULES,
  HOSTS,
  DISTRIBUTION;

  /** The name of the server-sent event. */
  String event() {
    return name().toLowerCase(Locale.ROOT);
  }
}
