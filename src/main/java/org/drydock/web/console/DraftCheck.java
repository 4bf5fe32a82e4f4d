package org.drydock.web.console;

import java.util.Map;
import java.util.Set;
import org.drydock.schedule.ScheduleException;
import org.drydock.schedule.SchedulePreview;
import org.drydock.servicing.CleanUpNotPossibleException;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.springframework.stereotype.Component;

/**
 * Says what is wrong with a draft of the wizard, by the field that it is about; under the empty
 * name what is about no field of that step.
 */
@Component
class DraftCheck {

  private static final Set<String> FIELDS_OF_CHOOSING =
      Set.of("images", "updates", "ruleFilter", "olderThan");

  private final SchedulePreview preview;

  DraftCheck(SchedulePreview preview) {
    this.preview = preview;
  }

  /** What is wrong in the step of choosing updates; empty where nothing is. */
  Map<String, String> choosing(WizardDraft draft) {
    Map<String, String> problems = DraftRequest.problemsOf(draft);
    if (problems.isEmpty() && draft.updates().byRule()) {
      try {
        preview.check(DraftRequest.rule(draft.updates()));
      } catch (ScheduleException refusal) {
        problems.put(DraftRequest.field(refusal, draft.times()), refusal.getMessage());
      }
    }
    return problems;
  }

  /** Whether all that was typed into the step of scheduling can be read. */
  boolean isReadable(WizardDraft draft) {
    return DraftRequest.problemsOf(draft.times()).isEmpty()
        && DraftRequest.problemsOf(draft.options()).isEmpty();
  }

  /** What is wrong in the step of scheduling, or only shows there; empty where nothing is. */
  Map<String, String> scheduling(WizardDraft draft) {
    Map<String, String> problems = times(draft.times());
    problems.putAll(DraftRequest.problemsOf(draft.options()));
    choosing(draft).values().forEach(problem -> problems.put("", problem));
    if (problems.isEmpty()) {
      try {
        preview.of(DraftRequest.of(draft));
      } catch (BadInput | Conflict | NotFound refusal) {
        problems.putAll(scheduling(draft, refusal));
      }
    }
    return problems;
  }

  /** What a refusal of the whole draft means in the step of scheduling. */
  Map<String, String> scheduling(WizardDraft draft, RuntimeException refusal) {
    if (refusal instanceof CleanUpNotPossibleException) {
      return Map.of("removeSuperseded", refusal.getMessage());
    }
    if (refusal instanceof ScheduleException wrong) {
      String field = DraftRequest.field(wrong, draft.times());
      return Map.of(FIELDS_OF_CHOOSING.contains(field) ? "" : field, wrong.getMessage());
    }
    return Map.of("", refusal.getMessage());
  }

  /**
   * What is wrong while it is being typed into the step of scheduling; what is missing yet is not.
   *
   * @param form with what is typed so far
   */
  Map<String, String> typing(WizardDraft draft, Form form) {
    Map<String, String> problems = times(draft.times());
    problems.putAll(DraftRequest.problemsOf(draft.options()));
    problems.keySet().removeIf(field -> form.text(field).isEmpty());
    return problems;
  }

  /** What is wrong with the times; empty where nothing is. */
  Map<String, String> times(DraftTimes times) {
    Map<String, String> problems = DraftRequest.problemsOf(times);
    if (problems.isEmpty()) {
      try {
        preview.dates(DraftRequest.of(times));
      } catch (ScheduleException refusal) {
        problems.put(DraftRequest.field(refusal, times), refusal.getMessage());
      }
    }
    return problems;
  }
}
