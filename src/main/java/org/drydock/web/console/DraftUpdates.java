package org.drydock.web.console;

import java.io.Serializable;
import java.util.List;

/**
 * Which updates a draft of the wizard asks for, as it was typed. What belongs to the other way of
 * choosing is kept, so that nothing is lost by looking at it.
 *
 * @param byRule whether a rule chooses them, instead of {@code picks}
 * @param picks the ids of the updates that are picked
 * @param filter which updates are shown to pick from
 * @param everything whether those are shown, too, that are installed or do not fit
 */
record DraftUpdates(
    boolean byRule,
    List<String> picks,
    String filter,
    String architecture,
    boolean superseded,
    boolean everything,
    String ruleFilter,
    String ruleProduct,
    List<String> ruleClassifications,
    String olderThan)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing is picked yet; a rule would take security updates and rollups. */
  static final DraftUpdates NONE =
      new DraftUpdates(
          false,
          List.of(),
          "",
          "all",
          false,
          false,
          "",
          "",
          List.of("Security Update", "Update Rollup"),
          "0");

  static DraftUpdates of(Form form) {
    return new DraftUpdates(
        form.text("way").equals("rule"),
        form.all("update"),
        form.text("filter"),
        form.choice("architecture", "all", "x64", "x86", "arm64"),
        form.on("superseded"),
        form.on("everything"),
        form.text("ruleFilter"),
        form.text("ruleProduct"),
        form.all("classification"),
        form.text("olderThan"));
  }

  DraftUpdates picking(List<String> updates) {
    return new DraftUpdates(
        false,
        List.copyOf(updates),
        filter,
        architecture,
        superseded,
        everything,
        ruleFilter,
        ruleProduct,
        ruleClassifications,
        olderThan);
  }
}
