package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.faulty;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyUnattendIT {

  private static final String STACK = identity("Package_for_ServicingStack_2310", "26100.2310.1.0");
  private static final String ROLLUP = identity("Package_for_RollupFix", "26100.2033.1.9");

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    Files.copy(update("ssu-26100.2310-kb5990100-x64.cab"), folder.resolve("stack.cab"));
    Files.createDirectories(folder.resolve("sub"));
    Files.copy(update("windows11.0-kb5990101-x64.cab"), folder.resolve("sub/rollup.cab"));
  }

  @Test
  void packagesAreAddedInTheOrderOfTheFile() throws Exception {
    String text =
        apply(install(STACK, "%configsetroot%\\STACK.CAB") + install(ROLLUP, "sub\\rollup.cab"))
            .assertSuccess()
            .text();
    assertThat(text)
        .containsSubsequence(
            "Processing 1 of 2 - Adding package Package_for_ServicingStack_2310~",
            "Processing 2 of 2 - Adding package Package_for_RollupFix~",
            "The operation completed successfully.\n");
    image.commit();
    assertThat(image.paths(image.wim()))
        .anyMatch(path -> path.contains("/Packages/Package_for_ServicingStack_2310~"))
        .anyMatch(path -> path.contains("/Packages/Package_for_RollupFix~"));
  }

  @Test
  void packageIsRemovedAgain() throws Exception {
    apply(install(STACK, "stack.cab") + install(ROLLUP, "sub/rollup.cab")).assertSuccess();
    assertThat(apply("<package action=\"remove\">" + ROLLUP + "</package>").assertSuccess().text())
        .contains("Processing 1 of 1 - Removing package Package_for_RollupFix~");
    image.commit();
    assertThat(image.paths(image.wim()))
        .anyMatch(path -> path.contains("/Packages/Package_for_ServicingStack_2310~"))
        .noneMatch(path -> path.contains("/Packages/Package_for_RollupFix~"));
  }

  @Test
  void answerFileThatWindowsUpdatesCarryIsTaken() throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    Path msu = update("windows11.0-kb5990102-x64.msu");
    Mounted.program("cabextract", "-q", "-d", unpacked.toString(), msu.toString());
    image.add(folder.resolve("stack.cab")).assertSuccess();
    image
        .service("/apply-unattend:" + unpacked.resolve("Windows11.0-KB5990102-x64.xml"))
        .assertSuccess();
    image.commit();
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Microsoft\\Windows NT\\CurrentVersion"))
        .contains("\"UBR\"=dword:0000090a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<settings pass=\"offlineServicing\"/> | 50 | \"settings\" of unattend.xml",
        "<servicing><package action=\"stage\">ID</package></servicing>"
            + " | 50 | \"package action=\"stage\"\"",
        "<servicing><package action=\"configure\">ID<selection/></package></servicing>"
            + " | 50 | \"package/selection\"",
        "<servicing><feature/></servicing> | 50 | \"servicing/feature\"",
        "<servicing><package action=\"install\">ID<source location=\"no.cab\"/></package>"
            + "</servicing> | 2 | no.cab that unattend.xml names",
        "<servicing><package action=\"install\">ID<source location=\"sub/rollup.cab\"/></package>"
            + "</servicing> | 13 | the answer file names Package_for_ServicingStack_2310~",
        "<servicing> | 13 | is no answer file",
      })
  void everythingElseIsRefusedByName_andNothingIsChanged(String body, int code, String reason)
      throws Exception {
    Map<String, Integer> before = image.changes();
    String first = install(ROLLUP, "sub/rollup.cab");
    assertThat(
            answers("<servicing>" + first + "</servicing>" + body.replace("ID", STACK))
                .assertError(code)
                .text())
        .containsIgnoringCase(reason);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void packageThatFailsIsNamed_andTheOthersAreAdded() throws Exception {
    Files.copy(faulty("windows11.0-kb5990109-x64.cab"), folder.resolve("orphan.cab"));
    String orphan = identity("Package_for_KB5990109", "26100.1742.1.0");
    assertThat(
            apply(install(orphan, "orphan.cab") + install(ROLLUP, "sub/rollup.cab"))
                .assertError(0x800f081e)
                .text())
        .contains("orphan.cab: The specified package is not applicable to this image.")
        .contains("The command completed with errors.");
    image.commit();
    assertThat(image.paths(image.wim()))
        .anyMatch(path -> path.contains("/Packages/Package_for_RollupFix~"));
  }

  @Test
  void missingAnswerFileIsNamed() {
    assertThat(image.service("/Apply-Unattend:/no/unattend.xml").assertError(2).text())
        .contains("/no/unattend.xml cannot be read");
  }

  private Mounted.Result apply(String packages) throws Exception {
    return answers("<servicing>" + packages + "</servicing>");
  }

  private Mounted.Result answers(String body) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("unattend.xml"),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">"
                + body
                + "<cpi:offlineImage cpi:source=\"wim:x#1\" xmlns:cpi=\"urn:schemas-microsoft-com:cpi\"/>"
                + "</unattend>");
    return image.service("/Apply-Unattend:" + file);
  }

  private static String install(String identity, String source) {
    return "<package action=\"install\">"
        + identity
        + "<source location=\""
        + source
        + "\"/></package>";
  }

  private static String identity(String name, String version) {
    return "<assemblyIdentity name=\""
        + name
        + "\" version=\""
        + version
        + "\" processorArchitecture=\"amd64\" publicKeyToken=\"31bf3856ad364e35\""
        + " language=\"neutral\"/>";
  }
}
