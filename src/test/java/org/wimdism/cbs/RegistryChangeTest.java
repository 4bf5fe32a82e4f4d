package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;
import org.wimdism.hive.Value;
import org.wimdism.hive.ValueType;

class RegistryChangeTest {

  private static final String SOFTWARE = "HKEY_LOCAL_MACHINE\\SOFTWARE\\X";

  @ParameterizedTest
  @CsvSource({
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B, SOFTWARE, A\\B",
    "hkey_local_machine\\software\\A, SOFTWARE, A",
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control, SYSTEM, CurrentControlSet\\Control",
    "HKEY_CLASSES_ROOT\\.txt, SOFTWARE, Classes\\.txt",
    "HKEY_USERS\\.DEFAULT\\Console, DEFAULT, Console",
  })
  void keyOfARunningWindowsLiesInAHive(String key, Hives.Name hive, String below)
      throws Unsupported {
    RegistryChange change = RegistryChange.of(new RegistrySetting(key, "v", "REG_SZ", ""), false);
    assertThat(change.place().hive()).isEqualTo(hive);
    assertThat(change.place().path()).isEqualTo(below);
  }

  @ParameterizedTest
  @CsvSource({
    "HKEY_CURRENT_USER\\Software, REG_SZ, x, registryKey HKEY_CURRENT_USER\\Software",
    "HKEY_LOCAL_MACHINE\\SOFTWARELIKE, REG_SZ, x, registryKey HKEY_LOCAL_MACHINE\\SOFTWARELIKE",
    "HKEY_CLASSES_ROOT\\a, REG_LINK, x, registryValue valueType=\"REG_LINK\"",
    "HKEY_CLASSES_ROOT\\a, REG_SZ, $(runtime.moon)\\x, macro $(runtime.moon) in a registryValue",
  })
  void whatIsUnknownIsNamed(String key, String type, String value, String name) {
    assertThatThrownBy(() -> RegistryChange.of(new RegistrySetting(key, "v", type, value), false))
        .isInstanceOf(Unsupported.class)
        .hasMessage(name);
  }

  @Test
  void textsGetTheirMacrosReplaced() throws Unsupported {
    assertThat(value("REG_SZ", "$(runtime.system32)\\a.dll").asString())
        .isEqualTo("C:\\Windows\\System32\\a.dll");
    assertThat(value("REG_SZ", "$(runtime.bootDrive)\\a").asString()).isEqualTo("C:\\a");
    assertThat(value("REG_EXPAND_SZ", "$(runtime.programFiles)\\a").asString())
        .isEqualTo("%ProgramFiles%\\a");
    assertThat(value("REG_MULTI_SZ", "\"one\",\"$(runtime.windows)\"").asStrings())
        .containsExactly("one", "C:\\Windows");
    assertThat(value("REG_MULTI_SZ", "alone").asStrings()).containsExactly("alone");
    assertThat(value("REG_MULTI_SZ", "").asStrings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B, Wow6432Node\\A\\B",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\A, Wow6432Node\\A",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Fonts,"
        + " Microsoft\\Windows NT\\CurrentVersion\\Fonts",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\PoliciesOfMine, Wow6432Node\\PoliciesOfMine",
    "HKEY_CLASSES_ROOT\\.txt, Classes\\.txt",
    "HKEY_CLASSES_ROOT\\CLSID\\{0}, Classes\\Wow6432Node\\CLSID\\{0}",
    "HKEY_LOCAL_MACHINE\\SYSTEM\\Select, Select",
    "HKEY_USERS\\.DEFAULT\\Software\\A, Software\\A",
  })
  void keyOfA32BitComponentLiesWhere32BitProgramsSeeIt(String key, String path) throws Unsupported {
    assertThat(KeyPlace.of(key, true).path()).isEqualTo(path);
  }

  @Test
  void textsOf32BitComponentsNameThe32BitFolders() throws Unsupported {
    RegistrySetting text =
        new RegistrySetting(SOFTWARE, "v", "REG_SZ", "$(runtime.system32)\\a.dll");
    assertThat(RegistryChange.of(text, true).value().orElseThrow().asString())
        .isEqualTo("C:\\Windows\\SysWOW64\\a.dll");
    RegistrySetting expand =
        new RegistrySetting(SOFTWARE, "v", "REG_EXPAND_SZ", "$(runtime.programFiles)\\a");
    assertThat(RegistryChange.of(expand, true).value().orElseThrow().asString())
        .isEqualTo("%ProgramFiles(x86)%\\a");
  }

  @Test
  void numbersAreReadInBothForms() throws Unsupported {
    assertThat(value("REG_DWORD", "0x0000090a").asDword()).isEqualTo(2314);
    assertThat(value("REG_DWORD", "7").asDword()).isEqualTo(7);
    assertThat(value("REG_DWORD", "0xffffffff").asDword()).isEqualTo(-1);
    assertThat(value("REG_QWORD", "0x100000000").asQword()).isEqualTo(1L << 32);
    assertThat(value("REG_BINARY", "0aFf").data()).containsExactly(10, -1);
    assertThat(value("REG_NONE", "").type()).isEqualTo(ValueType.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "REG_DWORD, 0x1ffffffff",
    "REG_DWORD, seven",
    "REG_BINARY, 0",
    "REG_BINARY, zz",
    "REG_QWORD, ''"
  })
  void valueThatIsNotOfItsTypeIsABrokenManifest(String type, String text) {
    assertThatThrownBy(() -> value(type, text))
        .isInstanceOfSatisfying(
            ServicingError.class, error -> assertThat(error.code()).isEqualTo(14099))
        .hasMessageContaining("is no " + type);
  }

  private static Value value(String type, String text) throws Unsupported {
    return RegistryChange.of(new RegistrySetting(SOFTWARE, "v", type, text), false)
        .value()
        .orElseThrow();
  }
}
