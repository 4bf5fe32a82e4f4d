package org.drydock.web.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The time zones one can choose from. */
final class TimeZones {

  private static final Set<String> REGIONS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private static final List<String> PLACES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(name -> name.contains("/"))
          .filter(name -> REGIONS.contains(name.substring(0, name.indexOf('/'))))
          .sorted()
          .toList();

  private TimeZones() {}

  /** All places that have a time of their own, by the name of their zone. */
  static List<String> places() {
    return PLACES;
  }

  /** What is chosen most: one's own zone, UTC, the server's, and what is chosen already. */
  static List<String> usual(String own, String server, String chosen) {
    return Stream.of(own, "UTC", server, chosen)
        .filter(name -> !name.isBlank())
        .distinct()
        .toList();
  }
}
