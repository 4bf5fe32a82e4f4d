package org.drydock.web.console;

import java.io.Serializable;

/**
 * How a draft of the wizard is to be carried out, as it was typed.
 *
 * @param name empty for none
 * @param base current or original
 * @param restart whether a run starts again when its host is lost
 * @param parallel whether several images are serviced at once
 * @param window the longest an occurrence may last, in {@code windowUnit}; empty for no limit
 * @param windowUnit SECONDS, MINUTES, HOURS or DAYS
 * @param missed run-once or skip
 * @param failures in a row that disable the schedule; 0 for any number
 */
record DraftOptions(
    String name,
    String base,
    boolean continueOnError,
    boolean distribute,
    boolean removeSuperseded,
    boolean compact,
    boolean restart,
    boolean parallel,
    String window,
    String windowUnit,
    String missed,
    String failures)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  static final DraftOptions USUAL =
      new DraftOptions(
          "", "current", false, false, false, true, false, false, "", "HOURS", "run-once", "3");

  static DraftOptions of(Form form) {
    return new DraftOptions(
        form.text("name"),
        form.choice("base", "current", "original"),
        form.on("continueOnError"),
        form.on("distribute"),
        form.on("removeSuperseded"),
        form.on("compact"),
        form.on("restart"),
        form.text("order").equals("parallel"),
        form.text("window"),
        form.choice("windowUnit", "HOURS", "MINUTES", "DAYS", "SECONDS"),
        form.choice("missed", "run-once", "skip"),
        form.text("failures"));
  }
}
