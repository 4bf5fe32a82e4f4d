package org.drydock.dism;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {

  /** DISM's own drawing: 58 columns, filled from the left, the number written over the middle. */
  private static String bar(double percent) {
    StringBuilder bar = new StringBuilder(" ".repeat(58));
    int filled = (int) Math.floor(58 * percent / 100);
    bar.replace(0, filled, "=".repeat(filled));
    String number = "%.1f%%".formatted(percent);
    int start = (58 - number.length() + 1) / 2;
    bar.replace(start, start + number.length(), number);
    return "[" + bar + "]";
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.1, 3.8, 9.9, 49.6, 50.0, 62.3, 99.9, 100.0})
  void everyBarThatDismDrawsIsRead(double percent) {
    assertThat(ProgressBar.parse(bar(percent))).hasValue(percent);
  }

  @Test
  void theLastOfSeveralBarsCounts() {
    assertThat(ProgressBar.parse(bar(20) + "\r" + bar(40) + "\r")).hasValue(40);
  }

  @Test
  void textBehindABarDoesNotHideIt() {
    assertThat(ProgressBar.parse(bar(100) + " The operation completed successfully."))
        .hasValue(100);
  }

  @Test
  void aDecimalCommaIsRead() {
    assertThat(ProgressBar.parse("[=====                      12,5%           ]")).hasValue(12.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mounting image", "[50 files]", "50.0%", "[===", "[  %  ]"})
  void otherLinesAreNoBars(String line) {
    assertThat(ProgressBar.parse(line)).isEmpty();
  }
}
