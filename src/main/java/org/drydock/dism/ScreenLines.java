package org.drydock.dism;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of DISM's output without its progress bars, which come on lines of their own or
 * overwrite one another, with or without text behind them.
 */
final class ScreenLines {

  /** Output that was copied from the screen of an old console is cut at this width. */
  private static final int SCREEN = 80;

  private static final Pattern BEGINS_SOMETHING =
      Pattern.compile("\\s.*|\\p{Alpha}[\\p{Alnum} /()-]*? :.*|The .*|Error: .*|Processing .*");

  private ScreenLines() {}

  static List<String> of(String output) {
    List<String> lines = new ArrayList<>();
    for (String line : output.split("\r\n|\n|\r", -1)) {
      String text = ProgressBar.without(line);
      boolean onlyBars = text.isBlank() && !line.isBlank();
      if (!onlyBars) {
        lines.add(text.stripTrailing());
      }
    }
    boolean screen = lines.stream().allMatch(line -> line.length() <= SCREEN);
    return screen ? unwrapped(lines) : lines;
  }

  private static List<String> unwrapped(List<String> lines) {
    List<String> whole = new ArrayList<>();
    boolean goesOn = false;
    for (String line : lines) {
      if (goesOn && !line.isBlank() && !BEGINS_SOMETHING.matcher(line).matches()) {
        whole.set(whole.size() - 1, whole.get(whole.size() - 1) + line);
      } else {
        whole.add(line);
      }
      goesOn = line.length() == SCREEN;
    }
    return whole;
  }
}
