package org.drydock.web.console;

import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The catalogue of updates as pages. */
@Controller("consoleUpdates")
@RequestMapping("/updates")
class UpdatesController {

  private final Updates updates;

  UpdatesController(Updates updates) {
    this.updates = updates;
  }

  @GetMapping
  String updates(
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "all") String architecture,
      @RequestParam(defaultValue = "false") boolean superseded,
      @RequestParam(defaultValue = "") String classification,
      @RequestParam(defaultValue = "") String product,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) String after,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    model.addAttribute(
        "page",
        updates.page(
            new UpdatesPage.Search(
                filter, architecture, superseded, classification, product, state, after),
            viewer.words()));
    return "updates";
  }

  @GetMapping("/{id}")
  String update(
      @PathVariable String id, @ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("page", updates.page(id, viewer.words()));
    return "update";
  }

  @PostMapping("/{id}/download")
  @Audited("Download update files")
  String download(@PathVariable String id) {
    updates.download(id);
    return "redirect:/updates/" + id;
  }

  @PostMapping("/synchronize")
  @Audited("Synchronise updates")
  String synchronize() {
    updates.synchronize();
    return "redirect:/updates#report";
  }
}
