package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.wim.NtfsVolume;
import org.wimdism.wim.SmallImage;

/** An update on the sample image as Windows would have captured it: from an NTFS volume. */
class DescribedImageIT {

  private static final String KERNEL = "Windows/System32/ntoskrnl.exe";
  private static final String SOFTWARE = "Windows/System32/config/SOFTWARE";
  private static final int READ_ONLY_AND_SYSTEM = 0x25;

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mountWhatWasCapturedFromNtfs() throws Exception {
    image = new Mounted(folder);
    image.discard();
    NtfsVolume volume =
        NtfsVolume.of(image.wim(), 1, folder.resolve("volume"))
            .attributes(KERNEL, READ_ONLY_AND_SYSTEM)
            .attributes(SOFTWARE, READ_ONLY_AND_SYSTEM)
            .shortName(SOFTWARE, "SOFT~1");
    Files.delete(image.wim());
    volume.capture(
        image.wim(),
        "Described",
        "--image-property=WINDOWS/ARCH=9",
        "--image-property=WINDOWS/VERSION/MAJOR=10",
        "--image-property=WINDOWS/VERSION/MINOR=0",
        "--image-property=WINDOWS/VERSION/BUILD=26100",
        "--image-property=WINDOWS/VERSION/SPBUILD=1742");
    image.mount();
  }

  @Test
  void anUpdateIsAdded_andEveryFileHasADescriptorAfterwards() throws Exception {
    Map<String, String> before = SmallImage.metadata(image.wim(), 1);
    assertThat(before.values()).allMatch(block -> block.contains("Security Descriptor = 01"));

    image.add(update("windows11.0-kb5990101-x64.cab")).assertSuccess();
    image.commit();

    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
    Map<String, String> after = SmallImage.metadata(image.wim(), 1);
    assertThat(after.values()).allMatch(block -> block.contains("Security Descriptor = 01"));
    for (String path : List.of("/" + KERNEL, "/" + SOFTWARE)) {
      assertThat(line("Hash", after.get(path))).isNotEqualTo(line("Hash", before.get(path)));
      for (String kept : List.of("Attributes", "Security Descriptor", "Short Name")) {
        assertThat(line(kept, after.get(path))).isEqualTo(line(kept, before.get(path)));
      }
    }
    assertThat(after.get("/" + SOFTWARE)).contains("Short Name          = \"SOFT~1\"");
    assertThat(after.get("/" + KERNEL)).containsPattern("linked with .*WinSxS.*ntoskrnl");
    Map<String, String> untouched = new TreeMap<>(before);
    untouched.keySet().retainAll(after.keySet());
    untouched.entrySet().removeIf(file -> isChanged(file.getValue(), after.get(file.getKey())));
    assertThat(untouched).hasSizeGreaterThan(1000);
    assertThat(after).containsAllEntriesOf(untouched);
  }

  private static boolean isChanged(String before, String after) {
    return !line("Hash", before).equals(line("Hash", after))
        || !groupOf(before).equals(groupOf(after));
  }

  private static String groupOf(String block) {
    return line("linked with", block);
  }

  private static String line(String start, String block) {
    Matcher line = Pattern.compile("(?m)^" + start + ".*$").matcher(block);
    assertThat(line.find()).as(start + " in " + block).isTrue();
    return line.group();
  }
}
