package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @TempDir Path state;

  @Test
  void optionsAreReadInAnyCase_withSlashOrDash_andWithQuotedValues() {
    Arguments arguments =
        Arguments.parse(
            new String[] {
              "/mount-wim", "-WIMFILE:\"a b.wim\"", "/PackagePath:x", "/PackagePath:C:\\y"
            });
    assertThat(arguments.value("ImageFile")).contains("a b.wim");
    assertThat(arguments.values("packagepath")).containsExactly("x", "C:\\y");
    assertThat(Commands.called(arguments)).isInstanceOf(MountImage.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/No-Such-Command | 87 | No-Such-Command option is unknown",
        "install.wim | 87 | install.wim option is unknown",
        "/Get-MountedImageInfo /Frobnicate | 87 | Frobnicate option is unknown",
        "/Get-MountedImageInfo /LogLevel:9 | 87 | not a level",
        "/Get-MountedImageInfo /LogLevel:x | 87 | not a number",
        "/Get-MountedImageInfo /English:yes | 87 | takes no value",
        "/Get-ImageInfo | 87 | /ImageFile option is missing",
        "/Get-ImageInfo /ImageFile: | 87 | needs a value",
        "/Unmount-Image /MountDir:x | 87 | either /Commit",
        "/Unmount-Image /MountDir:x /Commit /Discard | 87 | either /Commit",
        "/Online /Get-Features | 50 | does not do /Online",
        "/Image:x /Add-Driver /Driver:y | 50 | does not do /Add-Driver",
        "/Apply-Unattend:x | 87 | /Image option is missing",
        "/Apply-Unattend /Image:x | 87 | needs a value",
        "/Get-Packages:x /Image:x | 87 | takes no value",
        "/Get-ImageInfo /ImageFile:x /Frobnicate | 87 | /Get-ImageInfo /ImageFile:FILE [/Index:N",
        "/Get-MountedImageInfo /ScratchDir:/no/such/folder | 3 | scratch folder",
      })
  void wrongArguments_areAnsweredWithDismsCodes(String line, int code, String text) {
    CommandRun run = CommandRun.of(state, line.split(" "));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.error()).startsWith("Error: " + code + "\n").contains(text);
  }

  @Test
  void aFailure_neverEndsWithStatusZero() {
    assertThat(Main.status(0)).isZero();
    assertThat(Main.status(87)).isEqualTo(87);
    assertThat(Main.status(0xc1420114)).isEqualTo(0x14);
    assertThat(Main.status(0x80070100)).isEqualTo(1);
    assertThat(Main.status(3010)).isEqualTo(0xc2);
  }

  @Test
  void help_namesEveryCommandAndOurRelease() {
    assertThat(CommandRun.of(state, "/?").output())
        .contains("Version: 10.0.26100.1")
        .contains("wimdism ")
        .contains("/Mount-Image /ImageFile:FILE")
        .contains("(also /Mount-Wim)");
  }

  @Test
  void quiet_leavesOnlyErrors() {
    assertThat(CommandRun.of(state, "/Get-MountedImageInfo", "/Quiet").output()).isEmpty();
    assertThat(CommandRun.of(state, "/Get-ImageInfo", "/ImageFile:/no", "/Quiet").output())
        .startsWith("\nError: 2\n");
  }
}
