package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a hive, hivexregedit sees what was done to plain maps. */
class HiveModelTest {

  private static final List<String> NAMES =
      List.of("a", "B", "_x", "Größe", "Ключ", "鍵", "Windows NT", "c", "D", "äpfel", "Z~1", "q");

  @TempDir Path folder;

  /** The values of each key by their names, the keys by their paths. */
  private final Map<String, Map<String, String>> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomChanges(long seed) throws Exception {
    Random random = new Random(seed);
    Path file = folder.resolve("hive");
    EmptyHive.create(file);
    model.put("", new HashMap<>());
    for (int round = 0; round < 6; round++) {
      try (Hive hive = Hive.open(file, true)) {
        for (int i = 0; i < 150; i++) {
          change(hive.root(), random);
        }
        hive.commit();
      }
      HiveAnatomy.assertSound(file);
      Map<String, Map<String, String>> expected = new TreeMap<>();
      model.forEach((path, values) -> expected.put(path.isEmpty() ? "\\" : path, values));
      assertThat(Hivex.export(file)).isEqualTo(expected);
    }
    assertThat(model).hasSizeGreaterThan(20);
  }

  private void change(Key root, Random random) {
    List<String> paths = new ArrayList<>(model.keySet());
    String path = paths.get(random.nextInt(paths.size()));
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String typed = random.nextBoolean() ? name.toUpperCase() : name.toLowerCase();
    typed = typed.length() == name.length() ? typed : name;
    Key key = root.key(path).orElseThrow();
    switch (random.nextInt(20)) {
      case 0, 1 -> {
        key.deleteKey(typed);
        model.keySet().removeIf(each -> (each + "\\").startsWith(path + "\\" + name + "\\"));
      }
      case 2, 3, 4 -> {
        key.deleteValue(typed);
        model.get(path).remove(name);
      }
      case 5 -> {
        key.setAll(List.of(new Value(name, 1, new byte[] {1})));
        model.put(path, new HashMap<>(Map.of(name, Hivex.text(1, new byte[] {1}))));
      }
      case 6, 7, 8, 9, 10 -> {
        boolean there = model.containsKey(path + "\\" + name);
        key.createPath(there ? typed : name);
        model.putIfAbsent(path + "\\" + name, new HashMap<>());
      }
      default -> {
        byte[] data =
            new byte[random.nextInt(12) == 0 ? random.nextInt(16_344) : random.nextInt(40)];
        random.nextBytes(data);
        int type = random.nextInt(12);
        key.set(new Value(model.get(path).containsKey(name) ? typed : name, type, data));
        model.get(path).put(name, Hivex.text(type, data));
      }
    }
  }
}
