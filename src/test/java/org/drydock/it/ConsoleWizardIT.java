package org.drydock.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;
import static org.drydock.it.SampleUpdate.WRONG_PAYLOAD;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The wizard in a browser, on a server that really services images. */
@WholeServer
class ConsoleWizardIT {

  /** What WCAG asks of text at level AA. */
  private static final double AA = 4.5;

  private static final LocatorAssertions.IsVisibleOptions IN_A_MINUTE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private static final LocatorAssertions.ContainsTextOptions WITHIN_A_MINUTE =
      new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

  @LocalServerPort int port;
  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;

  @AfterEach
  void openTheGates() {
    dism.openAll();
  }

  @Test
  void updatesAreScheduledWithTheWizard_watchedToTheEnd_andRolledBack() {
    String image = samples.importsOneIndex();
    samples.update(SERVICING_STACK);
    try (Visitor visitor = Visitor.administrator(port);
        Visitor watcher = Visitor.administrator(port)) {
      watcher.open("/images");
      Page page = visitor.open("/images/" + image + "/schedule-updates");
      visitor.button("Next: set schedule").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Pick at least one update");

      page.getByLabel("KB5990100").check();
      page.getByLabel("Filter updates").fill("KB5990103");
      assertThat(page.getByLabel("KB5990100")).hasCount(0);
      page.getByLabel("KB5990103").check();
      assertThat(page.locator("#offers")).containsText("1 of them not shown");
      visitor.button("Next: set schedule").click();

      page.getByLabel("At a date and time").check();
      page.getByLabel("Date and time", new Page.GetByLabelOptions().setExact(true))
          .fill("2020-01-01T10:00");
      page.getByLabel("Continue on error").check();
      visitor.button("Next: summary").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("lies in the past");
      assertThat(page.getByLabel("Continue on error")).isChecked();
      page.getByLabel("As soon as possible").check();
      page.getByLabel("Remove superseded updates").check();
      visitor.button("Next: summary").click();

      assertThat(visitor.heading("Summary")).isVisible();
      assertThat(page.locator("ol.steps").first()).containsText("KB5990100");
      assertThat(page.locator("main")).containsText("After the clean-up");
      page.goBack();
      assertThat(page.getByLabel("Continue on error")).isChecked();
      page.getByLabel("Remove superseded updates").uncheck();
      visitor.button("Next: summary").click();
      assertThat(page.locator("ol.steps li")).containsText(new String[] {"KB5990100", "KB5990103"});
      assertThat(page.locator("main")).not().containsText("After the clean-up");
      GatedDism.Gate gate = dism.before("*/Mount-Image*");
      visitor.button("Schedule updates").click();
      assertThat(visitor.link("Watch run")).isVisible(IN_A_MINUTE);

      // Somebody else sees it without doing anything: first running, then done.
      gate.awaitCall();
      Locator row = watcher.page().locator("tr", new Page.LocatorOptions().setHasText(image));
      assertThat(row.getByText("In process")).isVisible(IN_A_MINUTE);
      watcher.open("/");
      assertThat(watcher.page().locator("#running")).containsText("Mount image");
      watcher.photograph("dashboard-running");
      dism.openAll();
      assertThat(watcher.page().locator("#last tbody tr").first().getByText("version 2"))
          .isVisible(IN_A_MINUTE);
      assertThat(watcher.page().locator("#running")).containsText("No image is being serviced");

      visitor.open("/images/" + image + "?tab=versions");
      Download download =
          page.waitForDownload(() -> page.locator("tbody tr").last().getByText("Download").click());
      assertThat(Programs.sha256(download.path()))
          .isEqualTo(administrator.image(image).at("/versions/0/sha256").asText());
      visitor.button("Roll back…").click();
      visitor.button("Roll back to version 1").click();
      assertThat(page.locator("tbody tr").last()).containsText("current");
      assertThat(administrator.image(image).path("currentVersion").asInt()).isEqualTo(1);
      assertThat(visitor.complaints()).isEmpty();
      assertThat(watcher.complaints()).isEmpty();
    }
    state.nothingIsLeft();
  }

  @Test
  void theWizardNeedsNoMouse() {
    String image = samples.unchangedImage();
    samples.update(SERVICING_STACK);
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/images/" + image);
      page.keyboard().press("Tab");
      assertThat(visitor.link("Skip to the content")).isFocused();
      page.keyboard().press("Enter");
      tabTo(page, "Schedule updates…");
      page.keyboard().press("Enter");
      assertThat(visitor.heading("Choose updates")).isVisible();
      tabTo(page, "Pick all that are shown");
      page.keyboard().press("Space");
      tabTo(page, "Next: set schedule");
      page.keyboard().press("Enter");
      assertThat(visitor.heading("Set schedule")).isVisible();
      tabTo(page, "As soon as possible");
      page.keyboard().press("ArrowDown");
      tabTo(page, "Date and time");
      page.keyboard().type("12312998");
      page.keyboard().press("Tab");
      page.keyboard().type("1000PM");
      tabTo(page, "Next: summary");
      page.keyboard().press("Enter");
      assertThat(visitor.heading("Summary")).isVisible();
      assertThat(page.locator("main")).containsText("31 Dec 2998, 22:00");
      tabTo(page, "Schedule updates");
      page.keyboard().press("Enter");
      assertThat(visitor.heading("Updates are scheduled")).isVisible();
      String schedule = page.url().replaceAll(".*schedule=", "");
      administrator.delete("/api/v1/schedules/" + schedule).ok();
    }
  }

  @Test
  void aRuleForTwoImagesAfterPatchTuesdayIsMadeInTheWizard_changed_pausedAndRunByHand() {
    String one = samples.unchangedImage();
    String three = samples.importsThreeIndexes();
    samples.update(SERVICING_STACK);
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/images");
      page.locator("#pick-" + one).check();
      page.locator("#pick-" + three).check();
      visitor.button("Schedule updates…").click();
      page.getByLabel("By a rule").check();
      page.getByLabel("Other words").fill("KB5990");
      page.getByLabel("Product").fill("x64");
      page.getByLabel("Out for at least").fill("7");
      assertThat(page.locator("#today")).containsText(WRONG_PAYLOAD);
      visitor.photograph("wizard-rule");
      visitor.button("Next: set schedule").click();

      page.getByLabel("Name of the schedule").fill("Pilot ring");
      page.getByLabel("After each Patch Tuesday").check();
      page.getByLabel("Days after Patch Tuesday").fill("28");
      assertThat(page.locator("#e-days")).containsText("Give 0 to 27 days");
      page.getByLabel("Days after Patch Tuesday").fill("3");
      assertThat(page.locator("#e-days")).isHidden();
      page.getByLabel("Time of day").fill("21:30");
      exactly(page, "Time zone").selectOption("America/New_York");
      assertThat(page.locator("#dates")).containsText("03:30 for you");
      assertThat(page.locator("#dates li")).hasCount(5);
      page.getByLabel("At once").check();
      page.getByLabel("Continue on error").check();
      page.getByLabel("Update distribution points").check();
      page.getByLabel("Compact the image").uncheck();
      page.getByLabel("Start again when the host is lost").check();
      page.getByLabel("The original, as it was imported").check();
      page.getByLabel("Skip it").check();
      page.getByLabel("Disable itself").fill("2");
      exactly(page, "Maintenance window").fill("a while");
      visitor.button("Next: summary").click();
      assertThat(page.locator("#e-window")).containsText("whole number");
      assertThat(exactly(page, "Maintenance window")).isFocused();
      assertThat(page.getByLabel("Name of the schedule")).hasValue("Pilot ring");
      exactly(page, "Maintenance window").fill("6");
      visitor.button("Next: summary").click();

      assertThat(page.locator(".plan")).hasCount(2);
      assertThat(page.locator(".plan").last()).containsText(WRONG_PAYLOAD);
      visitor.button("Schedule updates").click();
      assertThat(visitor.heading("Updates are scheduled")).isVisible();
      String schedule = "/schedules/" + page.url().replaceAll(".*schedule=", "");
      JsonNode made = administrator.get("/api/v1" + schedule).ok();
      assertThat(made.path("name").asText()).isEqualTo("Pilot ring");
      assertThat(made.path("imageIds")).extracting(JsonNode::asText).containsExactly(one, three);
      assertThat(made.path("updateIds")).isEmpty();
      assertThat(made.path("rule").toString())
          .isEqualTo(
              "{\"filter\":\"KB5990\",\"product\":\"x64\",\"classifications\":[\"Security Update\","
                  + "\"Update Rollup\"],\"olderThanDays\":7}");
      assertThat(made.path("recurrence").toString())
          .isEqualTo(
              "{\"patchTuesdayPlusDays\":3,\"time\":\"21:30\",\"timeZone\":\"America/New_York\"}");
      assertThat(made.path("start")).isEqualTo(made.at("/nextDates/0"));
      assertThat(made.path("longestDuration").asText()).isEqualTo("PT6H");
      assertThat(made.path("parallel").asBoolean()).isTrue();
      assertThat(made.path("continueOnError").asBoolean()).isTrue();
      assertThat(made.path("updateDistributionPoints").asBoolean()).isTrue();
      assertThat(made.path("removeSupersededUpdates").asBoolean()).isFalse();
      assertThat(made.path("compactImage").asBoolean()).isFalse();
      assertThat(made.path("restartAfterHostLoss").asBoolean()).isTrue();
      assertThat(made.path("base").asText()).isEqualTo("original");
      assertThat(made.path("missed").asText()).isEqualTo("skip");
      assertThat(made.path("disableAfterFailures").asInt()).isEqualTo(2);
      looksAtTheWizard(schedule, "light", Visitor.WIDE, ColorScheme.LIGHT);
      looksAtTheWizard(schedule, "dark", Visitor.WIDE, ColorScheme.DARK);
      looksAtTheWizard(schedule, "narrow", Visitor.NARROW, ColorScheme.LIGHT);

      visitor.open(schedule);
      visitor.link("Edit…").click();
      page.getByLabel("Out for at least").fill("36500");
      assertThat(page.locator("#today")).containsText("No update that the rule admits");
      visitor.button("Next: set schedule").click();
      page.getByLabel("Days after Patch Tuesday").fill("10");
      assertThat(page.locator("#dates li")).hasCount(5);
      visitor.button("Next: summary").click();
      visitor.button("Save changes").click();
      assertThat(visitor.heading("The schedule is changed")).isVisible();
      JsonNode changed = administrator.get("/api/v1" + schedule).ok();
      assertThat(changed.at("/rule/olderThanDays").asInt()).isEqualTo(36500);
      assertThat(changed.at("/recurrence/patchTuesdayPlusDays").asInt()).isEqualTo(10);
      assertThat(changed.path("start")).isNotEqualTo(made.path("start"));
      for (String kept :
          new String[] {
            "id",
            "name",
            "imageIds",
            "longestDuration",
            "parallel",
            "continueOnError",
            "updateDistributionPoints",
            "compactImage",
            "restartAfterHostLoss",
            "base",
            "missed",
            "disableAfterFailures",
            "processInstanceId",
            "createdAt"
          }) {
        assertThat(changed.path(kept)).as(kept).isEqualTo(made.path(kept));
      }

      visitor.open(schedule);
      visitor.button("Pause").click();
      assertThat(page.getByText("Paused", new Page.GetByTextOptions().setExact(true))).isVisible();
      assertThat(administrator.get("/api/v1" + schedule).ok().path("paused").asBoolean()).isTrue();
      visitor.button("Resume").click();
      assertThat(visitor.button("Pause")).isVisible();
      assertThat(administrator.get("/api/v1" + schedule).ok().path("paused").asBoolean()).isFalse();
      visitor.button("Run now").click();
      assertThat(page.locator("#history")).containsText("by hand", WITHIN_A_MINUTE);
      assertThat(page.locator("#history")).containsText("No update that the rule admits");
      assertThat(visitor.button("Run now")).isVisible(IN_A_MINUTE); // it waits for its next date
      assertThat(administrator.get("/api/v1" + schedule + "/history").ok()).hasSize(1);
      visitor.photograph("schedule-history");
      assertThat(visitor.complaints()).isEmpty();
      visitor.button("Delete…").click();
      page.locator("dialog button.danger").click();
      assertThat(visitor.heading("Schedules")).isVisible();
      assertThat(administrator.get("/api/v1" + schedule).status()).isEqualTo(404);
    }
  }

  /** Each step of the wizard with the values of a schedule. */
  private void looksAtTheWizard(String schedule, String name, int width, ColorScheme scheme) {
    try (Visitor visitor = Visitor.administrator(port, width, scheme)) {
      Page page = visitor.open(schedule + "/edit");
      assertThat(page.getByLabel("Other words")).hasValue("KB5990");
      look(visitor, "wizard-1-" + name);
      visitor.button("Next: set schedule").click();
      assertThat(exactly(page, "Maintenance window")).hasValue("6");
      look(visitor, "wizard-2-" + name);
      visitor.button("Next: summary").click();
      assertThat(visitor.button("Save changes")).isVisible();
      look(visitor, "wizard-3-" + name);
    }
  }

  private static void look(Visitor visitor, String name) {
    visitor.photograph(name);
    assertThat(visitor.overflow()).as("%s is too wide", name).isZero();
    assertThat(visitor.textBelowContrast(AA)).as(name).isEmpty();
  }

  private static Locator exactly(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Presses the tab key until the element of that name has the focus. */
  private static void tabTo(Page page, String name) {
    for (int presses = 0; presses < 60; presses++) {
      page.keyboard().press("Tab");
      String focused =
          (String)
              page.evaluate(
                  "(() => { const e = document.activeElement; return e.getAttribute('aria-label')"
                      + " || (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText); })()");
      if (focused != null && Pattern.matches("(?s)\\s*" + Pattern.quote(name) + "\\s*", focused)) {
        return;
      }
    }
    throw new AssertionError("The tab key does not lead to \"" + name + "\" on " + page.url());
  }
}
