package org.drydock.web.console;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One step of the wizard <em>Schedule updates</em>.
 *
 * @param key of the draft
 * @param title what the wizard does
 * @param editing whether it changes a schedule that exists
 * @param errors why it does not go on, by field; under the empty name what is about no field
 * @param choosing null on other steps, as those that follow
 */
record WizardPage(
    String key,
    String title,
    boolean editing,
    String step,
    List<Stage> stages,
    List<Link> images,
    WizardDraft draft,
    Map<String, String> errors,
    Choosing choosing,
    Scheduling scheduling,
    Summary summary,
    Done done) {

  private static final Set<String> TIMES = Set.of("at", "days", "cron", "time", "zone", "firstAt");

  /** What is wrong with a field; null where nothing is. */
  public String error(String field) {
    return errors.get(field);
  }

  /** Whether it is the field to begin mending with. */
  public boolean isFirst(String field) {
    return errors.keySet().stream().filter(name -> !name.isEmpty()).findFirst().stream()
        .anyMatch(field::equals);
  }

  /** Whether no dates can be told because of what stands beside a field. */
  public boolean hasWrongTimes() {
    return errors.keySet().stream().anyMatch(TIMES::contains);
  }

  /**
   * @param tone done, now or next
   */
  record Stage(int number, String name, String tone) {}

  /**
   * The step of choosing.
   *
   * @param images all that can be serviced
   * @param picked how many updates are picked, in words
   * @param hidden the ids of those of them that the filter hides
   * @param today what a rule would choose for each image; empty where none chooses
   */
  record Choosing(
      List<ImageBox> images,
      String picked,
      List<String> hidden,
      List<Offer> offers,
      List<Classification> classifications,
      List<String> products,
      List<Today> today) {}

  record ImageBox(String id, String name, String about, boolean picked) {}

  record Classification(String name, boolean picked) {}

  /**
   * An update to choose.
   *
   * @param reason why it is not simply applicable; null where it is
   */
  record Offer(
      String id,
      String label,
      String title,
      String architecture,
      String classification,
      Moment released,
      String size,
      Badge state,
      String reason,
      boolean picked) {}

  /**
   * What a rule would choose for an image if it ran today.
   *
   * @param reason why nothing; null where something
   * @param missing what it wants and is not here, with the reasons
   */
  record Today(Link image, List<UpdateLine> updates, String reason, List<String> missing) {}

  record UpdateLine(String label, String title) {}

  /**
   * The step of scheduling.
   *
   * @param usualZones the time zones that are chosen most
   * @param own the time zone of the one who looks at it
   * @param removeSupersededNot why superseded updates cannot be removed; null where they can
   * @param points the distribution points, in words
   */
  record Scheduling(
      List<String> usualZones,
      List<String> zones,
      String own,
      String removeSupersededNot,
      String points,
      boolean several,
      Dates dates) {}

  /**
   * When it would begin.
   *
   * @param missing what is to be given before dates can be told; null where they can
   * @param own the dates in the time zone of the one who reads them; empty where it is that one
   */
  record Dates(List<String> dates, List<String> own, String zone, String missing) {}

  /**
   * What will happen, before it is asked for.
   *
   * @param rule which updates each occurrence chooses, in words; empty where they are fixed
   */
  record Summary(
      String when,
      Dates dates,
      List<String> rule,
      List<String> options,
      List<String> warnings,
      List<Plan> plans) {}

  /**
   * What will happen to one image.
   *
   * @param nothing why there is nothing to do, or why it is not possible; null where it is
   * @param missing what a rule wants and does not have, with the reasons
   * @param work null where there is nothing to do
   */
  record Plan(Link image, String nothing, boolean refused, List<String> missing, Work work) {}

  /**
   * @param outdated what is applied although something supersedes it, a sentence each
   * @param added what is applied although nobody picked it, with the reasons
   * @param need estimated room
   * @param shortOfRoom why the room is not enough; null where it is
   * @param expected how long it takes, by earlier runs; null where none tells
   * @param notServiced what stays as it is
   */
  record Work(
      String base,
      String indexes,
      List<Step> first,
      List<Step> afterCleanUp,
      List<Skipped> skipped,
      List<String> outdated,
      List<String> added,
      String need,
      String free,
      String drive,
      String shortOfRoom,
      String expected,
      String notServiced) {}

  /**
   * @param note in which indexes it is left out, or why it cannot be told; null for nothing
   */
  record Step(String label, String title, String size, String note) {}

  record Skipped(String label, String reason) {}

  /**
   * It is scheduled.
   *
   * @param changed whether it was there before
   */
  record Done(Link schedule, boolean changed, List<Link> runs, String when) {}
}
