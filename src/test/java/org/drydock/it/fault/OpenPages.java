package org.drydock.it.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import org.drydock.dism.GatedDism;
import org.drydock.it.FreshSite;
import org.drydock.it.Visitor;

/** Two people look at the console while its server is stopped, and killed, during a run. */
final class OpenPages {

  private static final int LONGEST_MILLIS = 90_000;
  private static final LocatorAssertions.IsHiddenOptions SOON_HIDDEN =
      new LocatorAssertions.IsHiddenOptions().setTimeout(LONGEST_MILLIS);
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(LONGEST_MILLIS);
  private static final LocatorAssertions.ContainsTextOptions SOON_TOLD =
      new LocatorAssertions.ContainsTextOptions().setTimeout(LONGEST_MILLIS);

  private final Site site;

  OpenPages(Site site) {
    this.site = site;
  }

  /** The pages come to the truth by themselves, and whoever has to sign in again comes back. */
  void followThroughRestarts() {
    GatedDism.Gate applying = site.dism().after("*/Add-Package*");
    GatedDism.Gate committing = site.dism().before("*/Unmount-Image*/Commit*");
    long run = site.services(site.something());
    applying.awaitCall();
    try (Visitor stays = Visitor.administratorWhoStays(site.port());
        Visitor visits = Visitor.administrator(site.port())) {
      Page dashboard = stays.page();
      assertThat(dashboard.locator("#running")).containsText("Apply update");
      Page page = visits.open("/runs/" + run);
      assertThat(page.locator("#main[data-listening]")).isVisible();
      mark(dashboard, page);

      // An orderly stop writes the sessions down: nobody has to sign in again.
      site.stop();
      assertThat(page.locator("#offline")).isVisible();
      assertThat(dashboard.locator("#offline")).isVisible();
      applying.open();
      visits.photograph("run-offline");
      site.start();
      assertThat(page.locator("#offline")).isHidden(SOON_HIDDEN);
      assertThat(dashboard.locator("#offline")).isHidden(SOON_HIDDEN);
      committing.awaitCall();
      assertThat(page.locator("#run-stages li.now")).containsText("Commit", SOON_TOLD);
      assertThat(dashboard.locator("#running")).containsText("Commit", SOON_TOLD);
      assertSameDocument(dashboard, page);

      // One that is killed forgets them: a kept login goes on, any other has to be renewed.
      site.kill();
      assertThat(dashboard.locator("#offline")).isVisible();
      committing.open();
      site.start();
      assertThat(dashboard.locator("#offline")).isHidden(SOON_HIDDEN);
      assertThat(visits.button("Sign in")).isVisible(SOON);
      visits.fillIn("admin", FreshSite.ADMIN_PASSWORD);
      assertThat(page.locator("#run-status")).containsText("Successful", SOON_TOLD);
      assertThat(page).hasURL("http://127.0.0.1:" + site.port() + "/runs/" + run);
      assertThat(dashboard.locator("#last tbody tr").first()).containsText("#" + run, SOON_TOLD);
      assertThat(dashboard.locator("#running"))
          .containsText("No image is being serviced", SOON_TOLD);
      assertSameDocument(dashboard);
    }
    site.state().nothingIsLeft();
  }

  private static void mark(Page... pages) {
    for (Page page : pages) {
      page.evaluate("window.sameDocument = true");
    }
  }

  private static void assertSameDocument(Page... pages) {
    assertThat(List.of(pages)).allMatch(page -> page.evaluate("window.sameDocument") != null);
  }
}
