package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CatalogueFileTest {

  private static final byte[] MANIFEST = "<assembly/>".getBytes(StandardCharsets.UTF_8);

  @Test
  void namesTheFileWhoseDigestItHolds() {
    CatalogueFile catalogue = catalogue(Digests.of("SHA-256", MANIFEST));
    assertThat(catalogue.readable()).isTrue();
    assertThat(catalogue.names(MANIFEST)).isTrue();
    assertThat(catalogue.names(new byte[] {1})).isFalse();
    assertThat(catalogue(Digests.of("SHA-1", MANIFEST)).names(MANIFEST)).isTrue();
  }

  @Test
  void whatIsNoSignedDataIsUnreadable() {
    assertThat(new CatalogueFile(new byte[0]).readable()).isFalse();
    assertThat(new CatalogueFile(MANIFEST).readable()).isFalse();
    assertThat(
            new CatalogueFile(HexFormat.of().parseHex("30820fff06092a864886f70d010702")).readable())
        .isFalse();
    assertThat(new CatalogueFile(HexFormat.of().parseHex("300b06092a864886f70d010701")).readable())
        .isFalse();
  }

  private static CatalogueFile catalogue(byte[] digest) {
    String length = HexFormat.of().toHexDigits((byte) (11 + digest.length));
    return new CatalogueFile(
        HexFormat.of()
            .parseHex("30" + length + "06092a864886f70d010702" + HexFormat.of().formatHex(digest)));
  }
}
