package org.drydock.web.console;

import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.web.audit.Audited;
import org.drydock.web.console.ImagesPage.ImportForm;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The images and upgrade packages as pages. */
@Controller("consoleImages")
class ImagesController {

  private final Images lists;
  private final ImageDesk desk;
  private final ImageLibrary images;

  ImagesController(Images lists, ImageDesk desk, ImageLibrary images) {
    this.lists = lists;
    this.desk = desk;
    this.images = images;
  }

  @GetMapping("/images")
  String images(
      @RequestParam(defaultValue = "") String filter,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    model.addAttribute("page", lists.page(filter, ImportForm.EMPTY, viewer.words()));
    return "images";
  }

  /** A refused form comes back with what was typed. */
  @PostMapping("/images")
  @Audited("Import image")
  String importImage(
      @RequestParam(defaultValue = "") String name,
      @RequestParam String kind,
      @RequestParam(defaultValue = "") String path,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    try {
      return "redirect:/images/" + images.startImport(name, ImageKind.ofWord(kind), path);
    } catch (BadInput | Conflict refusal) {
      Refusal.answer(model, refusal);
      model.addAttribute(
          "page",
          lists.page("", new ImportForm(name, kind, path, refusal.getMessage()), viewer.words()));
      return "images";
    }
  }

  @GetMapping("/images/{id}")
  String image(
      @PathVariable String id,
      @RequestParam(defaultValue = "status") String tab,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    model.addAttribute("page", desk.page(id, tab, viewer.words()));
    return "image";
  }

  @PostMapping("/images/{id}/rollback")
  @Audited("Roll back image")
  String rollback(@PathVariable String id, @RequestParam int version) {
    images.rollback(id, version);
    return "redirect:/images/" + id + "?tab=versions";
  }

  @PostMapping("/images/{id}/versions/{version}/keep")
  @Audited("Keep or release version")
  String keep(@PathVariable String id, @PathVariable int version, @RequestParam boolean keep) {
    images.keep(id, version, keep);
    return "redirect:/images/" + id + "?tab=versions";
  }
}
