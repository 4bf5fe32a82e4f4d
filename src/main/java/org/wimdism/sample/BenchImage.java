package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;

/** Writes the benchmark's image: a WIM of several editions of one Windows. */
final class BenchImage {

  /** The longest value that every writer of hives takes. */
  private static final int LONGEST_VALUE = 16_000;

  private static final List<String> EDITIONS =
      List.of("Professional", "Core", "Enterprise", "Education");

  private final BenchScale scale;
  private final BenchSystem system;

  BenchImage(BenchScale scale) {
    this.scale = scale;
    this.system = new BenchSystem(scale);
  }

  /**
   * Writes the WIM.
   *
   * @param root an empty folder for the files that go into it
   */
  void write(Path root, Path wim) throws IOException {
    SampleTree tree = new SampleTree(root);
    tree.install(SampleSystem.servicingStack("amd64", SampleSystem.BASE_STACK));
    for (int i = 0; i < scale.components(); i++) {
      tree.install(system.base(i));
    }
    for (int i = 0; i < scale.plainFiles(); i++) {
      String name = "Windows/INF/area%02d/plain%05d.inf".formatted(i % 50, i);
      SampleTree.write(root.resolve(name), system.plainFile(name));
    }
    for (int i = 0; i < scale.indexes(); i++) {
      String edition = EDITIONS.get(i);
      tree.writeEdition("Windows 11 " + edition, edition);
      fill(root.resolve("Windows/System32/config/SOFTWARE"));
      SampleTree.setTimes(root);
      SampleData.capture(
          root,
          wim,
          i == 0,
          scale.compressible() ? "LZX" : "XPRESS",
          "Windows 11 " + edition,
          edition);
    }
  }

  /** Real hives are large, and every package that is added changes the largest. */
  private void fill(Path software) throws IOException {
    try (Hive hive = Hive.open(software, true)) {
      for (int i = 0; (long) i * LONGEST_VALUE < scale.hiveBytes(); i++) {
        Key key =
            hive.root().createPath("Classes\\Bench\\Group%02d\\Class%04d".formatted(i % 64, i));
        key.setBinary("Data", ProgramLikeData.of("Class" + i, "", LONGEST_VALUE));
      }
      hive.commit();
    }
  }
}
