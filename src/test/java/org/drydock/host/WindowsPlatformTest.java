package org.drydock.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the Windows side can be tried anywhere: the quoting. */
class WindowsPlatformTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "/Index:1 | /Index:1",
        "/ImageFile:C:\\a\\b.wim | /ImageFile:C:\\a\\b.wim",
        "/ImageFile:C:\\a b\\c.wim | \"/ImageFile:C:\\a b\\c.wim\"",
        "/MountDir:C:\\a b\\ | \"/MountDir:C:\\a b\\\\\"",
        "say \"it\" | \"say \\\"it\\\"\"",
        "back\\\" slash | \"back\\\\\\\" slash\""
      },
      delimiter = '|')
  void argumentsArriveAsTheyWere(String argument, String quoted) {
    assertThat(WindowsPlatform.quoted(argument)).isEqualTo(quoted);
  }

  @Test
  void anEmptyArgumentIsKept() {
    assertThat(WindowsPlatform.quoted("")).isEqualTo("\"\"");
  }

  @Test
  void theScriptGetsItsValuesAsLiterals() {
    List<String> command =
        new WindowsPlatform()
            .wrap(Path.of("it's $folder"), List.of("Dism.exe", "/ImageFile:a b.wim"));

    String script =
        new String(
            Base64.getDecoder().decode(command.get(command.size() - 1)), StandardCharsets.UTF_16LE);
    assertThat(script)
        .startsWith("$folder = 'it''s $folder'\n$program = 'Dism.exe'\n")
        .contains("$arguments = '\"/ImageFile:a b.wim\"'\n");
  }
}
