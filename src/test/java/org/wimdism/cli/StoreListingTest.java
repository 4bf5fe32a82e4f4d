package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreListingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1023, 1023 bytes",
    "1024, 1.00 KB",
    "28730982, 27.40 MB",
    "14409615114, 13.42 GB"
  })
  void sizesAreWrittenAsDismWritesThem(long bytes, String text) {
    assertThat(StoreListing.size(bytes)).isEqualTo(text);
  }
}
