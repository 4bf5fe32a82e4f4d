package org.drydock.web.console;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.servicing.Base;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.ServicingPlanner;
import org.drydock.servicing.ServicingRequest;
import org.drydock.update.Assessment;
import org.drydock.update.SoftwareUpdate;
import org.drydock.web.console.WizardPage.Done;
import org.drydock.web.console.WizardPage.Offer;
import org.drydock.web.console.WizardPage.Options;
import org.drydock.web.console.WizardPage.Plan;
import org.drydock.web.console.WizardPage.Skipped;
import org.drydock.web.console.WizardPage.Stage;
import org.drydock.web.console.WizardPage.Step;
import org.drydock.web.console.WizardPage.Summary;
import org.springframework.scheduling.support.CronExpression;
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

  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

  private final ImageLibrary images;
  private final ApplicableUpdates applicable;
  private final ServicingPlanner planner;
  private final ServicingSchedules schedules;
  private final DistributionPoints points;
  private final Runs runs;
  private final Hosts hosts;
  private final ImageNames imageNames;
  private final UpdateNames updates;

  Wizard(
      ImageLibrary images,
      ApplicableUpdates applicable,
      ServicingPlanner planner,
      ServicingSchedules schedules,
      DistributionPoints points,
      Runs runs,
      Hosts hosts,
      ImageNames imageNames,
      UpdateNames updates) {
    this.images = images;
    this.applicable = applicable;
    this.planner = planner;
    this.schedules = schedules;
    this.points = points;
    this.runs = runs;
    this.hosts = hosts;
    this.imageNames = imageNames;
    this.updates = updates;
  }

  /**
   * @throws org.drydock.site.NotFound when there is no such image
   * @throws org.drydock.site.Conflict when one cannot be serviced
   */
  WizardDraft begin(List<String> imageIds) {
    if (imageIds.isEmpty()) {
      throw new NothingPickedException("Pick at least one image, then schedule updates.");
    }
    imageIds.forEach(images::requireReady);
    return new WizardDraft(imageIds.stream().distinct().toList());
  }

  /**
   * @throws NothingPickedException when no update is picked
   */
  void requirePicks(WizardDraft draft) {
    if (draft.picks().isEmpty()) {
      throw new NothingPickedException("Pick at least one update, then go on.");
    }
  }

  /**
   * @param step one of {@link #STEPS}
   * @param refusal why it does not go on; null where it does
   */
  WizardPage page(String key, WizardDraft draft, String step, String refusal, Viewer viewer) {
    List<Offer> offers = step.equals(CHOOSE) ? offers(draft, viewer.words()) : null;
    return new WizardPage(
        key,
        "/schedule-updates",
        step,
        stages(step),
        draft.images().stream().map(imageNames.all()::link).toList(),
        draft,
        refusal,
        Wording.count(draft.picks().size(), "update picked", "updates picked"),
        offers == null ? 0 : hidden(draft, offers),
        offers,
        step.equals(SCHEDULE) ? options(draft, viewer) : null,
        step.equals(SUMMARY) ? summary(draft, viewer) : null,
        null);
  }

  WizardPage done(long scheduleId, Viewer viewer) {
    ServicingSchedule schedule = schedules.require(scheduleId);
    return new WizardPage(
        null,
        null,
        DONE,
        stages(DONE),
        schedule.images().stream().map(imageNames.all()::link).toList(),
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        new Done(
            new Link("Schedule " + scheduleId, "/schedules/" + scheduleId),
            runs.ofSchedule(scheduleId).stream()
                .map(run -> new Link("Run #" + run.runNumber(), "/runs/" + run.runNumber()))
                .toList(),
            schedule.startAt().isAfter(viewer.now())
                ? viewer.words().date(schedule.startAt()).text()
                : "now"));
  }

  /**
   * What the draft asks for.
   *
   * @throws UnusableTimeException when the time cannot be read
   */
  ScheduleRequest request(WizardDraft draft, Viewer viewer) {
    ZoneId zone = zone(draft, viewer);
    boolean now = draft.start().equals(WizardDraft.NOW);
    LocalDateTime first = now ? LocalDateTime.ofInstant(viewer.now(), zone) : time(draft.at());
    String cron =
        switch (draft.recurrence()) {
          case "weekly" -> Recurrences.weekly(first);
          case "monthly" -> Recurrences.monthly(first);
          case "cron" -> draft.cron();
          default -> null;
        };
    return new ScheduleRequest(
        draft.images(),
        List.copyOf(draft.picks()),
        now ? WizardDraft.NOW : FIELD.format(first),
        zone.getId(),
        cron == null ? null : new ScheduleRequest.Recurrence(cron, zone.getId()),
        draft.continueOnError(),
        draft.distribute(),
        draft.removeSuperseded(),
        draft.base(),
        draft.restart(),
        draft.compact());
  }

  /** Checks what can be checked before the summary is shown. */
  void check(WizardDraft draft, Viewer viewer) {
    requirePicks(draft);
    ScheduleRequest request = request(draft, viewer);
    if (draft.start().equals(WizardDraft.AT)
        && time(draft.at()).atZone(zone(draft, viewer)).toInstant().isBefore(viewer.now())) {
      throw new UnusableTimeException(
          request.start().replace('T', ' ')
              + " ("
              + request.timeZone()
              + ") has passed. Give a time to come, or choose as soon as possible.");
    }
    if (draft.recurrence().equals("cron") && !CronExpression.isValidExpression(draft.cron())) {
      throw new UnusableTimeException(
          "\""
              + draft.cron()
              + "\" is no cron expression. Give six fields: second, minute, hour,"
              + " day of month, month, day of week, such as 0 0 22 ? * TUE#2.");
    }
    draft.images().forEach(image -> plan(image, draft));
  }

  long finish(WizardDraft draft, Viewer viewer) {
    requirePicks(draft);
    return schedules.create(request(draft, viewer)).id();
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

  /** Of several images the one that wants an update most speaks for all. */
  private List<Offer> offers(WizardDraft draft, Wording words) {
    Map<String, ApplicableUpdates.Judged> merged = new LinkedHashMap<>();
    for (String image : draft.images()) {
      applicable
          .of(image, draft.filter(), draft.architecture(), draft.superseded(), draft.everything())
          .forEach(judged -> merged.merge(judged.update().id(), judged, Wizard::keener));
    }
    return merged.values().stream().map(judged -> offer(judged, draft, words)).toList();
  }

  private static ApplicableUpdates.Judged keener(
      ApplicableUpdates.Judged one, ApplicableUpdates.Judged other) {
    return one.assessment().state() == Assessment.State.APPLICABLE ? one : other;
  }

  private static Offer offer(ApplicableUpdates.Judged judged, WizardDraft draft, Wording words) {
    SoftwareUpdate update = judged.update();
    boolean plain =
        judged.assessment().state() == Assessment.State.APPLICABLE
            && !judged.assessment().reason().startsWith("Pick "); // a servicing stack as well
    return new Offer(
        update.id(),
        update.label(),
        update.title(),
        update.architecture(),
        update.classification(),
        words.day(update.releaseDate()),
        Wording.size(update.binary().size()),
        Badge.of(judged.assessment().state()),
        plain ? null : judged.assessment().reason(),
        draft.picks().contains(update.id()));
  }

  private static long hidden(WizardDraft draft, List<Offer> offers) {
    Set<String> shown = offers.stream().map(Offer::id).collect(Collectors.toSet());
    return draft.picks().stream().filter(pick -> !shown.contains(pick)).count();
  }

  private Options options(WizardDraft draft, Viewer viewer) {
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
    return new Options(
        viewer.zone().getId(),
        several.isEmpty()
            ? null
            : "Not offered: "
                + String.join(", ", several)
                + ", and it is possible only with one. Import a single index as an image of its own.",
        points.all().stream().map(DistributionPoint::name).collect(Collectors.joining(", ")));
  }

  private Summary summary(WizardDraft draft, Viewer viewer) {
    ScheduleRequest request = request(draft, viewer);
    List<String> options = new ArrayList<>();
    options.add(
        draft.continueOnError()
            ? "Continue on error"
            : "Stop at the first error; nothing is changed then");
    if (draft.distribute()) {
      options.add("Update distribution points with the image");
    }
    if (draft.removeSuperseded()) {
      options.add("Remove superseded updates after the image is updated");
    }
    if (draft.compact()) {
      options.add("Compact the image where that shrinks it by more than a tenth");
    }
    if (draft.restart()) {
      options.add("Start again when the host is lost");
    }
    String zone = " (" + request.timeZone() + ")";
    String when =
        request.start().equals(WizardDraft.NOW)
            ? "As soon as possible"
            : request.start().replace('T', ' ') + zone;
    if (request.recurrence() != null) {
      when +=
          ", then "
              + Recurrences.words(request.recurrence().cron(), request.recurrence().timeZone());
    }
    return new Summary(
        draft.images().stream().map(image -> plan(image, draft)).toList(), when, options);
  }

  private Plan plan(String imageId, WizardDraft draft) {
    OsImage image = images.requireReady(imageId);
    ServicingPlan plan =
        planner.plan(
            new ServicingRequest(
                imageId,
                List.copyOf(draft.picks()),
                draft.continueOnError(),
                draft.distribute(),
                draft.removeSuperseded(),
                draft.compact(),
                Base.parse(draft.base()),
                null,
                ""));
    Map<String, Skipped> unwanted = unwanted(imageId);
    long free = hosts.freeRoom();
    return new Plan(
        new Link(image.name(), "/images/" + imageId),
        (draft.base().equals("original") ? "original version " : "current version ")
            + plan.baseVersion(),
        Wording.count(plan.indexes().size(), "index", "indexes"),
        steps(plan.first(), unwanted),
        steps(plan.afterCleanUp(), unwanted),
        Stream.concat(
                replaced(plan),
                plan.updates().stream()
                    .map(update -> unwanted.get(update.updateId()))
                    .filter(Objects::nonNull))
            .toList(),
        plan.outdated().stream().map(ServicingPlan.OutdatedUpdate::reason).toList(),
        Wording.size(plan.needBytes()),
        Wording.size(free),
        free < plan.needBytes()
            ? "The servicing drive has not enough room now. The run would wait for it; free some, or set another drive."
            : null);
  }

  private static Step step(PlannedUpdate update) {
    return new Step(
        update.kb() == null ? update.fileName() : update.kb(),
        update.title(),
        Wording.size(update.size()));
  }

  private Stream<Skipped> replaced(ServicingPlan plan) {
    return plan.replaced().stream()
        .map(replaced -> new Skipped(updates.link(replaced.updateId()).text(), replaced.reason()));
  }

  /** What the run will find needless or impossible, as far as the metadata tells; by id. */
  private Map<String, Skipped> unwanted(String imageId) {
    return applicable.of(imageId, "", "all", true, true).stream()
        .filter(one -> one.assessment().state() != Assessment.State.APPLICABLE)
        .filter(one -> one.assessment().state() != Assessment.State.UNDETERMINED)
        .collect(
            Collectors.toMap(
                one -> one.update().id(),
                one ->
                    new Skipped(
                        one.update().label(),
                        Badge.of(one.assessment().state()).text()
                            + ": "
                            + one.assessment().reason()),
                (first, second) -> first));
  }

  private static List<Step> steps(List<PlannedUpdate> planned, Map<String, Skipped> unwanted) {
    return planned.stream()
        .filter(update -> !unwanted.containsKey(update.updateId()))
        .map(Wizard::step)
        .toList();
  }

  private static ZoneId zone(WizardDraft draft, Viewer viewer) {
    return draft.zone().equals("utc") ? ZoneId.of("UTC") : viewer.zone();
  }

  private static LocalDateTime time(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new UnusableTimeException(
          text.isBlank()
              ? "Give the date and time at which to start, or choose as soon as possible."
              : "\"" + text + "\" is no date and time. Give one such as 2027-01-13T22:00.");
    }
  }
}
