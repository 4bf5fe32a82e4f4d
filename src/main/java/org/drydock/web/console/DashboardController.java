package org.drydock.web.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The front door: what happens, what is to come, and what needs somebody's attention. */
@Controller
class DashboardController {

  private final Dashboard dashboard;

  DashboardController(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  @GetMapping("/")
  String dashboard(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("page", dashboard.page(viewer.words()));
    return "dashboard";
  }
}
