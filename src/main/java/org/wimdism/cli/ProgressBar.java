package org.wimdism.cli;

import java.util.Locale;

/** DISM's progress bar: 58 characters between brackets, with the percentage in the middle. */
final class ProgressBar {

  private static final int WIDTH = 58;

  private ProgressBar() {}

  static String render(double percent) {
    double shown = Math.min(100, Math.max(0, percent));
    StringBuilder bar = new StringBuilder(WIDTH + 2);
    int filled = (int) Math.floor(WIDTH * shown / 100);
    for (int i = 0; i < WIDTH; i++) {
      bar.append(i < filled ? '=' : ' ');
    }
    String text = String.format(Locale.ROOT, "%.1f%%", shown);
    int column = (WIDTH - text.length() + 1) / 2;
    bar.replace(column, column + text.length(), text);
    return "[" + bar + "]";
  }
}
