package org.drydock.web.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.image.CompanionImage;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.schedule.SchedulePreview;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.UpdateChoice;
import org.drydock.servicing.Base;
import org.drydock.servicing.PlanPreview;
import org.drydock.servicing.PlanPreview.Forecast;
import org.drydock.servicing.PlanPreview.Preview;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingPlan.AddedUpdate;
import org.drydock.servicing.ServicingRequest;
import org.drydock.servicing.UnservicedImages;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.drydock.update.Assessment;
import org.drydock.web.console.WizardPage.Plan;
import org.drydock.web.console.WizardPage.Skipped;
import org.drydock.web.console.WizardPage.Step;
import org.drydock.web.console.WizardPage.Summary;
import org.drydock.web.console.WizardPage.Work;
import org.springframework.stereotype.Component;

/** Puts together what a draft of the wizard would do, image by image. */
@Component
class WizardSummary {

  private final SchedulePreview schedules;
  private final PlanPreview plans;
  private final ImageLibrary images;
  private final Runs runs;
  private final UnservicedImages unserviced;
  private final UpdateNames updates;

  WizardSummary(
      SchedulePreview schedules,
      PlanPreview plans,
      ImageLibrary images,
      Runs runs,
      UnservicedImages unserviced,
      UpdateNames updates) {
    this.schedules = schedules;
    this.plans = plans;
    this.images = images;
    this.runs = runs;
    this.unserviced = unserviced;
    this.updates = updates;
  }

  /** What is known of an image's plan beside what is shown. */
  private record Planned(Plan shown, Preview preview) {}

  /**
   * @throws BadInput when the draft asks for something wrong
   * @throws NotFound when an image or update does not exist any more
   * @throws Conflict when an image does not allow what is asked
   */
  Summary of(WizardDraft draft, WizardPage.Dates dates) {
    ServicingSchedule schedule = schedules.of(DraftRequest.of(draft));
    ScheduleRequest.Rule rule = schedule.rule() == null ? null : DraftRequest.rule(draft.updates());
    List<Planned> planned =
        schedule.images().stream().map(image -> plan(image, schedule, rule)).toList();
    return new Summary(
        when(draft.times(), schedule),
        dates,
        schedule.rule() == null ? List.of() : Schedules.rule(schedule.rule()),
        Schedules.options(schedule),
        warnings(schedule, planned),
        planned.stream().map(Planned::shown).toList());
  }

  private static String when(DraftTimes times, ServicingSchedule schedule) {
    if (!times.recurs()) {
      return times.when().equals(DraftTimes.NOW) ? "As soon as possible" : "Once";
    }
    String recurrence = Schedules.recurrence(schedule);
    return switch (times.first()) {
      case DraftTimes.NOW -> "As soon as possible, then " + recurrence;
      case DraftTimes.AT ->
          times.firstAt().replace('T', ' ') + " (" + times.zone() + "), then " + recurrence;
      default -> recurrence.substring(0, 1).toUpperCase(Locale.ROOT) + recurrence.substring(1);
    };
  }

  private Planned plan(String imageId, ServicingSchedule schedule, ScheduleRequest.Rule rule) {
    OsImage image = images.requireReady(imageId);
    Link link = new Link(image.name(), "/images/" + imageId);
    try {
      UpdateChoice choice =
          rule == null
              ? new UpdateChoice(schedule.updates(), null)
              : schedules.choice(rule, imageId);
      if (choice.updateIds().isEmpty()) {
        return new Planned(new Plan(link, choice.reason(), false, choice.leftOut(), null), null);
      }
      Preview preview = plans.of(request(image, schedule, choice.updateIds()));
      return new Planned(
          new Plan(link, null, false, choice.leftOut(), work(image, schedule, preview)), preview);
    } catch (BadInput | Conflict | NotFound refusal) {
      return new Planned(new Plan(link, refusal.getMessage(), true, List.of(), null), null);
    }
  }

  private static ServicingRequest request(
      OsImage image, ServicingSchedule schedule, List<String> updateIds) {
    return new ServicingRequest(
        image.id(),
        updateIds,
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        Base.parse(schedule.base()),
        null,
        "");
  }

  private Work work(OsImage image, ServicingSchedule schedule, Preview preview) {
    ServicingPlan plan = preview.plan();
    Map<String, Forecast> forecasts =
        preview.forecasts().stream()
            .collect(
                Collectors.toMap(
                    forecast -> forecast.update().updateId(),
                    forecast -> forecast,
                    (first, second) -> first,
                    LinkedHashMap::new));
    boolean cleansUp = schedule.removeSupersededUpdates();
    return new Work(
        (schedule.base().equals(Base.ORIGINAL.label()) ? "original version " : "current version ")
            + plan.baseVersion(),
        Wording.count(plan.indexes().size(), "index", "indexes"),
        steps(plan.updates(1, cleansUp), forecasts),
        steps(plan.updates(2, cleansUp), forecasts),
        skipped(plan, forecasts),
        plan.outdated().stream().map(ServicingPlan.OutdatedUpdate::reason).toList(),
        plan.added().stream().map(AddedUpdate::reason).toList(),
        Wording.size(plan.needBytes()),
        Wording.size(preview.freeBytes()),
        preview.stagingRoot().toString(),
        preview.fits()
            ? null
            : "The servicing drive has not enough room now. The run would wait for it; free some,"
                + " or set another drive.",
        plan.expectedSeconds() == null
            ? null
            : Wording.span(Duration.ofSeconds(plan.expectedSeconds())),
        notServiced(image));
  }

  private static List<Step> steps(
      List<ServicingPlan.PlannedUpdate> planned, Map<String, Forecast> forecasts) {
    return planned.stream()
        .map(update -> forecasts.get(update.updateId()))
        .filter(WizardSummary::goesInSomewhere)
        .map(
            forecast ->
                new Step(
                    label(forecast),
                    forecast.update().title(),
                    Wording.size(forecast.update().size()),
                    note(forecast)))
        .toList();
  }

  private static boolean goesInSomewhere(Forecast forecast) {
    return forecast.indexes().values().stream().anyMatch(WizardSummary::mayGoIn);
  }

  private static boolean mayGoIn(Assessment assessment) {
    return assessment.state() == Assessment.State.APPLICABLE
        || assessment.state() == Assessment.State.UNDETERMINED;
  }

  private static String label(Forecast forecast) {
    return forecast.update().kb() == null ? forecast.update().fileName() : forecast.update().kb();
  }

  /** In which indexes it is left out, and why it cannot be told. */
  private static String note(Forecast forecast) {
    List<String> notes = new ArrayList<>();
    forecast
        .indexes()
        .forEach(
            (index, assessment) -> {
              if (!mayGoIn(assessment)) {
                notes.add("Not in index " + index + ", " + words(assessment));
              }
            });
    forecast.indexes().values().stream()
        .filter(assessment -> assessment.state() == Assessment.State.UNDETERMINED)
        .map(assessment -> "DISM decides: " + assessment.reason())
        .findFirst()
        .ifPresent(notes::add);
    return notes.isEmpty() ? null : String.join(" ", notes);
  }

  private static String words(Assessment assessment) {
    return Badge.of(assessment.state()).text() + ": " + assessment.reason();
  }

  private List<Skipped> skipped(ServicingPlan plan, Map<String, Forecast> forecasts) {
    Stream<Skipped> replaced =
        plan.replaced().stream()
            .map(one -> new Skipped(updates.link(one.updateId()).text(), one.reason()));
    Stream<Skipped> unwanted =
        forecasts.values().stream()
            .filter(forecast -> !goesInSomewhere(forecast))
            .map(
                forecast ->
                    new Skipped(
                        label(forecast),
                        forecast.indexes().values().stream()
                            .map(WizardSummary::words)
                            .distinct()
                            .collect(Collectors.joining(" "))));
    return Stream.concat(replaced, unwanted).toList();
  }

  /** By the last run that looked; before the first one only what it will look at. */
  private String notServiced(OsImage image) {
    List<CompanionImage> found =
        runs.list(image.id(), null).stream()
            .map(Run::runNumber)
            .map(unserviced::ofRun)
            .filter(companions -> !companions.isEmpty())
            .findFirst()
            .orElse(List.of());
    if (!found.isEmpty()) {
      return "Stay as they are: "
          + found.stream()
              .map(
                  companion ->
                      companion.version() == null
                          ? companion.name()
                          : companion.name() + " " + companion.version())
              .collect(Collectors.joining(", "))
          + ". They have update files of their own.";
    }
    return (image.kind() == ImageKind.UPGRADE_PACKAGE
            ? "boot.wim and the recovery environments (WinRE) inside the indexes stay as they are."
            : "Recovery environments (WinRE) inside the indexes stay as they are.")
        + " The run says which versions they have.";
  }

  private static List<String> warnings(ServicingSchedule schedule, List<Planned> planned) {
    List<String> warnings = new ArrayList<>();
    List<Preview> previews =
        planned.stream().map(Planned::preview).filter(Objects::nonNull).toList();
    long together = previews.stream().mapToLong(one -> one.plan().needBytes()).sum();
    if (schedule.parallelImages()
        && previews.size() > 1
        && previews.stream().allMatch(Preview::fits)
        && previews.stream().anyMatch(one -> one.freeBytes() < together)) {
      warnings.add(
          "At once the images need about "
              + Wording.size(together)
              + " on one host, which is more than is free. What finds no room waits for it.");
    }
    expected(schedule, previews)
        .filter(expected -> schedule.longestDuration() != null)
        .filter(expected -> expected.compareTo(Duration.parse(schedule.longestDuration())) > 0)
        .ifPresent(
            expected ->
                warnings.add(
                    "By earlier runs it takes about "
                        + Wording.span(expected)
                        + ", longer than the maintenance window. What has not begun at its end is"
                        + " not begun, and a run that is not done by then changes nothing."));
    return warnings;
  }

  /** By earlier runs; empty where they tell of no image. */
  private static Optional<Duration> expected(ServicingSchedule schedule, List<Preview> previews) {
    Stream<Long> seconds =
        previews.stream().map(one -> one.plan().expectedSeconds()).filter(Objects::nonNull);
    return seconds
        .reduce(schedule.parallelImages() ? Math::max : Long::sum)
        .map(Duration::ofSeconds);
  }
}
