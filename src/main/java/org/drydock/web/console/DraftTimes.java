package org.drydock.web.console;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Set;

/**
 * When a draft of the wizard is to begin, as it was typed. What belongs to other choices than that
 * of {@code when} is kept.
 *
 * @param when now, once, patch-tuesday, weekly, monthly or cron
 * @param at date and time of what begins once
 * @param days after Patch Tuesday
 * @param week of the month, 1 to 4 or L for the last
 * @param weekday such as TUESDAY
 * @param time of day
 * @param zone in which all of these are meant
 * @param first how what recurs begins: next with its next date, now, or at {@code firstAt}
 */
record DraftTimes(
    String when,
    String at,
    String days,
    String week,
    String weekday,
    String cron,
    String time,
    String zone,
    String first,
    String firstAt)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  static final String NOW = "now";
  static final String ONCE = "once";
  static final String PATCH_TUESDAY = "patch-tuesday";
  static final String WEEKLY = "weekly";
  static final String MONTHLY = "monthly";
  static final String CRON = "cron";
  static final String NEXT = "next";
  static final String AT = "at";

  private static final String[] DAYS = {
    "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "MONDAY"
  };
  private static final Set<String> TIMED = Set.of(PATCH_TUESDAY, WEEKLY, MONTHLY);

  /** As soon as possible. */
  static DraftTimes usual(ZoneId zone) {
    return of(Form.of("zone", zone.getId()));
  }

  /** What a form does not send is as usual. */
  static DraftTimes of(Form form) {
    return new DraftTimes(
        form.choice("when", NOW, ONCE, PATCH_TUESDAY, WEEKLY, MONTHLY, CRON),
        form.text("at"),
        form.text("days", "3"),
        form.choice("week", "2", "1", "3", "4", "L"),
        form.choice("weekday", DAYS),
        form.text("cron"),
        form.text("time", "22:00"),
        form.text("zone"),
        form.choice("first", NEXT, NOW, AT),
        form.text("firstAt"));
  }

  /** The same, with a first occurrence beside the dates on which it recurs. */
  DraftTimes beginningAt(String first) {
    return new DraftTimes(when, at, days, week, weekday, cron, time, zone, AT, first);
  }

  /** Whether it recurs. */
  boolean recurs() {
    return !when.equals(NOW) && !when.equals(ONCE);
  }

  /** Whether it recurs at a time of day of its own. */
  boolean isTimed() {
    return TIMED.contains(when);
  }
}
