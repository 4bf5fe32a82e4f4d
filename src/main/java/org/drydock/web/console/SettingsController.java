package org.drydock.web.console;

import java.security.Principal;
import java.util.List;
import org.drydock.notification.NotificationTargets;
import org.drydock.notification.Notifications;
import org.drydock.notification.TargetRequest;
import org.drydock.servicing.RetentionDesk;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.Retention;
import org.drydock.site.RetentionRule;
import org.drydock.site.RetentionRules;
import org.drydock.site.ServicingDrive;
import org.drydock.update.ContentKeeper;
import org.drydock.update.ScrubContent;
import org.drydock.web.audit.Audited;
import org.drydock.web.security.ApiTokenDesk;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The site's settings as a page. */
@Controller("consoleSettings")
@RequestMapping("/settings")
class SettingsController {

  private final ServicingDrive drive;
  private final Hosts hosts;
  private final Retention retention;
  private final RetentionDesk retentionDesk;
  private final ApiTokenDesk tokens;
  private final SettingsParts parts;
  private final NotificationTargets targets;
  private final Notifications notifications;
  private final ScrubContent scrub;
  private final ContentKeeper content;

  SettingsController(
      ServicingDrive drive,
      Hosts hosts,
      Retention retention,
      RetentionDesk retentionDesk,
      ApiTokenDesk tokens,
      SettingsParts parts,
      NotificationTargets targets,
      Notifications notifications,
      ScrubContent scrub,
      ContentKeeper content) {
    this.drive = drive;
    this.hosts = hosts;
    this.retention = retention;
    this.retentionDesk = retentionDesk;
    this.tokens = tokens;
    this.parts = parts;
    this.targets = targets;
    this.notifications = notifications;
    this.scrub = scrub;
    this.content = content;
  }

  @GetMapping
  String settings(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    return show(null, null, viewer, model);
  }

  @PostMapping("/servicing-drive")
  @Audited("Set servicing drive")
  String use(
      @RequestParam String drive, @ModelAttribute(binding = false) Viewer viewer, Model model) {
    return change(
        () -> this.drive.use(drive.isBlank() ? ServicingDrive.AUTOMATIC : drive), viewer, model);
  }

  /** An empty field stands for no limit. */
  @PostMapping("/retention")
  @Audited("Set retention")
  String use(
      @RequestParam(required = false) Integer runsKeep,
      @RequestParam(required = false) Integer runsDays,
      @RequestParam(required = false) Integer versionsKeep,
      @RequestParam(required = false) Integer versionsDays,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    return change(
        () ->
            retention.use(
                new RetentionRules(
                    new RetentionRule(runsKeep, runsDays),
                    new RetentionRule(versionsKeep, versionsDays))),
        viewer,
        model);
  }

  @PostMapping("/retention/apply")
  @Audited("Apply retention")
  String applyRetention() {
    retentionDesk.apply();
    return "redirect:/settings";
  }

  /** The secret is shown this once, so there is no redirect. */
  @PostMapping("/api-tokens")
  @Audited("Issue API token")
  String issue(
      @RequestParam String name,
      Principal user,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    return show(tokens.issue(name, user.getName()), null, viewer, model);
  }

  @PostMapping("/api-tokens/{id}/revoke")
  @Audited("Revoke API token")
  String revoke(@PathVariable long id) {
    tokens.revoke(id);
    return "redirect:/settings";
  }

  /** An address with http or https is a webhook, any other one e-mail. */
  @PostMapping("/notifications")
  @Audited("Add notification target")
  String add(
      @RequestParam String name,
      @RequestParam String address,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") List<String> events,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    boolean webhook = address.strip().startsWith("http");
    TargetRequest request =
        new TargetRequest(
            name,
            webhook ? address : null,
            secret.isEmpty() ? null : secret,
            webhook ? null : address,
            events);
    return change(() -> targets.create(request), viewer, model);
  }

  @PostMapping("/notifications/{id}/test")
  @Audited("Send test notification")
  String test(@PathVariable long id) {
    notifications.test(id);
    return "redirect:/settings#notifications";
  }

  @PostMapping("/notifications/{id}/remove")
  @Audited("Remove notification target")
  String remove(@PathVariable long id) {
    targets.delete(id);
    return "redirect:/settings#notifications";
  }

  @PostMapping("/content/scrub")
  @Audited("Scrub content library")
  String scrub(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    return change(scrub::begin, viewer, model);
  }

  /** What would be removed is on the page, so that people see it before. */
  @PostMapping("/content/remove-unneeded")
  @Audited("Remove update files that nothing needs")
  String removeUnneeded() {
    content.removeUnneeded(false);
    return "redirect:/settings#content";
  }

  private String change(Runnable change, Viewer viewer, Model model) {
    try {
      change.run();
      return "redirect:/settings";
    } catch (BadInput | Conflict refusal) {
      Refusal.answer(model, refusal);
      return show(null, refusal.getMessage(), viewer, model);
    }
  }

  private String show(String secret, String refusal, Viewer viewer, Model model) {
    RetentionRules rules = retention.rules();
    Wording words = viewer.words();
    List<SitePages.Token> listed =
        viewer.administrator()
            ? tokens.all().stream()
                .map(
                    token ->
                        new SitePages.Token(
                            token.id(),
                            token.name(),
                            token.user(),
                            words.moment(token.createdAt())))
                .toList()
            : null;
    model.addAttribute(
        "page",
        new SitePages.Settings(
            drive.configured(),
            drive.stagingRoot().toString(),
            Wording.size(hosts.freeRoom()),
            rule(rules.runs()),
            rule(rules.versions()),
            listed,
            secret,
            refusal));
    model.addAttribute("notices", parts.notices(words));
    model.addAttribute("content", parts.content(words));
    return "settings";
  }

  private static SitePages.Rule rule(RetentionRule rule) {
    return new SitePages.Rule(rule.keep(), rule.days());
  }
}
