package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.wim.SmallImage.LINKED;
import static org.wimdism.wim.SmallImage.LINKED_STORE;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeIndexTest {

  private static final String TREE = "1".repeat(40);

  @TempDir Path folder;
  private Path file;
  private Path wim;

  @BeforeEach
  void writeDown() throws Exception {
    file = folder.resolve("tree");
    wim = SmallImage.capture(folder);
    try (WimFile open = WimFile.open(wim)) {
      TreeIndex.write(file, TREE, open, 1);
    }
  }

  @Test
  void aNextCommandReadsEveryFolderAndLinkAsLibwimShowsThem() {
    TreeIndex index = TreeIndex.open(file, TREE).orElseThrow();
    try (WimFile open = WimFile.open(wim)) {
      Map<String, List<Entry>> shown = new TreeMap<>();
      Map<String, List<Entry>> written = new TreeMap<>();
      collect("", open, index, shown, written);
      assertThat(written).isEqualTo(shown).hasSizeGreaterThan(3);
    }
    Entry linked =
        index.list(LINKED.substring(0, LINKED.lastIndexOf('/'))).stream()
            .filter(entry -> entry.path().equals(LINKED))
            .findFirst()
            .orElseThrow();
    assertThat(index.links(linked.linkGroup())).containsExactlyInAnyOrder(LINKED, LINKED_STORE);
    assertThat(index.list("Windows/None")).isEmpty();
    String in = LINKED.substring(0, LINKED.lastIndexOf('/'));
    assertThat(index.find(in, "LINKED.dLL")).containsExactly(linked);
    assertThat(index.find(in, "none")).isEmpty();
    assertThat(index.find("", "windows")).hasSize(1);
  }

  @Test
  void oneOfAnotherTreeIsNotUsed() {
    assertThat(TreeIndex.open(file, "2".repeat(40))).isEmpty();
  }

  @Test
  void aDamagedOneIsNotUsed() throws Exception {
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      damaged.seek(damaged.length() - 3);
      damaged.write('?');
    }
    assertThat(TreeIndex.open(file, TREE)).isEmpty();
    Files.write(file, new byte[10]);
    assertThat(TreeIndex.open(file, TREE)).isEmpty();
    Files.write(file, new byte[0]);
    assertThat(TreeIndex.open(file, TREE)).isEmpty();
  }

  private static void collect(
      String path,
      WimFile wim,
      TreeIndex index,
      Map<String, List<Entry>> shown,
      Map<String, List<Entry>> written) {
    shown.put(path, wim.list(1, path));
    written.put(path, index.list(path));
    for (Entry entry : shown.get(path)) {
      if (entry.directory()) {
        collect(entry.path(), wim, index, shown, written);
      }
    }
  }
}
