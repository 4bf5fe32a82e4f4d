package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({"straße,STRAßE", "Ключ,КЛЮЧ", "ÿ_éa,Ÿ_ÉA", "ω,Ω", "鍵,鍵"})
  void lettersAreComparedWithoutCase(String name, String folded) {
    assertThat(Names.folded(name)).isEqualTo(folded);
  }

  /** As in the table $UpCase of NTFS, which maps one character to one. */
  @ParameterizedTest
  @CsvSource({"µ", "ı", "ſ", "ς", "ϐ", "ǅ"})
  void lettersThatAreNoSmallFormStayWhatTheyAre(String name) {
    assertThat(Names.folded(name)).isEqualTo(name);
  }

  /** Hashes that hivexregedit wrote for these keys. */
  @ParameterizedTest
  @CsvSource({"Microsoft,7f00cd26", "ControlSet001,8f3ba9a2", "_,5f"})
  void hashesAreThoseOfTheFormat(String name, String hash) {
    assertThat(Names.hash(Names.folded(name))).isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }

  @Test
  void hintsAreTheFirstFourCharactersOfLatin1() {
    assertThat(Names.hint("abcdef")).isEqualTo(0x64636261);
    assertThat(Names.hint("ä")).isEqualTo(0xe4);
    assertThat(Names.hint("abКл")).isZero();
  }

  @Test
  void surrogatesWithoutPartnerAreKept() {
    String name = "a\ud83d";
    assertThat(Names.decode(Names.encode(name), Names.isLatin1(name))).isEqualTo(name);
  }
}
