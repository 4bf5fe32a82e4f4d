package org.drydock.web.console;

/**
 * A moment as a page shows it.
 *
 * @param iso for machines
 * @param text for people, such as "12 min ago" or "13 Nov 2026, 22:00"
 * @param exact to the second, with the zone
 */
record Moment(String iso, String text, String exact) {}
