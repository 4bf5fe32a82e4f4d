package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.servicing.ApplicableUpdates.Judged;
import org.drydock.servicing.Base;
import org.drydock.update.ListedUpdate;
import org.drydock.update.PayloadFile;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateDownloads;
import org.drydock.update.UpdateListings;
import org.springframework.stereotype.Component;

/** Chooses the updates that an image gets in an occurrence. */
@Component
class ChosenUpdates {

  /** How many updates a sentence names. */
  private static final int MOST_NAMED = 3;

  private final ApplicableUpdates applicable;
  private final RuledUpdates ruled;
  private final UpdateListings listings;
  private final UpdateDownloads downloads;

  ChosenUpdates(
      ApplicableUpdates applicable,
      RuledUpdates ruled,
      UpdateListings listings,
      UpdateDownloads downloads) {
    this.applicable = applicable;
    this.ruled = ruled;
    this.listings = listings;
    this.downloads = downloads;
  }

  /** What the schedule's rule chooses, or its fixed updates if any of them is still worth a run. */
  UpdateChoice of(ServicingSchedule schedule, String imageId, Instant now) {
    return schedule.rule() == null ? fixed(schedule, imageId) : of(schedule.rule(), imageId, now);
  }

  /** What a rule chooses. */
  UpdateChoice of(UpdateRule rule, String imageId, Instant now) {
    RuledUpdates.Found found = ruled.of(rule, imageId, now);
    List<String> chosen = found.here().stream().map(SoftwareUpdate::id).toList();
    return new UpdateChoice(
        chosen,
        chosen.isEmpty()
            ? found.missing().isEmpty()
                ? "No update that the rule admits is applicable and not yet applied."
                : "Of the updates that the rule admits none is here."
            : null,
        found.missing().stream().map(this::leftOut).toList());
  }

  private String leftOut(ListedUpdate missing) {
    List<PayloadFile> files = listings.files(missing.id());
    String why =
        files.isEmpty()
            ? "The catalogue names no file of it. Get it from its publisher, and drop it into the"
                + " inbox."
            : String.join(" ", downloads.whyMissing(files));
    if (why.isEmpty()) {
      why = "Its files are here, but were not recognised. Synchronise.";
    }
    return "%s (%s) is left out. %s".formatted(missing.label(), missing.title(), why).strip();
  }

  private UpdateChoice fixed(ServicingSchedule schedule, String imageId) {
    List<String> updates = schedule.updates();
    if (isAskedForDirectly(schedule) || Base.parse(schedule.base()) == Base.ORIGINAL) {
      return new UpdateChoice(updates, null);
    }
    List<Judged> judged = applicable.of(imageId, updates);
    boolean worthARun = judged.stream().anyMatch(ChosenUpdates::mayBeApplied);
    return worthARun
        ? new UpdateChoice(updates, null)
        : new UpdateChoice(
            List.of(), "None of the updates is applicable any more: " + named(judged));
  }

  /** Who starts it at once wants to be told by a run what becomes of each update. */
  private static boolean isAskedForDirectly(ServicingSchedule schedule) {
    return schedule.startAt().equals(schedule.createdAt());
  }

  private static boolean mayBeApplied(Judged judged) {
    return switch (judged.assessment().state()) {
      case APPLICABLE, UNDETERMINED, NOT_SUPPORTED -> true;
      case INSTALLED, NOT_APPLICABLE -> false;
    };
  }

  private static String named(List<Judged> judged) {
    String first =
        judged.stream()
            .limit(MOST_NAMED)
            .map(one -> one.update().label() + ": " + one.assessment().reason())
            .collect(Collectors.joining(" "));
    return judged.size() <= MOST_NAMED
        ? first
        : first + " And " + (judged.size() - MOST_NAMED) + " more.";
  }
}
