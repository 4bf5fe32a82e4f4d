package org.drydock.web.console;

import java.io.Serializable;
import java.util.List;

/**
 * What somebody has chosen in the wizard so far. It is in his session, so that going back and
 * forward, a reload or a refusal loses nothing.
 *
 * @param schedule the number of the schedule that is changed; null for a new one
 */
record WizardDraft(
    Long schedule,
    List<String> images,
    DraftUpdates updates,
    DraftTimes times,
    DraftOptions options)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** With the fields of the step of choosing. */
  WizardDraft choosing(Form form) {
    return new WizardDraft(schedule, form.all("image"), DraftUpdates.of(form), times, options);
  }

  /** With the fields of the step of scheduling. */
  WizardDraft scheduling(Form form) {
    return new WizardDraft(schedule, images, updates, DraftTimes.of(form), DraftOptions.of(form));
  }
}
