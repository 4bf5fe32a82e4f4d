package org.drydock.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console in a browser, on a server that really services images. */
@WholeServer
class ConsoleIT {

  /** What WCAG asks of text at level AA. */
  private static final double AA = 4.5;

  private static final LocatorAssertions.IsVisibleOptions IN_A_MINUTE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  /** The note that a diagram is being drawn is gone. */
  private static final Locator.WaitForOptions DRAWN =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  @LocalServerPort int port;
  @Autowired Administrator administrator;
  @Autowired SampleSite samples;

  @Test
  void whoIsNotSignedInSeesNothingButTheLoginPage() {
    try (Visitor visitor = Visitor.unknown(port, Visitor.WIDE, ColorScheme.LIGHT)) {
      visitor.open("/images");
      visitor.photograph("login");
      visitor.page().getByLabel("User name").fill("nobody");
      visitor.page().getByLabel("Password").fill("wrong");
      visitor.button("Sign in").click();
      assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("wrong");
    }
  }

  @Test
  void anAddressThatLeadsNowhereIsToldAsAPage_andWhatIsSignedOutStaysOut() {
    try (Visitor visitor = Visitor.administrator(port)) {
      Response answer = visitor.page().navigate("http://127.0.0.1:" + port + "/images/DRY99999");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(visitor.heading("There is nothing here")).isVisible();
      assertThat(visitor.page().locator("main")).containsText("DRY99999");
      assertThat(visitor.page().navigate("http://127.0.0.1:" + port + "/no-such-page").status())
          .isEqualTo(404);
      assertThat(visitor.heading("There is nothing here")).isVisible();
      visitor.photograph("problem");

      visitor.button("Sign out").click();
      assertThat(visitor.button("Sign in")).isVisible();
      visitor.open("/images");
      assertThat(visitor.button("Sign in")).isVisible();
    }
  }

  @Test
  void anImageIsImportedByTheForm_whichKeepsWhatWasTypedWhenItIsRefused() {
    try (Visitor visitor = Visitor.administrator(port)) {
      Page page = visitor.open("/images");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("By the form");
      page.getByLabel("Path on the server").fill("/nowhere/install.wim");
      visitor.button("Import").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("/nowhere/install.wim");
      assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
          .hasValue("By the form");

      page.getByLabel("Path on the server")
          .fill(SampleSite.folder().resolve("images/one-index.wim").toString());
      visitor.button("Import").click();
      assertThat(visitor.heading("By the form")).isVisible();
      // The page shows by itself when the import has ended.
      assertThat(visitor.link("Schedule updates…")).isVisible(IN_A_MINUTE);
      assertThat(page.locator("main")).containsText("26100.1742");

      JsonNode audit = administrator.get("/api/v1/audit?filter=Import").ok().path("items");
      assertThat(audit.get(0).path("done").asBoolean()).isTrue();
      assertThat(audit.get(0).path("user").asText()).isEqualTo("admin");
      assertThat(page.url()).endsWith(audit.get(0).path("object").asText());
      assertThat(audit.get(1).path("done").asBoolean()).isFalse();
      assertThat(audit.get(1).path("reason").asText()).contains("/nowhere/install.wim");
    }
  }

  @Test
  void everyPageIsLegibleLightAndDark_andFitsATelephone() {
    String image = samples.unchangedImage();
    String update = samples.update(SERVICING_STACK);
    long schedule =
        administrator.schedules(Order.of(image, update).with("start", "2998-12-31T22:00:00Z"));
    Map<String, String> pages =
        Map.ofEntries(
            Map.entry("dashboard", "/"),
            Map.entry("images", "/images"),
            Map.entry("image-status", "/images/" + image),
            Map.entry("image-installed", "/images/" + image + "?tab=installed"),
            Map.entry("image-servicing", "/images/" + image + "?tab=servicing"),
            Map.entry("image-versions", "/images/" + image + "?tab=versions"),
            Map.entry("image-runs", "/images/" + image + "?tab=runs"),
            Map.entry("updates", "/updates"),
            Map.entry("update", "/updates/" + update),
            Map.entry("schedules", "/schedules"),
            Map.entry("schedule", "/schedules/" + schedule),
            Map.entry("runs", "/runs"),
            Map.entry("processes", "/processes"),
            Map.entry("process", "/processes/service-image"),
            Map.entry("problem", "/images/DRY99999"),
            Map.entry("distribution", "/distribution-points"),
            Map.entry("hosts", "/hosts"),
            Map.entry("settings", "/settings"),
            Map.entry("audit", "/audit"));
    look(pages, "light", Visitor.WIDE, ColorScheme.LIGHT);
    look(pages, "dark", Visitor.WIDE, ColorScheme.DARK);
    look(pages, "narrow", Visitor.NARROW, ColorScheme.LIGHT);
    administrator.delete("/api/v1/schedules/" + schedule).ok();
  }

  @Test
  void theSwitchMakesItDark_andItStaysSo() {
    try (Visitor visitor = Visitor.administrator(port)) {
      visitor.button("Switch between light and dark").click();
      Page page = visitor.open("/images");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      String colour = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
      assertThat(colour).isEqualTo("rgb(18, 23, 29)");
    }
  }

  private void look(Map<String, String> pages, String name, int width, ColorScheme scheme) {
    try (Visitor visitor = Visitor.administrator(port, width, scheme)) {
      pages.forEach(
          (title, path) -> {
            Page page = visitor.open(path);
            page.locator("[data-wait]").waitFor(DRAWN);
            visitor.photograph(title + "-" + name);
            assertThat(visitor.overflow()).as("%s is wider than %d", path, width).isZero();
            assertThat(visitor.textBelowContrast(AA)).as("%s, %s", path, name).isEmpty();
          });
      assertThat(visitor.complaints())
          .as("what the browser complained about")
          .allMatch(complaint -> complaint.contains("status of 404"));
    }
    try (Visitor visitor = Visitor.unknown(port, width, scheme)) {
      visitor.open("/login");
      visitor.photograph("login-" + name);
      assertThat(visitor.textBelowContrast(AA)).as("login, %s", name).isEmpty();
    }
  }
}
