package org.drydock.dism;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DISM's progress bar: {@code [===== 12.5% ]}, alone on a line or with text behind. */
public final class ProgressBar {

  /** Some locales print a decimal comma. */
  static final Pattern BAR = Pattern.compile("\\[[= ]*?(\\d{1,3}(?:[.,]\\d+)?)%[= ]*\\]");

  private ProgressBar() {}

  /** A line without its bars, and without the blanks that divide them from the text behind. */
  public static String without(String line) {
    return BAR.matcher(line).find() ? BAR.matcher(line).replaceAll("").strip() : line;
  }

  /** The last bar's percentage, where the text has one. */
  public static OptionalDouble parse(String text) {
    OptionalDouble percent = OptionalDouble.empty();
    for (Matcher bar = BAR.matcher(text); bar.find(); ) {
      percent = OptionalDouble.of(Double.parseDouble(bar.group(1).replace(',', '.')));
    }
    return percent;
  }
}
