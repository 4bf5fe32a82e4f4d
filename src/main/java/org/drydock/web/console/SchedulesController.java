package org.drydock.web.console;

import org.drydock.schedule.ServicingSchedules;
import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The schedules as pages. */
@Controller("consoleSchedules")
@RequestMapping("/schedules")
class SchedulesController {

  private final Schedules pages;
  private final ServicingSchedules schedules;

  SchedulesController(Schedules pages, ServicingSchedules schedules) {
    this.pages = pages;
    this.schedules = schedules;
  }

  @GetMapping
  String schedules(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("page", pages.page(viewer.words()));
    return "schedules";
  }

  @GetMapping("/{id}")
  String schedule(
      @PathVariable long id, @ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("page", pages.page(id, viewer.words()));
    return "schedule";
  }

  @PostMapping("/{id}/run-now")
  @Audited("Run schedule now")
  String runNow(@PathVariable long id) {
    schedules.runNow(id);
    return "redirect:/schedules/" + id;
  }

  @PostMapping("/{id}/pause")
  @Audited("Pause schedule")
  String pause(@PathVariable long id) {
    schedules.pause(id);
    return "redirect:/schedules/" + id;
  }

  @PostMapping("/{id}/resume")
  @Audited("Resume schedule")
  String resume(@PathVariable long id) {
    schedules.resume(id);
    return "redirect:/schedules/" + id;
  }

  @PostMapping("/{id}/delete")
  @Audited("Delete schedule")
  String delete(@PathVariable long id) {
    schedules.delete(id);
    return "redirect:/schedules";
  }
}
