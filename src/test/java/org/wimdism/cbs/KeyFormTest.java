package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folder names as they are in the WinSxS of published Windows versions. */
class KeyFormTest {

  @ParameterizedTest
  @CsvSource({
    "Microsoft-Windows-OSK, 10.0.19041.1,"
        + " amd64_microsoft-windows-osk_31bf3856ad364e35_10.0.19041.1_none_60ade0eff94c37fc",
    "Microsoft-Windows-Font-TrueType-Consolas, 10.0.19041.1,"
        + " amd64_microsoft-windows-font-truetype-consolas_31bf3856ad364e35_10.0.19041.1_none_1fe0609844af8bce",
    "Security-Octagon-Broker, 10.0.19041.84,"
        + " amd64_security-octagon-broker_31bf3856ad364e35_10.0.19041.84_none_51ae5c25baf813ff",
    "Microsoft-Windows-SLC-Component-ExtendedSecurityUpdatesAI, 6.3.9603.30600,"
        + " amd64_microsoft-windows-s..edsecurityupdatesai_31bf3856ad364e35_6.3.9603.30600_none_6022b34506a8b67a",
  })
  void folderOfAComponentIsNamedAsWindowsNamesIt(String name, String version, String folder) {
    assertThat(KeyForm.of(component(name, "neutral", version))).isEqualTo(folder);
  }

  @Test
  void sideBySideAssemblyCountsItsTypeAndHasNoScope() {
    Identity controls =
        new Identity(
            "Microsoft.Windows.Common-Controls",
            "6595b64144ccf1df",
            "x86",
            "none",
            Version.parse("6.0.7600.16385"),
            "win32",
            "");
    assertThat(KeyForm.of(controls))
        .isEqualTo(
            "x86_microsoft.windows.common-controls_6595b64144ccf1df_6.0.7600.16385_none_421189da2b7fabfc");
  }

  @Test
  void longCultureIsShortenedInTheMiddle() {
    assertThat(KeyForm.of(component("A", "uz-Latn-UZ", "1.0.0.0")))
        .startsWith("amd64_a_31bf3856ad364e35_1.0.0.0_uz-..-uz_");
  }

  private static Identity component(String name, String language, String version) {
    return new Identity(
        name, "31bf3856ad364e35", "amd64", language, Version.parse(version), "", "nonSxS");
  }
}
