package org.drydock.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.drydock.servicing.Base;
import org.drydock.servicing.ServicingPlanner;
import org.drydock.servicing.ServicingRequest;
import org.drydock.update.UnusableSearchException;
import org.drydock.update.UpdateSearch;
import org.springframework.stereotype.Component;

/** Reads what somebody wants a schedule to be, and says what is wrong with it. */
@Component
class ScheduleReader {

  /** As long as the columns that keep them. */
  private static final int LONGEST_IMAGE_IDS = 4000;

  private static final int LONGEST_UPDATE_IDS = 100_000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CLASSIFICATIONS = 2000;

  private static final int USUAL_FAILURES = 3;

  private final ServicingPlanner planner;

  ScheduleReader(ServicingPlanner planner) {
    this.planner = planner;
  }

  /**
   * Every image is checked now, and again when the time has come.
   *
   * @param server the time zone of who names none
   * @throws org.drydock.site.BadInput when the request is wrong
   * @throws org.drydock.site.NotFound when an image or update does not exist
   * @throws org.drydock.site.Conflict when an image does not allow what is asked
   */
  ServicingSchedule read(ScheduleRequest request, ZoneId server, Instant now) {
    if (request.imageIds() == null || request.imageIds().isEmpty()) {
      throw new ScheduleException(
          "imageIds", "The schedule names no image. Give at least one image id.");
    }
    Base base = Base.parse(request.base() == null ? Base.CURRENT.label() : request.base());
    List<String> images = ScheduleIds.of("imageIds", request.imageIds(), LONGEST_IMAGE_IDS);
    List<String> updates = ScheduleIds.of("updateIds", request.updateIds(), LONGEST_UPDATE_IDS);
    UpdateRule rule = rule(request.rule(), updates);
    images.forEach(image -> check(request, image, updates, rule, base));
    ScheduleTimes.Times times = ScheduleTimes.of(request, server, now);
    ScheduleRequest.Recurrence recurrence =
        times.recurrence().isPresent()
            ? request.recurrence()
            : new ScheduleRequest.Recurrence(null, null, null, null);
    return new ServicingSchedule(
        null,
        name(request.name()),
        String.join(",", images),
        String.join(",", updates),
        rule,
        times.start(),
        recurrence.cron(),
        recurrence.patchTuesdayPlusDays(),
        recurrence.time(),
        times.zone().getId(),
        request.continueOnError(),
        request.updateDistributionPoints(),
        request.removeSupersededUpdates(),
        base.label(),
        request.restartAfterHostLoss(),
        request.compacts(),
        request.parallel(),
        longestDuration(request.longestDuration()),
        MissedOccurrence.parse(request.missed()),
        mostFailures(request.disableAfterFailures()),
        ScheduleState.SCHEDULED,
        false,
        0,
        null,
        null,
        now);
  }

  private void check(
      ScheduleRequest request, String image, List<String> updates, UpdateRule rule, Base base) {
    ServicingRequest wanted =
        new ServicingRequest(
            image,
            updates,
            request.continueOnError(),
            request.updateDistributionPoints(),
            request.removeSupersededUpdates(),
            request.compacts(),
            base,
            null,
            "");
    if (rule == null) {
      planner.plan(wanted);
    } else {
      planner.checkImage(wanted);
    }
  }

  private static UpdateRule rule(ScheduleRequest.Rule wanted, List<String> updates) {
    if (wanted == null) {
      return null;
    }
    if (!updates.isEmpty()) {
      throw new ScheduleException(
          "rule",
          "The schedule has both updateIds and a rule. Give one of them: fixed updates, or a rule"
              + " that chooses them each time.");
    }
    return rule(wanted);
  }

  /**
   * @throws ScheduleException when a condition cannot be used
   */
  static UpdateRule rule(ScheduleRequest.Rule wanted) {
    if (wanted.olderThanDays() != null && wanted.olderThanDays() < 0) {
      throw new ScheduleException(
          "rule.olderThanDays",
          "rule.olderThanDays is " + wanted.olderThanDays() + ". Give 0 or more days.");
    }
    UpdateRule rule =
        new UpdateRule(
            blankToNull(wanted.filter()),
            blankToNull(wanted.product()),
            classifications(wanted.classifications()),
            wanted.olderThanDays() == null ? 0 : wanted.olderThanDays());
    try {
      new UpdateSearch(rule.words(), null, false, null, UpdateSearch.DEFAULT_SIZE);
    } catch (UnusableSearchException e) {
      throw new ScheduleException("rule.filter", e.getMessage());
    }
    return rule;
  }

  private static String classifications(List<String> wanted) {
    if (wanted == null || wanted.isEmpty()) {
      return null;
    }
    return String.join(
        "\n", ScheduleIds.of("rule.classifications", wanted, LONGEST_CLASSIFICATIONS));
  }

  private static String name(String wanted) {
    String name = blankToNull(wanted);
    if (name != null && name.length() > LONGEST_NAME) {
      throw new ScheduleException(
          "name", "The name is longer than " + LONGEST_NAME + " characters. Give a shorter one.");
    }
    return name;
  }

  private static String longestDuration(String wanted) {
    if (wanted == null) {
      return null;
    }
    try {
      Duration duration = Duration.parse(wanted.strip());
      if (duration.compareTo(Duration.ZERO) > 0
          && duration.compareTo(ScheduleRequest.LONGEST_WINDOW) <= 0) {
        return duration.toString();
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new ScheduleException(
        "longestDuration",
        "longestDuration is \""
            + wanted
            + "\". Give a duration in ISO-8601 of at most "
            + ScheduleRequest.LONGEST_WINDOW.toDays()
            + " days, such as PT4H or PT90M.");
  }

  private static int mostFailures(Integer wanted) {
    if (wanted != null && wanted < 0) {
      throw new ScheduleException(
          "disableAfterFailures",
          "disableAfterFailures is " + wanted + ". Give 1 or more, or 0 for never.");
    }
    return wanted == null ? USUAL_FAILURES : wanted;
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
