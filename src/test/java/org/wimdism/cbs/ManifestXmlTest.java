package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.ServicingError;

class ManifestXmlTest {

  @TempDir Path folder;

  @Test
  void readsElementsByTheirLocalNames() {
    Element root = read("<a:x xmlns:a='urn:a' one='1'>\n  <b two='2'>text</b>\n  <a:b/>\n</a:x>");
    assertThat(root.name()).isEqualTo("x");
    assertThat(root.attribute("one")).isEqualTo("1");
    assertThat(root.children("b")).hasSize(2);
    assertThat(root.child("b").orElseThrow().text()).isEqualTo("text");
    assertThat(root.attribute("absent")).isEmpty();
  }

  @Test
  void externalEntityIsRefusedAndNotRead() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    assertRefused(
        "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><a>&e;</a>", "document type");
  }

  @Test
  void externalDocumentTypeIsRefusedAndNotLoaded() {
    assertRefused("<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>", "document type");
  }

  @Test
  void entityBombIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1));
    }
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertRefused(bomb + "]><a>&e39;</a>", "document type"));
  }

  @Test
  void deepNestingIsRefused() {
    assertRefused("<a>".repeat(5000) + "</a>".repeat(5000), "nested deeper than 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not xml", "<a>", "<a></b>", "<a/><b/", "<a>&undeclared;</a>"})
  void whatIsNotWellFormedIsABrokenManifest(String text) {
    assertRefused(text, "test.mum");
  }

  @Test
  void compressedManifestIsNotSupported() {
    assertThatThrownBy(() -> ManifestXml.read(new byte[] {'D', 'C', 'M', 1, 0}, "x.manifest"))
        .isInstanceOfSatisfying(
            ServicingError.class, error -> assertThat(error.code()).isEqualTo(50))
        .hasMessageContaining("compressed");
  }

  @Test
  void oversizedManifestIsRefused() {
    assertThatThrownBy(() -> ManifestXml.read(new byte[ManifestXml.LARGEST + 1], "big.mum"))
        .hasMessageContaining("larger than");
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ServicingError.class, error -> assertThat(error.code()).isEqualTo(14099))
        .hasMessageContaining(reason);
  }

  private static Element read(String text) {
    return ManifestXml.read(text.getBytes(StandardCharsets.UTF_8), "test.mum");
  }
}
