package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage to the component store, done with wimlib-imagex: it is found, and repaired. */
class StoreHealthIT {

  private static final String HEALTHY = "No component store corruption detected.\n";
  private static final String REPAIRABLE = "The component store is repairable.\n";
  private static final Path SAMPLE = Mounted.SAMPLES.resolve("images/one-index.wim");
  private static final String USED = "/Windows/System32/notepad.exe";
  private static final String SERVICING =
      "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing";
  private static final String PACKAGE =
      "/Windows/servicing/Packages/"
          + "Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0.mum";

  @TempDir Path folder;
  private Mounted image;
  private String stored;
  private String manifest;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    stored =
        image.paths(SAMPLE).stream()
            .filter(path -> path.matches("/Windows/WinSxS/.*notepad.*/notepad.exe"))
            .findFirst()
            .orElseThrow();
    manifest = "/Windows/WinSxS/Manifests/" + Path.of(stored).getName(2) + ".manifest";
  }

  @Test
  void wholeStoreIsHealthyAndLeftAlone() {
    Map<String, Integer> before = image.changes();
    assertThat(health("/CheckHealth")).endsWith(HEALTHY + success());
    assertThat(health("/ScanHealth")).endsWith(HEALTHY + success());
    assertThat(health("/RestoreHealth"))
        .endsWith("The restore operation completed successfully.\n" + success());
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void alteredFileIsFoundByAScan_whichMarksTheImageForTheNextCheck() throws Exception {
    alter(stored, USED);
    assertThat(health("/CheckHealth")).endsWith(HEALTHY + success());
    assertThat(health("/ScanHealth")).endsWith(REPAIRABLE + success());
    assertThat(health("/CheckHealth")).endsWith(REPAIRABLE + success());
    assertThat(Files.readString(image.log()))
        .contains(stored.substring(1) + " is not the file that its manifest describes.");
    image.commit();
    assertThat(image.key(image.wim(), "SOFTWARE", SERVICING))
        .containsPattern("\"CorruptionFound_UTC\"=str\\(1\\):\"20\\d\\d/");
  }

  @Test
  void scanOfWhatIsMountedForReading_marksNothing() throws Exception {
    alter(stored, USED);
    image.discard();
    image.mount("/ReadOnly");
    assertThat(health("/ScanHealth")).endsWith(REPAIRABLE + success());
    assertThat(health("/CheckHealth")).endsWith(HEALTHY + success());
    image.service("/Cleanup-Image", "/RestoreHealth").assertError(0xc1510111);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "manifest", "package"})
  void whatIsMissing_isToldWithoutAScan_andComesBackFromASource(String kind) throws Exception {
    String path = kind.equals("file") ? stored : kind.equals("manifest") ? manifest : PACKAGE;
    update("delete " + path);
    if (kind.equals("file")) {
      update("delete " + USED);
    }
    assertThat(health("/CheckHealth")).endsWith(REPAIRABLE + success());
    health("/RestoreHealth", "/Source:wim:" + SAMPLE + ":1");
    assertThat(health("/ScanHealth")).endsWith(HEALTHY + success());
    image.commit();
    assertThat(image.extract(image.wim(), path.substring(1)))
        .hasSameBinaryContentAs(image.extract(SAMPLE, path.substring(1)));
    assertThat(detail(USED)).isEqualTo(detail(stored));
  }

  @Test
  void repairPutsTheGoodFileAtAllLinks_andTakesTheMarkAway() throws Exception {
    alter(stored, USED);
    health("/ScanHealth");
    image.commit();
    image.mount();
    health("/RestoreHealth", "/Source:WIM:" + SAMPLE + ":1", "/LimitAccess");
    assertThat(health("/CheckHealth")).endsWith(HEALTHY + success());
    image.commit();
    assertThat(image.extract(image.wim(), USED.substring(1)))
        .hasSameBinaryContentAs(image.extract(SAMPLE, USED.substring(1)));
    assertThat(detail(USED)).isEqualTo(detail(stored));
    assertThat(image.key(image.wim(), "SOFTWARE", SERVICING)).doesNotContain("CorruptionFound");
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  /** libwim would keep the damaged bytes: content with this SHA-1 is in the WIM already. */
  @Test
  void wimThatIsDamagedItself_isNoMatterOfItsStore() throws Exception {
    String details =
        Mounted.program(
            "wimlib-imagex", "dir", image.wim().toString(), "1", "--detailed", "--path=" + stored);
    String offset = details.replaceAll("(?s).*Offset in WIM += (\\d+) bytes.*", "$1");
    try (RandomAccessFile wim = new RandomAccessFile(image.wim().toFile(), "rw")) {
      wim.seek(Long.parseLong(offset) + 3_000);
      wim.write(new byte[200]);
    }
    assertThat(image.service("/Cleanup-Image", "/ScanHealth").assertError(13).text())
        .contains("image.wim is damaged: wimdism cannot extract " + stored.substring(1))
        .contains("Take an undamaged copy of the file.");
  }

  @Test
  void imagesOwnGoodCopy_isEnough() throws Exception {
    alter(stored);
    health("/RestoreHealth");
    image.commit();
    assertThat(image.extract(image.wim(), stored.substring(1)))
        .hasSameBinaryContentAs(image.extract(SAMPLE, USED.substring(1)));
    assertThat(detail(USED)).isEqualTo(detail(stored));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WINDOWS/winsxs"})
  void folderIsASource_byItsRootOrItsStore(String part) throws Exception {
    alter(stored, USED);
    Path store = Files.createDirectories(folder.resolve("source/windows/winsxs"));
    Files.createSymbolicLink(folder.resolve("source/WINDOWS"), Path.of("windows"));
    Path component = Files.createDirectories(store.resolve(Path.of(stored).getName(2)));
    Files.move(image.extract(SAMPLE, USED.substring(1)), component.resolve("NOTEPAD.EXE"));
    health("/RestoreHealth", "/Source:" + folder.resolve("source").resolve(part));
    image.commit();
    assertThat(image.extract(image.wim(), stored.substring(1)))
        .hasSameBinaryContentAs(image.extract(SAMPLE, USED.substring(1)));
  }

  @Test
  void mountedImageIsASource() throws Exception {
    alter(stored, USED);
    Path other = Files.createDirectories(folder.resolve("other"));
    image
        .run("/Mount-Image", "/ImageFile:" + SAMPLE, "/Index:1", "/MountDir:" + other, "/ReadOnly")
        .assertSuccess();
    health("/RestoreHealth", "/Source:" + other.resolve("Windows"));
    image.commit();
    assertThat(detail(USED)).isEqualTo(detail(stored));
    assertThat(image.extract(image.wim(), stored.substring(1)))
        .hasSameBinaryContentAs(image.extract(SAMPLE, USED.substring(1)));
    image.run("/Unmount-Image", "/MountDir:" + other, "/Discard").assertSuccess();
  }

  @Test
  void withoutAGoodCopyNothingIsChanged() throws Exception {
    alter(stored, USED);
    update("delete " + PACKAGE);
    Map<String, Integer> before = image.changes();
    Path bad = Files.createDirectories(folder.resolve("bad").resolve(Path.of(stored).getName(2)));
    Files.writeString(bad.resolve("notepad.exe"), "not the one");
    assertThat(
            image
                .service("/Cleanup-Image", "/RestoreHealth", "/Source:" + bad.getParent())
                .assertError(0x800f081f)
                .text())
        .contains("\nError: 0x800f081f\n\nThe source files could not be found.\n")
        .contains(stored.substring(1))
        .contains("Nothing was changed.");
    image.service("/Cleanup-Image", "/RestoreHealth").assertError(0x800f081f);
    image.service("/Cleanup-Image", "/RestoreHealth", "/Source:/no/such").assertError(3);
    image
        .service("/Cleanup-Image", "/RestoreHealth", "/Source:" + folder.resolve("mount"))
        .assertError(87);
    assertThat(image.changes()).isEqualTo(before);
  }

  @Test
  void manifestThatDoesNotMatchTheFilesIsNotTaken() throws Exception {
    Path forged = image.extract(SAMPLE, manifest.substring(1));
    Files.writeString(
        forged, Files.readString(forged).replaceAll("DigestValue>....", "DigestValue>AAAA"));
    Path store = Files.createDirectories(folder.resolve("source/Manifests"));
    Files.move(forged, store.resolve(forged.getFileName()));
    update("delete " + manifest);
    image
        .service("/Cleanup-Image", "/RestoreHealth", "/Source:" + store.getParent())
        .assertError(0x800f081f);
  }

  private String health(String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "/Cleanup-Image";
    System.arraycopy(options, 0, command, 1, options.length);
    return image.service(command).assertSuccess().text();
  }

  /** Changes one byte of a file of the WIM, which the paths share afterwards. */
  private void alter(String... paths) throws Exception {
    Path file = image.extract(SAMPLE, paths[0].substring(1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    StringBuilder commands = new StringBuilder();
    for (String path : paths) {
      commands.append("add '").append(file).append("' '").append(path).append("'\n");
    }
    update(commands.toString());
  }

  /** Changes the WIM while it is not mounted. */
  private void update(String commands) throws Exception {
    image.discard();
    Path file = Files.writeString(folder.resolve("commands"), commands + "\n");
    Process process =
        new ProcessBuilder("wimlib-imagex", "update", image.wim().toString(), "1")
            .redirectInput(file.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    image.mount();
  }

  /** Content hash and link group: equal for hard links of one file. */
  private List<String> detail(String path) throws Exception {
    return Mounted.program(
            "wimlib-imagex", "dir", image.wim().toString(), "1", "--detailed", "--path=" + path)
        .lines()
        .filter(line -> line.startsWith("Link") || line.startsWith("Hash"))
        .toList();
  }

  private static String success() {
    return "The operation completed successfully.\n";
  }
}
