package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

  @ParameterizedTest
  @CsvSource({
    "$(runtime.system32)\\, Windows/System32, Windows/SysWOW64",
    "$(runtime.system32)\\en-US\\, Windows/System32/en-US, Windows/SysWOW64/en-US",
    "$(runtime.drivers), Windows/System32/drivers, Windows/System32/drivers",
    "$(runtime.windows)\\Boot, Windows/Boot, Windows/Boot",
    "$(runtime.ProgramFiles)\\X, Program Files/X, Program Files (x86)/X",
    "$(runtime.bootDrive)\\X, X, X",
    "$(runtime.userProfile)\\X, Users/Default/X, Users/Default/X",
  })
  void macroIsAFolderOfTheImage(String destination, String path, String path32) {
    assertThat(Place.path(destination, false)).contains(path);
    assertThat(Place.path(destination, true)).contains(path32);
  }

  @Test
  void unknownMacroOrNoneIsNoPlace() {
    assertThat(Place.path("$(runtime.moon)\\x", false)).isEmpty();
    assertThat(Place.path("C:\\Windows", false)).isEmpty();
    assertThat(Place.path("$(runtime.windows)\\$(user.name)", false)).isEmpty();
    assertThat(Place.unknownMacro("a $(runtime.windows) $(build.arch)")).contains("$(build.arch)");
  }
}
