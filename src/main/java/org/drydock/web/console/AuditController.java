package org.drydock.web.console;

import org.drydock.site.AuditEntry;
import org.drydock.site.AuditTrail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Who changed what, when, as a page. */
@Controller("consoleAudit")
class AuditController {

  private final AuditTrail trail;

  AuditController(AuditTrail trail) {
    this.trail = trail;
  }

  @GetMapping("/audit")
  String audit(
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(required = false) Long before,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    AuditTrail.Page page = trail.search(filter, before, AuditTrail.DEFAULT_SIZE);
    Wording words = viewer.words();
    String here =
        UriComponentsBuilder.fromPath("/audit")
            .queryParam("filter", "{filter}")
            .encode()
            .buildAndExpand(filter)
            .toUriString();
    model.addAttribute(
        "page",
        new SitePages.Audit(
            filter,
            page.items().stream().map(entry -> entry(entry, words)).toList(),
            before == null ? null : here,
            page.next() == null ? null : here + "&before=" + page.next()));
    return "audit";
  }

  private static SitePages.Entry entry(AuditEntry entry, Wording words) {
    return new SitePages.Entry(
        words.moment(entry.time()),
        entry.user(),
        entry.action(),
        entry.object() == null ? null : new Link(entry.object(), address(entry)),
        entry.done() ? new Badge("ok", "done") : new Badge("bad", "refused"),
        entry.reason());
  }

  /** Where the object is shown; null for what has no page. */
  private static String address(AuditEntry entry) {
    String object = entry.object().split(",", 2)[0];
    if (object.matches("DRY\\d+")) {
      return "/images/" + object;
    }
    return entry.action().contains("run") && object.matches("\\d+") ? "/runs/" + object : null;
  }
}
