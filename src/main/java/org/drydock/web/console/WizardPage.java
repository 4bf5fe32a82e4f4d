package org.drydock.web.console;

import java.util.List;

/**
 * One step of the wizard <em>Schedule updates</em>.
 *
 * @param key of the draft
 * @param refusal why it does not go on; null where it does
 * @param picked how many updates are picked, in words
 * @param hidden how many of them the filter hides
 */
record WizardPage(
    String key,
    String action,
    String step,
    List<Stage> stages,
    List<Link> images,
    WizardDraft draft,
    String refusal,
    String picked,
    long hidden,
    List<Offer> offers,
    Options options,
    Summary summary,
    Done done) {

  /**
   * @param tone done, now or next
   */
  record Stage(int number, String name, String tone) {}

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
   * What can be chosen of the options.
   *
   * @param removeSupersededNot why superseded updates cannot be removed; null where they can
   * @param points the distribution points, in words
   */
  record Options(String zone, String removeSupersededNot, String points) {}

  /** What will happen, before it is asked for. */
  record Summary(List<Plan> plans, String when, List<String> options) {}

  /**
   * What will happen to one image.
   *
   * @param outdated what is applied although something supersedes it, a sentence each
   * @param need estimated room
   * @param short why the room is not enough; null where it is
   */
  record Plan(
      Link image,
      String base,
      String indexes,
      List<Step> first,
      List<Step> afterCleanUp,
      List<Skipped> skipped,
      List<String> outdated,
      String need,
      String free,
      String shortOfRoom) {}

  record Step(String label, String title, String size) {}

  record Skipped(String label, String reason) {}

  /** It is scheduled. */
  record Done(Link schedule, List<Link> runs, String when) {}
}
