package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sizes of the component store, compared with what find says of the applied image. */
class StoreAnalysisIT {

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
  void sizesAreThoseOfTheFiles_andACleanupReclaimsWhatIsReclaimable() throws Exception {
    image.commit();
    Path temporary = Files.write(folder.resolve("cached"), new byte[300_000]);
    Mounted.program(
        "wimlib-imagex",
        "update",
        image.wim().toString(),
        "1",
        "--command=add '" + temporary + "' /Windows/WinSxS/Temp/cached");
    Path applied = folder.resolve("applied");
    Mounted.program(
        "wimlib-imagex", "apply", image.wim().toString(), "1", applied.toString(), "--no-acls");
    Map<String, String> expected = measured(applied);
    image.mount();

    Map<String, String> before = analysis();
    assertThat(before).containsAllEntriesOf(expected);
    assertThat(before)
        .containsEntry("    Cache and Temporary Data", "292.97 KB")
        .containsEntry("Date of Last Cleanup", "<undefined>")
        .containsEntry("Number of Reclaimable Packages", "1")
        .containsEntry("Component Store Cleanup Recommended", "Yes");

    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    Map<String, String> after = analysis();
    assertThat(after)
        .containsEntry("Number of Reclaimable Packages", "0")
        .containsEntry("Component Store Cleanup Recommended", "No")
        .containsEntry("    Shared with Windows", before.get("    Shared with Windows"));
    image.commit();
    String reset =
        image.key(
            image.wim(),
            "SOFTWARE",
            "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing");
    String[] cleaned = after.get("Date of Last Cleanup").split(" ");
    assertThat(reset)
        .contains(
            "\"LastResetBase_UTC\"=str(1):\""
                + cleaned[0].replace('-', '/')
                + ":"
                + cleaned[1]
                + ".");
  }

  private Map<String, String> analysis() {
    Map<String, String> values = new HashMap<>();
    image
        .service("/Cleanup-Image", "/AnalyzeComponentStore")
        .assertSuccess()
        .text()
        .lines()
        .map(line -> line.split(" : "))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> values.put(parts[0], parts[1]));
    return values;
  }

  /** Sums up the files below WinSxS by inode. */
  private static Map<String, String> measured(Path root) throws Exception {
    List<String[]> files =
        Mounted.program("find", root.toString(), "-type", "f", "-printf", "%i %s %P\\n")
            .lines()
            .map(line -> line.split(" ", 3))
            .toList();
    Map<String, Boolean> outside = new HashMap<>();
    files.forEach(
        file -> outside.merge(file[0], !file[2].startsWith("Windows/WinSxS/"), Boolean::logicalOr));
    long reported = 0;
    Map<String, Long> shared = new HashMap<>();
    Map<String, Long> actual = new HashMap<>();
    for (String[] file : files) {
      if (file[2].startsWith("Windows/WinSxS/")) {
        long size = Long.parseLong(file[1]);
        reported += size;
        actual.put(file[0], size);
        if (outside.get(file[0])) {
          shared.put(file[0], size);
        }
      }
    }
    return Map.of(
        "Windows Explorer Reported Size of Component Store", megabytes(reported),
        "Actual Size of Component Store", megabytes(sum(actual)),
        "    Shared with Windows", megabytes(sum(shared)),
        "    Backups and Disabled Features", megabytes(sum(actual) - sum(shared) - 300_000));
  }

  private static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / 1024.0 / 1024.0);
  }
}
