package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {

  @ParameterizedTest
  @CsvSource({
    "0,    [                           0.0%                           ]",
    "3.45, [==                         3.5%                           ]",
    "50,   [===========================50.0%                          ]",
    "99.9, [===========================99.9%========================= ]",
    "100,  [==========================100.0%==========================]",
    "101,  [==========================100.0%==========================]",
  })
  void looksLikeTheOneOfDism(double percent, String bar) {
    assertThat(ProgressBar.render(percent)).isEqualTo(bar).hasSize(60);
  }
}
