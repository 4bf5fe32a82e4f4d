package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of the console can be told apart, as WCAG 2.1 asks at level AA. */
class StylesheetTest {

  private static final Path CONSOLE = Path.of("src/main/resources/static/console");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  private static final double TEXT = 4.5;
  private static final double LINES_OF_CONTROLS = 3;

  private static final Pattern TOKEN =
      Pattern.compile("(--[a-z-]+): light-dark\\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\\)");

  /** An address of another server that a browser would fetch; a link is none. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?:src=\"|url\\(['\"]?|@import ['\"]|href=\"[^\"]*\\.css[^\"]*)(?:https?:)?//");

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "ink, page",
    "ink, card",
    "soft, page",
    "soft, card",
    "accent, page",
    "accent, card",
    "on-accent, accent",
    "ok, ok-soft",
    "warn, warn-soft",
    "bad, bad-soft",
    "accent, accent-soft",
    "idle, idle-soft",
    "ok, card",
    "warn, card",
    "bad, card",
    "idle, card",
    "card, ok",
    "card, warn",
    "card, bad",
    "card, idle",
    "ink, ok-soft",
    "ink, warn-soft",
    "ink, bad-soft",
    "ink, accent-soft",
    "ink, idle-soft",
    "soft, idle-soft",
    "accent, bad-soft",
    "accent, warn-soft"
  })
  void textIsLegible(String text, String ground) throws IOException {
    assertContrast(text, ground, TEXT);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({"field, card", "field, page", "ok, page", "accent, idle-soft"})
  void whatCanBeUsedIsSeen(String line, String ground) throws IOException {
    assertContrast(line, ground, LINES_OF_CONTROLS);
  }

  @Test
  void nothingIsFetchedFromElsewhere() throws IOException {
    for (Path folder : List.of(CONSOLE, TEMPLATES)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(ELSEWHERE);
        }
      }
    }
  }

  private static void assertContrast(String text, String ground, double least) throws IOException {
    for (int scheme = 0; scheme < 2; scheme++) {
      Map<String, String> colours = colours(scheme);
      String top = colours.get("--" + text);
      String below = colours.get("--" + ground);
      assertThat(contrast(top, below))
          .as("%s on %s, %s", top, below, scheme == 0 ? "light" : "dark")
          .isGreaterThanOrEqualTo(least);
    }
  }

  private static Map<String, String> colours(int scheme) throws IOException {
    Map<String, String> colours = new HashMap<>();
    Matcher token = TOKEN.matcher(Files.readString(CONSOLE.resolve("drydock.css")));
    while (token.find()) {
      colours.put(token.group(1), token.group(2 + scheme));
    }
    return colours;
  }

  private static double contrast(String one, String other) {
    double bright = Math.max(luminance(one), luminance(other));
    double dark = Math.min(luminance(one), luminance(other));
    return (bright + 0.05) / (dark + 0.05);
  }

  private static double luminance(String colour) {
    String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int part = 0; part < weights.length; part++) {
      double share = Integer.parseInt(hex.substring(1 + 2 * part, 3 + 2 * part), 16) / 255.0;
      luminance +=
          weights[part]
              * (share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }
}
