package org.drydock.web.console;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.image.ImageLibrary;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Runs;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.drydock.web.console.WizardPage.Done;
import org.drydock.web.console.WizardPage.Scheduling;
import org.drydock.web.console.WizardPage.Stage;
import org.drydock.web.console.WizardPage.Summary;
import org.springframework.stereotype.Component;

/** Puts the steps of the wizard together, and turns a finished draft into a schedule. */
@Component
class Wizard {

  static final String CHOOSE = "updates";
  static final String SCHEDULE = "schedule";
  static final String SUMMARY = "summary";
  static final String DONE = "done";

  static final List<String> STEPS = List.of(CHOOSE, SCHEDULE, SUMMARY, DONE);

  private static final List<String> NAMES =
      List.of("Choose updates", "Set schedule", "Summary", "Completion");

  private final ImageLibrary images;
  private final ServicingSchedules schedules;
  private final DistributionPoints points;
  private final Runs runs;
  private final ImageNames imageNames;
  private final Drafts drafts;
  private final DraftCheck check;
  private final WizardOffers offers;
  private final WizardDates dates;
  private final WizardSummary summary;
  private final Clock clock;

  Wizard(
      ImageLibrary images,
      ServicingSchedules schedules,
      DistributionPoints points,
      Runs runs,
      ImageNames imageNames,
      Drafts drafts,
      DraftCheck check,
      WizardOffers offers,
      WizardDates dates,
      WizardSummary summary,
      Clock clock) {
    this.images = images;
    this.schedules = schedules;
    this.points = points;
    this.runs = runs;
    this.imageNames = imageNames;
    this.drafts = drafts;
    this.check = check;
    this.offers = offers;
    this.dates = dates;
    this.summary = summary;
    this.clock = clock;
  }

  /**
   * @throws NotFound when there is no such image
   * @throws Conflict when one cannot be serviced
   */
  WizardDraft begin(List<String> imageIds, Viewer viewer) {
    if (imageIds.isEmpty()) {
      throw new NothingPickedException("Pick at least one image, then schedule updates.");
    }
    imageIds.forEach(images::requireReady);
    return new WizardDraft(
        null,
        imageIds.stream().distinct().toList(),
        DraftUpdates.NONE,
        DraftTimes.usual(viewer.zone()),
        DraftOptions.USUAL);
  }

  /**
   * The draft that changes a schedule.
   *
   * @throws NotFound when there is none
   * @throws Conflict when it was stopped
   */
  WizardDraft change(long scheduleId) {
    return drafts.of(schedules.requireEditable(scheduleId));
  }

  /** What is wrong with a step, by field; empty where one can go on. */
  Map<String, String> problems(WizardDraft draft, String step) {
    return switch (step) {
      case CHOOSE -> check.choosing(draft);
      case SCHEDULE -> check.scheduling(draft);
      default -> Map.of();
    };
  }

  /** The same while it is typed: what is missing yet is no mistake. */
  Map<String, String> problemsOfTyping(WizardDraft draft, String step, Form form) {
    return step.equals(SCHEDULE)
        ? check.typing(draft, form)
        : draft.updates().byRule() ? check.choosing(draft) : Map.of();
  }

  /** Whether one has come so far that a step can be shown. */
  boolean reaches(WizardDraft draft, String step) {
    return switch (step) {
      case CHOOSE -> true;
      case SCHEDULE -> check.choosing(draft).isEmpty();
      default -> check.choosing(draft).isEmpty() && check.isReadable(draft);
    };
  }

  /**
   * @param step one of {@link #STEPS}
   * @param errors why it does not go on, by field
   */
  WizardPage page(
      String key, WizardDraft draft, String step, Map<String, String> errors, Viewer viewer) {
    Map<String, String> shown = errors;
    Summary summed = null;
    if (step.equals(SUMMARY)) {
      try {
        summed = summary.of(draft, dates.of(draft.times(), viewer));
      } catch (BadInput | Conflict | NotFound refusal) { // it was possible a moment ago
        shown = Map.of("", refusal.getMessage());
      }
    }
    return new WizardPage(
        key,
        title(draft),
        draft.schedule() != null,
        step,
        stages(step),
        draft.images().stream().map(imageNames.all()::link).toList(),
        draft,
        shown,
        step.equals(CHOOSE)
            ? offers.of(draft, check.choosing(draft).isEmpty(), viewer.words())
            : null,
        step.equals(SCHEDULE) ? scheduling(draft, viewer) : null,
        summed,
        null);
  }

  WizardPage done(long scheduleId, boolean changed, Viewer viewer) {
    ServicingSchedule schedule = schedules.require(scheduleId);
    return new WizardPage(
        null,
        changed ? "Change " + Schedules.link(schedule).text() : "Schedule updates",
        changed,
        DONE,
        stages(DONE),
        schedule.images().stream().map(imageNames.all()::link).toList(),
        null,
        Map.of(),
        null,
        null,
        null,
        new Done(
            Schedules.link(schedule),
            changed,
            runs.ofSchedule(scheduleId).stream()
                .map(run -> new Link("Run #" + run.runNumber(), "/runs/" + run.runNumber()))
                .toList(),
            schedules.nextDates(schedule).stream()
                .findFirst()
                .filter(next -> next.isAfter(viewer.now()))
                .map(next -> viewer.words().date(next).text())
                .orElse("now")));
  }

  /** The number of the schedule that was created, or changed. */
  long finish(WizardDraft draft) {
    return draft.schedule() == null
        ? schedules.create(DraftRequest.of(draft)).id()
        : schedules.edit(draft.schedule(), DraftRequest.of(draft)).id();
  }

  /** What a refusal of the whole means in the step to which it leads back. */
  Map<String, String> problems(WizardDraft draft, RuntimeException refusal) {
    return check.scheduling(draft, refusal);
  }

  private String title(WizardDraft draft) {
    return draft.schedule() == null
        ? "Schedule updates"
        : "Change " + Schedules.link(schedules.require(draft.schedule())).text();
  }

  private static List<Stage> stages(String step) {
    int at = STEPS.indexOf(step);
    List<Stage> stages = new ArrayList<>();
    for (int place = 0; place < STEPS.size(); place++) {
      boolean done = place < at || step.equals(DONE);
      stages.add(
          new Stage(place + 1, NAMES.get(place), done ? "done" : place == at ? "now" : "next"));
    }
    return stages;
  }

  private Scheduling scheduling(WizardDraft draft, Viewer viewer) {
    List<String> several =
        draft.images().stream()
            .map(images::requireReady)
            .filter(image -> images.indexes(image.id(), image.currentVersion()).size() > 1)
            .map(
                image ->
                    image.name()
                        + " has "
                        + images.indexes(image.id(), image.currentVersion()).size()
                        + " indexes")
            .toList();
    String own = viewer.zone().getId();
    return new Scheduling(
        TimeZones.usual(own, clock.getZone().getId(), draft.times().zone()),
        TimeZones.places(),
        own,
        several.isEmpty()
            ? null
            : "Not offered: "
                + String.join(", ", several)
                + ", and it is possible only with one. Import a single index as an image of its own.",
        points.all().stream().map(DistributionPoint::name).collect(Collectors.joining(", ")),
        draft.images().size() > 1,
        dates.of(draft.times(), viewer));
  }
}
