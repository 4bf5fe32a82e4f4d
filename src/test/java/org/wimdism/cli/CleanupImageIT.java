package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupImageIT {

  private static final String KERNEL =
      "/Windows/WinSxS/amd64_microsoft-windows-os-kernel_31bf3856ad364e35_10.0.26100.";

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mountAndUpdate() throws Exception {
    image = new Mounted(folder);
    image
        .add(
            update("ssu-26100.2310-kb5990100-x64.cab"),
            update("windows11.0-kb5990101-x64.cab"),
            update("windows11.0-kb5990102-x64.msu"))
        .assertSuccess();
  }

  @Test
  void resetBaseRemovesEverySupersededVersionAndExportShrinksTheFile() throws Exception {
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.commit();
    List<String> paths = image.paths(image.wim());
    assertThat(kernels(paths)).containsExactly("2314");
    assertThat(paths)
        .noneMatch(path -> path.matches(".*/Manifests/.*os-kernel.*\\.(1742|2033)_.*"));
    assertThat(paths).contains("/Windows/System32/ntoskrnl.exe");
    assertThat(
            image.key(
                image.wim(),
                "SOFTWARE",
                "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing"))
        .containsPattern("\"LastResetBase_UTC\"=str\\(1\\):\"20\\d\\d/\\d\\d/\\d\\d:");

    Path exported = folder.resolve("exported.wim");
    image
        .run(
            "/Export-Image",
            "/SourceImageFile:" + image.wim(),
            "/SourceIndex:1",
            "/DestinationImageFile:" + exported,
            "/Compress:max")
        .assertSuccess();
    assertThat(Files.size(exported)).isLessThan(Files.size(image.wim()) - 3_000_000);
    Mounted.program("wimlib-imagex", "verify", exported.toString());
  }

  @Test
  void withoutResetBaseOnlyWhatSupersededPackagesBroughtGoes() throws Exception {
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    image.commit();
    assertThat(kernels(image.paths(image.wim()))).containsExactlyInAnyOrder("1742", "2314");
  }

  @Test
  void secondCleanupFindsNothing() throws Exception {
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    var before = image.changes();
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void supersededVersionWhoseFileIsStillUsedStays() throws Exception {
    image.commit();
    List<String> paths = image.paths(image.wim());
    String old =
        paths.stream()
            .filter(path -> path.startsWith(KERNEL + "1742") && path.endsWith(".exe"))
            .findFirst()
            .orElseThrow();
    linkAgain(old, "/Windows/System32/old-kernel.exe");
    image.mount();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.commit();
    assertThat(kernels(image.paths(image.wim()))).containsExactlyInAnyOrder("1742", "2314");
    assertThat(Files.readString(image.log())).contains("old-kernel.exe is still in use");
  }

  @Test
  void pendingOperationsBlockTheCleanup() throws Exception {
    image.commit();
    Path pending = Files.writeString(folder.resolve("pending.xml"), "<pending/>");
    Mounted.program(
        "wimlib-imagex",
        "update",
        image.wim().toString(),
        "1",
        "--command=add '" + pending + "' /Windows/WinSxS/pending.xml");
    image.mount();
    var before = image.changes();
    assertThat(
            image
                .service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase")
                .assertError(0x800f0806)
                .text())
        .contains(
            "\nError: 0x800f0806\n\n"
                + "The operation could not be completed due to pending operations.\n");
    assertThat(image.changes()).isEqualTo(before);
    image.discard();
  }

  @Test
  void optionsThatDoNotBelongTogetherAreRefused() {
    for (String[] options :
        new String[][] {
          {},
          {"/CheckHealth", "/ScanHealth"},
          {"/ScanHealth", "/ResetBase"},
          {"/StartComponentCleanup", "/Source:x"},
          {"/AnalyzeComponentStore", "/LimitAccess"},
          {"/StartComponentCleanup", "/Defer"}
        }) {
      image.service(command(options)).assertError(87);
    }
    image.service(command("/SPSuperseded", "/HideSP")).assertError(50);
    assertThat(
            image
                .service(command("/StartComponentCleanup", "/ResetBase", "/Defer"))
                .assertError(50)
                .text())
        .contains("/Defer leaves the work to the maintenance of a running Windows");
  }

  private static String[] command(String... options) {
    return Stream.concat(Stream.of("/Cleanup-Image"), Stream.of(options)).toArray(String[]::new);
  }

  /** Replaces a file of the WIM by one file with two links. */
  private void linkAgain(String path, String link) throws Exception {
    Path source = image.extract(image.wim(), path.substring(1));
    Path twin = Files.createLink(folder.resolve("twin"), source);
    Path commands =
        Files.writeString(
            folder.resolve("commands"),
            "add '%s' '%s'\nadd '%s' '%s'\n".formatted(source, path, twin, link));
    Process process =
        new ProcessBuilder("wimlib-imagex", "update", image.wim().toString(), "1")
            .redirectInput(commands.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static List<String> kernels(List<String> paths) {
    return paths.stream()
        .filter(path -> path.startsWith(KERNEL) && path.endsWith("/ntoskrnl.exe"))
        .map(path -> path.substring(KERNEL.length(), KERNEL.length() + 4))
        .toList();
  }
}
