package org.drydock.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person at a browser. All tests share one browser; each visitor has cookies of his own. */
public final class Visitor implements AutoCloseable {

  /** What a wide screen and a telephone show. */
  public static final int WIDE = 1280;

  public static final int NARROW = 390;

  private static final int HEIGHT = 900;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final String CONTRAST =
      """
      least => {
        const parse = text => {
          const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
          return { r, g, b, a };
        };
        const over = (top, below) => ({
          r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a),
          b: top.b * top.a + below.b * (1 - top.a), a: 1 });
        const ground = element => {
          const own = parse(getComputedStyle(element).backgroundColor);
          if (own.a === 1) return own;
          const below = element.parentElement ? ground(element.parentElement)
              : { r: 255, g: 255, b: 255, a: 1 };
          return over(own, below);
        };
        const luminance = colour => {
          const [r, g, b] = [colour.r, colour.g, colour.b].map(value => {
            const share = value / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const faint = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          const text = walker.currentNode.textContent.trim();
          if (!text || !element.checkVisibility() || element.closest('svg, option')
              || element.matches(':disabled')) continue;
          const below = ground(element);
          const bright = [luminance(over(parse(getComputedStyle(element).color), below)),
              luminance(below)].sort((one, other) => other - one);
          const contrast = (bright[0] + 0.05) / (bright[1] + 0.05);
          if (contrast < least) faint.push(text.slice(0, 40) + ': ' + contrast.toFixed(2));
        }
        return faint;
      }
      """;

  private static Browser browser;

  private final BrowserContext context;
  private final Page page;
  private final String address;
  private final List<String> complaints = new ArrayList<>();

  private Visitor(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
            complaints.add("A request left the server: " + request.url());
          }
        });
  }

  /** Somebody who has not signed in. */
  public static Visitor unknown(int port, int width, ColorScheme scheme) {
    return new Visitor(
        browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, HEIGHT)
                    .setTimezoneId("Europe/Berlin")
                    .setColorScheme(scheme)),
        "http://127.0.0.1:" + port);
  }

  /** The administrator at a wide screen. */
  public static Visitor administrator(int port) {
    return administrator(port, WIDE, ColorScheme.LIGHT);
  }

  public static Visitor administrator(int port, int width, ColorScheme scheme) {
    Visitor visitor = unknown(port, width, scheme);
    visitor.signIn("admin", FreshSite.ADMIN_PASSWORD);
    return visitor;
  }

  /** The administrator who stays signed in, whatever becomes of the session. */
  public static Visitor administratorWhoStays(int port) {
    Visitor visitor = unknown(port, WIDE, ColorScheme.LIGHT);
    visitor.open("/login").getByLabel("Keep me signed in").check();
    visitor.fillIn("admin", FreshSite.ADMIN_PASSWORD);
    assertThat(visitor.heading("Dashboard")).isVisible();
    return visitor;
  }

  /** Signs in with the form, and is at the dashboard. */
  public void signIn(String user, String password) {
    open("/login");
    fillIn(user, password);
    assertThat(heading("Dashboard")).isVisible();
  }

  /** Fills in the form to sign in, and sends it. */
  public void fillIn(String user, String password) {
    page.getByLabel("User name").fill(user);
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  /** Opens a page by its path. */
  public Page open(String path) {
    page.navigate(address + path);
    return page;
  }

  public Page page() {
    return page;
  }

  public com.microsoft.playwright.Locator heading(String text) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)).first();
  }

  public com.microsoft.playwright.Locator button(String text) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text)).first();
  }

  public com.microsoft.playwright.Locator link(String text) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text)).first();
  }

  /**
   * What is wrong so far: errors of scripts, refused styles, failed loads, requests to elsewhere.
   */
  public List<String> complaints() {
    return complaints;
  }

  /** How much wider the page is than the screen, in pixels. */
  public int overflow() {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  /** What reaches beyond the right edge of the screen, for a message; the innermost last. */
  public String beyondTheEdge() {
    return (String)
        page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => {"
                + " const r = e.getBoundingClientRect();"
                + " return r.width && r.right > document.documentElement.clientWidth + 1; })"
                + ".map(e => e.tagName + '#' + e.id + '.' + (e.className.baseVal ?? e.className))"
                + ".slice(-40).join('\\n')");
  }

  /**
   * The texts that are too faint, each with its contrast: that of the computed colours of text and
   * background, by the formula of WCAG 2.1, through half transparent layers.
   */
  @SuppressWarnings("unchecked")
  public List<String> textBelowContrast(double least) {
    return (List<String>) page.evaluate(CONTRAST, least);
  }

  /** Writes what is seen, from top to bottom, to {@code target/screenshots}. */
  public void photograph(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    context.close();
  }

  private static synchronized Browser browser() {
    if (browser == null) {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(Path.of("/usr/bin/chromium"))
                      .setArgs(List.of("--no-sandbox")));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    }
    return browser;
  }
}
