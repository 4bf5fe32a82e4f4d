package org.drydock.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.DELTAS;
import static org.drydock.it.SampleUpdate.DOT_NET;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;
import static org.drydock.it.SampleUpdate.WRONG_PAYLOAD;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The page of a run in a browser, while real runs go on and after they are over. */
@WholeServer
class RunPageIT {

  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(180_000);

  /** Each is 100 bytes long, so that the log has ten million bytes. */
  private static final int MANY_LINES = Integer.getInteger("drydock.it.log-lines", 100_000);

  private static final int LINE_BYTES = 100;

  @LocalServerPort int port;
  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;
  @Autowired JdbcTemplate jdbc;

  @BeforeAll
  static void waitOnASlowMachine() {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
  }

  @AfterEach
  void nothingIsLeft() {
    dism.openAll();
    state.nothingIsLeft();
  }

  @Test
  void aRunIsFollowedToItsEnd_withoutAReload() {
    String image = samples.importsOneIndex();
    GatedDism.Gate gate = dism.after("*/Add-Package*ndp481*");
    long number =
        administrator.services(
            Order.of(image, samples.updates(SERVICING_STACK, DOT_NET, DELTAS)).distributing());
    gate.awaitCall();
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/runs/" + number);
      page.evaluate("window.sameDocument = true");
      assertThat(page.locator("#run-status")).hasText("In process");
      assertThat(page.locator("#run-stages li.now")).containsText("Apply updates");
      assertThat(page.locator("#run-doing")).containsText("adding package 1 of 1", SOON);
      assertThat(page.locator("#run-doing [role=progressbar]"))
          .hasAttribute("aria-valuenow", "100.0");
      assertThat(page.locator(".diagram [data-element-id=Task_ApplyUpdate].now")).isVisible();
      assertThat(page.locator(".diagram [data-element-id=Task_MountImage].done")).isVisible();
      assertThat(page.locator(".bjs-powered-by")).isVisible();
      assertThat(page.locator("#log .bar")).containsText("100.0%");
      assertThat(page.locator("#log-mode")).hasText("following");
      visitor.photograph("run-applying");

      gate.open();

      assertThat(page.locator("#run-status")).containsText("Successful", SOON);
      assertThat(page.locator("#log")).containsText("Run " + number + " ended: Successful");
      assertThat(page.locator("#run-results")).containsText("SHA-256");
      assertThat(page.locator("#run-results .matrix")).containsText("not supported");
      assertThat(page.locator("#run-stages li.done").last()).containsText("Clean up staging");
      assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run again")))
          .isVisible();
      assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
      assertThat(lines(page)).isEqualTo(administrator.log(number).lines().toList());
      visitor.photograph("run-successful");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Distribute image"))
          .first()
          .click();
      assertThat(page.locator(".diagram [data-element-id=Task_PlanDistribution].done")).isVisible();
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void aCancelIsSeen_fromTheQuestionToTheLastStepOfTheCleanUp() {
    GatedDism.Gate applying = dism.after("*/Add-Package*");
    GatedDism.Gate discarding = dism.before("*/Unmount-Image*/Discard*");
    long number =
        administrator.services(
            Order.of(samples.unchangedImage(), samples.updates(SERVICING_STACK)));
    applying.awaitCall();
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/runs/" + number);
      visitor.button("Cancel servicing…").click();
      visitor.photograph("run-cancel-question");
      page.locator("#cancel-run button.danger").click();

      assertThat(page.locator("#run-status")).hasText("Cancelling…");
      discarding.awaitCall();
      assertThat(page.locator("#run-stages li.now")).containsText("Clean up staging", SOON);
      assertThat(page.locator("#run-head")).containsText("The image stays as it was");
      visitor.photograph("run-cancelling");
      applying.open();
      discarding.open();

      assertThat(page.locator("#run-status")).containsText("Cancelled", SOON);
      assertThat(page.locator("#run-stages li.stopped")).containsText("Apply updates");
      assertThat(page.locator("#run-results .matrix")).containsText("not attempted");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void aFailureIsExplainedInPlace_andItsLogIsOpen() {
    long number =
        administrator.services(
            Order.of(samples.unchangedImage(), samples.updates(SERVICING_STACK, WRONG_PAYLOAD)));
    administrator.awaitEnd(number);
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/runs/" + number);
      assertThat(page.locator("#run-status")).hasText("Failed");
      assertThat(page.locator("#run-failure"))
          .containsText(Pattern.compile("Apply update · index 1 · " + WRONG_PAYLOAD));
      assertThat(page.locator("#run-failure")).containsText("What to do:");
      assertThat(page.locator("#run-results .explanation")).containsText("14028");
      assertThat(page.locator("#run-stages li.fail")).containsText("Apply updates");
      assertThat(page.locator("#log-visit option:checked"))
          .hasText("Apply update · index 1 · " + WRONG_PAYLOAD);
      assertThat(page.locator("#log .err").first()).isVisible();
      assertThat(page.locator("#log")).not().containsText("Mounting image");
      Locator failed = page.locator(".diagram [data-element-id=Task_ApplyUpdate].fail");
      assertThat(failed).isVisible();
      assertThat(page.locator(".diagram .mark.fail")).hasText("✕ 1");
      visitor.photograph("run-failed");

      failed.focus(); // no mouse is needed
      page.keyboard().press("Enter");
      assertThat(page.locator("#step-facts")).containsText("2 times");
      page.locator("#step-facts [data-visit]").first().click();
      assertThat(page.locator("#log-visit option:checked"))
          .hasText("Apply update · index 1 · " + SERVICING_STACK);
      assertThat(page.locator("#log")).containsText("The operation completed successfully.");
      visitor.photograph("run-step");
      assertThat(visitor.complaints()).isEmpty();
    }
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      int width = scheme == ColorScheme.LIGHT ? Visitor.NARROW : Visitor.WIDE;
      try (Visitor visitor = Visitor.administrator(port, width, scheme)) {
        Page page = visitor.open("/runs/" + number);
        assertThat(page.locator(".diagram [data-element-id=Task_ApplyUpdate].fail")).isVisible();
        assertThat(page.locator("#log .err").first()).isVisible();
        assertThat(visitor.overflow()).as(visitor.beyondTheEdge()).isZero();
        assertThat(visitor.textBelowContrast(4.5)).as("%s", scheme).isEmpty();
        visitor.photograph(scheme == ColorScheme.LIGHT ? "run-narrow" : "run-dark");
      }
    }
  }

  @Test
  void noLineIsLostOrDoubled_whenTheConnectionIsCutDuringARun() {
    String image = samples.importsOneIndex();
    GatedDism.Gate gate = dism.after("*/Add-Package*");
    long number = administrator.services(Order.of(image, samples.updates(SERVICING_STACK)));
    gate.awaitCall();
    try (Relay relay = new Relay(port);
        Visitor visitor = Visitor.administrator(relay.port())) {
      Page page = visitor.open("/runs/" + number);
      assertThat(page.locator("#main[data-listening]")).isVisible();
      assertThat(page.locator("#log .bar")).containsText("100.0%");

      relay.cut();
      assertThat(page.locator("#offline")).isVisible();
      gate.open();
      administrator.awaitRun(
          number,
          run -> run.path("steps").findValuesAsText("activityId").contains("Task_VerifyImage"));
      assertThat(page.locator("#run-status")).hasText("In process");
      relay.mend();

      assertThat(page.locator("#run-status")).containsText("Successful", SOON);
      assertThat(page.locator("#offline")).isHidden();
      assertThat(page.locator("#log")).containsText("Run " + number + " ended: Successful");
      assertThat(lines(page)).isEqualTo(administrator.log(number).lines().toList());
    }
  }

  @Test
  void aLongLogOpensAtOnce_andOnlyAWindowOfItIsLoaded() {
    long number =
        administrator.services(Order.of(samples.unchangedImage(), samples.updates(DELTAS)));
    administrator.awaitEnd(number);
    int many = MANY_LINES;
    lengthen(number, many);
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/runs/" + number);
      Locator log = page.locator("#log");
      assertThat(log).containsText("line " + many);
      assertThat(log.locator("[data-at]").count()).isLessThan(4000);

      log.focus();
      page.keyboard().press("Home");
      assertThat(log).containsText("Run " + number + ": image");
      for (int screen = 0; screen < 20; screen++) {
        page.keyboard().press("PageDown");
      }
      page.evaluate("document.getElementById('log').scrollTop = 0.5 * log.scrollHeight");
      assertThat(log.locator("[data-at]").first())
          .containsText(Pattern.compile("line " + many / 20 + "|line \\d{4,}"));
      assertThat(log.locator("[data-at]").count()).isLessThan(4000);

      // from what is seen, which is behind the first
      page.locator("#log-text").fill("NEEDLE");
      page.keyboard().press("Enter");
      assertThat(page.locator("#log-hits"))
          .hasText("2 of 3", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
      assertThat(log.locator(".hit")).containsText("needle");
      page.keyboard().press("Enter");
      assertThat(page.locator("#log-hits")).hasText("3 of 3");
      assertThat(log.locator(".hit mark")).hasText("needle");
      page.keyboard().press("Shift+Enter");
      assertThat(page.locator("#log-hits")).hasText("2 of 3");
      visitor.photograph("run-long-log");
      assertThat(visitor.complaints()).isEmpty();
    } finally {
      jdbc.update("DELETE FROM run_log WHERE run_number = ?", number);
    }
  }

  @Test
  void theListOfRunsKeepsWhatItIsNarrowedTo_andLeadsToTheRuns() {
    long number =
        administrator.services(Order.of(samples.unchangedImage(), samples.updates(DELTAS)));
    administrator.awaitEnd(number);
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/runs");
      page.getByLabel("State").selectOption("Successful");
      page.getByLabel("Image").selectOption(samples.unchangedImage());
      assertThat(page).hasURL(Pattern.compile("status=Successful"));
      page.reload();
      assertThat(page.getByLabel("State")).hasValue("Successful");
      assertThat(page.locator("#runs")).not().containsText("Failed");
      visitor.photograph("runs");
      page.getByRole(
              AriaRole.LINK, new Page.GetByRoleOptions().setName("#" + number).setExact(true))
          .click();
      assertThat(page.locator("#run-status")).hasText("Successful");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep forever")).click();
      assertThat(page.locator("#keep-run")).hasAttribute("aria-pressed", "true");
      page.locator("#keep-run").click();
      assertThat(page.locator("#keep-run")).hasAttribute("aria-pressed", "false");
    }
  }

  @Test
  void theProcessesShowWhatTheirInstancesDid() {
    administrator.awaitEnd(
        administrator.services(Order.of(samples.unchangedImage(), samples.updates(DELTAS))));
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/processes");
      assertThat(visitor.link("Distribute image")).isVisible();
      visitor.photograph("processes");
      visitor.link("Service image").click();
      assertThat(page.locator(".diagram [data-element-id=Task_MountImage][class*=heat-]"))
          .isVisible();
      assertThat(page.getByRole(AriaRole.TABLE)).containsText("Check applicability");
      visitor.photograph("process");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  /** Adds lines of one length to a log, three of which hold the word that is searched. */
  private void lengthen(long run, int lines) {
    Long size =
        jdbc.queryForObject("SELECT size FROM run_log_size WHERE run_number = ?", Long.class, run);
    jdbc.update(
        "INSERT INTO run_log (run_number, log_offset, text)"
            + " SELECT ?, ? + (x - 1) * "
            + LINE_BYTES
            + ", RPAD('2026-11-24T12:00:00Z  line ' || x ||"
            + " CASE WHEN MOD(x, ?) = 0 THEN ' needle' ELSE '' END, "
            + (LINE_BYTES - 1)
            + ", '.') || CHAR(10) FROM SYSTEM_RANGE(1, ?)",
        run,
        size,
        lines / 3,
        lines);
    jdbc.update(
        "UPDATE run_log_size SET size = ? WHERE run_number = ?",
        size + (long) lines * LINE_BYTES,
        run);
  }

  /** The lines that the page shows, as they are in the log but for their times. */
  @SuppressWarnings("unchecked")
  private static List<String> lines(Page page) {
    return (List<String>)
        page.evaluate(
            "[...document.querySelectorAll('#log [data-at]')].map(line =>"
                + " (line.dataset.iso ? line.dataset.iso + '  ' : '') + line.textContent)");
  }
}
