package org.drydock.web.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.drydock.web.audit.AuditInterceptor;
import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The wizard <em>Schedule updates</em>. Each step is an address of its own; what was chosen is in
 * the session under the key in the address, so that two wizards do not disturb each other.
 */
@Controller
class WizardController {

  private static final String DRAFT = "drydock-wizard-";
  private static final String ERRORS = "errors";
  private static final String NEXT = "next";
  private static final String BACK = "back";
  private static final String LOOK = "look";
  private static final int MOST_DRAFTS = 20;

  private final Wizard wizard;

  WizardController(Wizard wizard) {
    this.wizard = wizard;
  }

  @GetMapping("/images/{id}/schedule-updates")
  String beginForOne(
      @PathVariable String id,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request) {
    return begin(wizard.begin(List.of(id), viewer), request);
  }

  @GetMapping("/schedules/{id}/edit")
  String beginToChange(@PathVariable long id, HttpServletRequest request) {
    return begin(wizard.change(id), request);
  }

  /** Without a key it begins with the images that are named. */
  @GetMapping("/schedule-updates")
  String step(
      @RequestParam(defaultValue = "") List<String> image,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = Wizard.CHOOSE) String step,
      @RequestParam(required = false) Long schedule,
      @RequestParam(defaultValue = "false") boolean changed,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request,
      Model model) {
    if (schedule != null) {
      return show(wizard.done(schedule, changed, viewer), model);
    }
    if (key.isEmpty()) {
      return begin(wizard.begin(image, viewer), request);
    }
    WizardDraft draft = draft(key, request);
    boolean reached = Wizard.STEPS.subList(0, 3).contains(step) && wizard.reaches(draft, step);
    return reached
        ? show(wizard.page(key, draft, step, errors(model), viewer), model)
        : "redirect:/schedule-updates?key=" + key;
  }

  /**
   * Takes over what a step's form says, and leads to the next step, or back. {@code look} only
   * shows what the form means so far.
   */
  @PostMapping("/schedule-updates")
  @Audited(Audited.NOTHING)
  String go(
      @RequestParam String key,
      @RequestParam String step,
      @RequestParam(defaultValue = NEXT) String go,
      @RequestParam MultiValueMap<String, String> form,
      @ModelAttribute(binding = false) Viewer viewer,
      HttpServletRequest request,
      Model model,
      RedirectAttributes flash) {
    Form typed = new Form(form);
    WizardDraft draft = with(typed, step, draft(key, request));
    if (go.equals(LOOK)) {
      return show(
          wizard.page(key, draft, step, wizard.problemsOfTyping(draft, step, typed), viewer),
          model);
    }
    request.getSession().setAttribute(DRAFT + key, draft);
    if (go.equals(NEXT)) {
      Map<String, String> problems = wizard.problems(draft, step);
      if (!problems.isEmpty()) {
        return back(key, step, problems, flash);
      }
    }
    int at = Wizard.STEPS.indexOf(step);
    int target = go.equals(NEXT) ? at + 1 : go.equals(BACK) ? at - 1 : at;
    return address(key, Wizard.STEPS.get(Math.max(0, Math.min(target, 2))));
  }

  @PostMapping("/schedule-updates/finish")
  @Audited("Schedule updates")
  String finish(@RequestParam String key, HttpServletRequest request, RedirectAttributes flash) {
    return finish(key, "", request, flash);
  }

  @PostMapping("/schedule-updates/change")
  @Audited("Change schedule")
  String change(@RequestParam String key, HttpServletRequest request, RedirectAttributes flash) {
    return finish(key, "&changed=true", request, flash);
  }

  private String finish(
      String key, String suffix, HttpServletRequest request, RedirectAttributes flash) {
    WizardDraft draft = draft(key, request);
    Map<String, String> problems = wizard.problems(draft, Wizard.SCHEDULE);
    if (problems.isEmpty()) {
      try {
        long schedule = wizard.finish(draft);
        request.getSession().removeAttribute(DRAFT + key);
        request.setAttribute(AuditInterceptor.OBJECT, Long.toString(schedule));
        return "redirect:/schedule-updates?schedule=" + schedule + suffix;
      } catch (BadInput | Conflict | NotFound refusal) {
        problems = wizard.problems(draft, refusal);
      }
    }
    request.setAttribute(AuditInterceptor.REFUSAL, problems.values().iterator().next());
    return back(key, Wizard.SCHEDULE, problems, flash);
  }

  private static WizardDraft with(Form form, String step, WizardDraft draft) {
    return switch (step) {
      case Wizard.CHOOSE -> draft.choosing(form);
      case Wizard.SCHEDULE -> draft.scheduling(form);
      default -> draft;
    };
  }

  private static String show(WizardPage page, Model model) {
    model.addAttribute("page", page);
    return "wizard";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> errors(Model model) {
    return model.getAttribute(ERRORS) instanceof Map<?, ?> errors
        ? (Map<String, String>) errors
        : Map.of();
  }

  /** A page that was posted would be in the way of the browser's back, so it is led to anew. */
  private static String back(
      String key, String step, Map<String, String> errors, RedirectAttributes flash) {
    flash.addFlashAttribute(ERRORS, errors);
    return address(key, step);
  }

  private static String address(String key, String step) {
    return "redirect:/schedule-updates?key=" + key + "&step=" + step;
  }

  private static String begin(WizardDraft draft, HttpServletRequest request) {
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
}
