package org.drydock.web.console;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/**
 * What somebody has chosen in the wizard so far. It is in his session, so that going back and
 * forward, a reload or a refusal loses nothing.
 */
class WizardDraft implements Serializable {

  private static final long serialVersionUID = 1L;

  static final String NOW = "now";
  static final String AT = "at";

  private final ArrayList<String> images;
  private final LinkedHashSet<String> picks = new LinkedHashSet<>();
  private String filter = "";
  private String architecture = "all";
  private boolean superseded;
  private boolean everything;
  private String start = NOW;
  private String at = "";
  private String zone = "local";
  private String recurrence = "once";
  private String cron = "";
  private String base = "current";
  private boolean continueOnError;
  private boolean distribute;
  private boolean removeSuperseded;
  private boolean compact = true;
  private boolean restart;

  WizardDraft(List<String> images) {
    this.images = new ArrayList<>(images);
  }

  /**
   * Takes over the fields of the step of choosing.
   *
   * @param form with the ids of all updates it showed, so that picks that a filter hides stay
   */
  void choose(MultiValueMap<String, String> form) {
    filter = text(form, "filter", "");
    architecture = text(form, "architecture", "all");
    superseded = form.containsKey("superseded");
    everything = form.containsKey("everything");
    picks.removeAll(form.getOrDefault("shown", List.of()));
    picks.addAll(form.getOrDefault("update", List.of()));
  }

  /** Takes over the fields of the step of scheduling. */
  void schedule(MultiValueMap<String, String> form) {
    start = text(form, "start", NOW);
    at = text(form, "at", "");
    zone = text(form, "zone", "local");
    recurrence = text(form, "recurrence", "once");
    cron = text(form, "cron", "");
    base = text(form, "base", "current");
    continueOnError = form.containsKey("continueOnError");
    distribute = form.containsKey("distribute");
    removeSuperseded = form.containsKey("removeSuperseded");
    compact = form.containsKey("compact");
    restart = form.containsKey("restart");
  }

  private static String text(MultiValueMap<String, String> form, String name, String otherwise) {
    String value = form.getFirst(name);
    return value == null ? otherwise : value.strip();
  }

  public List<String> images() {
    return images;
  }

  public Set<String> picks() {
    return picks;
  }

  public String filter() {
    return filter;
  }

  public String architecture() {
    return architecture;
  }

  public boolean superseded() {
    return superseded;
  }

  public boolean everything() {
    return everything;
  }

  public String start() {
    return start;
  }

  public String at() {
    return at;
  }

  public String zone() {
    return zone;
  }

  public String recurrence() {
    return recurrence;
  }

  public String cron() {
    return cron;
  }

  public String base() {
    return base;
  }

  public boolean continueOnError() {
    return continueOnError;
  }

  public boolean distribute() {
    return distribute;
  }

  public boolean removeSuperseded() {
    return removeSuperseded;
  }

  public boolean compact() {
    return compact;
  }

  public boolean restart() {
    return restart;
  }
}
