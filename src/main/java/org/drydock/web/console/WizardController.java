package org.drydock.web.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The wizard <em>Schedule updates</em>. Each step is an address of its own; what was chosen is in
 * the session under the key in the address, so that two wizards do not disturb each other.
 */
@Controller
class WizardController {

  private static final String DRAFT = "drydock-wizard-";
  private static final int MOST_DRAFTS = 20;

  private final Wizard wizard;

  WizardController(Wizard wizard) {
    this.wizard = wizard;
  }

  @GetMapping("/images/{id}/schedule-updates")
  String beginForOne(@PathVariable String id, HttpServletRequest request) {
    return begin(List.of(id), request);
  }

  /** Without a key it begins with the images that are named. */
  @GetMapping("/schedule-updates")
  String step(
      @RequestParam(defaultValue = "") List<String> image,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = Wizard.CHOOSE) String step,
      @RequestParam(required = false) Long schedule,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request,
      Model model) {
    if (schedule != null) {
      model.addAttribute("page", wizard.done(schedule, viewer));
      return "wizard";
    }
    if (key.isEmpty()) {
      return begin(image, request);
    }
    WizardDraft draft = draft(key, request);
    if (!Wizard.STEPS.subList(0, 3).contains(step)) {
      return "redirect:/schedule-updates?key=" + key;
    }
    return show(key, draft, draft.picks().isEmpty() ? Wizard.CHOOSE : step, null, viewer, model);
  }

  /** Takes over what a step's form says, and leads to the next step, or back. */
  @PostMapping("/schedule-updates")
  @Audited(Audited.NOTHING)
  String go(
      @RequestParam String key,
      @RequestParam String step,
      @RequestParam(defaultValue = "next") String go,
      @RequestParam MultiValueMap<String, String> form,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request,
      Model model) {
    WizardDraft draft = draft(key, request);
    if (step.equals(Wizard.CHOOSE)) {
      draft.choose(form);
    } else if (step.equals(Wizard.SCHEDULE)) {
      draft.schedule(form);
    }
    request.getSession().setAttribute(DRAFT + key, draft); // so that it is kept over a restart
    int at = Wizard.STEPS.indexOf(step);
    int target = go.equals("next") ? at + 1 : go.equals("back") ? at - 1 : at;
    try {
      if (go.equals("next") && step.equals(Wizard.CHOOSE)) {
        wizard.requirePicks(draft);
      } else if (go.equals("next") && step.equals(Wizard.SCHEDULE)) {
        wizard.check(draft, viewer);
      }
    } catch (BadInput | Conflict refusal) {
      Refusal.answer(model, refusal);
      return show(key, draft, step, refusal.getMessage(), viewer, model);
    }
    return "redirect:/schedule-updates?key="
        + key
        + "&step="
        + Wizard.STEPS.get(Math.max(0, Math.min(target, 2)));
  }

  @PostMapping("/schedule-updates/finish")
  @Audited("Schedule updates")
  String finish(
      @RequestParam String key,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request,
      Model model) {
    WizardDraft draft = draft(key, request);
    try {
      long schedule = wizard.finish(draft, viewer);
      request.getSession().removeAttribute(DRAFT + key);
      return "redirect:/schedule-updates?schedule=" + schedule;
    } catch (BadInput | Conflict refusal) {
      Refusal.answer(model, refusal);
      return show(key, draft, Wizard.SCHEDULE, refusal.getMessage(), viewer, model);
    }
  }

  private String begin(List<String> images, HttpServletRequest request) {
    WizardDraft draft = wizard.begin(images);
    HttpSession session = request.getSession();
    List<String> drafts =
        new ArrayList<>(
            Collections.list(session.getAttributeNames()).stream()
                .filter(name -> name.startsWith(DRAFT))
                .toList());
    if (drafts.size() >= MOST_DRAFTS) { // of wizards that were left in the middle
      drafts.forEach(session::removeAttribute);
    }
    String key = UUID.randomUUID().toString();
    session.setAttribute(DRAFT + key, draft);
    return "redirect:/schedule-updates?key=" + key;
  }

  private static WizardDraft draft(String key, HttpServletRequest request) {
    if (request.getSession().getAttribute(DRAFT + key) instanceof WizardDraft draft) {
      return draft;
    }
    throw new DraftNotFoundException();
  }

  private String show(
      String key, WizardDraft draft, String step, String refusal, Viewer viewer, Model model) {
    model.addAttribute("page", wizard.page(key, draft, step, refusal, viewer));
    return "wizard";
  }
}
