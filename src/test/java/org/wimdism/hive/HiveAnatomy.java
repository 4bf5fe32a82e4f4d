package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What Windows demands of a hive and libhivex does not check, read from the bytes of the file.
 *
 * <p>Every cell in use is referred to once; counts, longest names, hashes, order, parents, the
 * header and the number of keys that share a security descriptor are right.
 */
final class HiveAnatomy {

  private static final int BASE = 4096;
  private static final int NONE = -1;

  private final ByteBuffer bytes;
  private final TreeSet<Integer> used = new TreeSet<>();
  private final TreeSet<Integer> reached = new TreeSet<>();
  private final Map<Integer, Integer> sharedBy = new HashMap<>();

  private HiveAnatomy(Path hive) throws Exception {
    bytes = ByteBuffer.wrap(Files.readAllBytes(hive)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Checks a hive, and that no space in it is lost. */
  static void assertSound(Path hive) throws Exception {
    HiveAnatomy anatomy = new HiveAnatomy(hive);
    anatomy.check();
    assertThat(anatomy.used).isEqualTo(anatomy.reached);
  }

  /** Checks a hive that a program has written which leaves cells behind. */
  static void assertSoundButForLostCells(Path hive) throws Exception {
    new HiveAnatomy(hive).check();
  }

  private void check() {
    header();
    bins();
    int root = bytes.getInt(36);
    key(root, bytes.getInt(BASE + root + 4 + 16));
    sharedBy.forEach((at, keys) -> equal("keys of sk", number(at, 12), keys));
  }

  private void header() {
    int checksum = 0;
    for (int at = 0; at < 508; at += 4) {
      checksum ^= bytes.getInt(at);
    }
    equal("checksum", bytes.getInt(508), checksum);
    equal("sequence numbers", bytes.getInt(4), bytes.getInt(8));
    equal("length", bytes.getInt(40), bytes.capacity() - BASE);
    equal("rest of a page", bytes.capacity() % 4096, 0);
  }

  private void bins() {
    int bin = BASE;
    while (bin < bytes.capacity()) {
      equal("bin", signature(bin, 4), "hbin");
      equal("bin", bytes.getInt(bin + 4), bin - BASE);
      int end = bin + bytes.getInt(bin + 8);
      equal("end of a bin", end % 4096, 0);
      int at = bin + 32;
      while (at < end) {
        int size = bytes.getInt(at);
        equal("size of a cell", size != 0 && size % 8 == 0, true);
        if (size < 0) {
          used.add(at - BASE);
        }
        at += Math.abs(size);
      }
      equal("end of the cells", at, end);
      bin = end;
    }
  }

  private String key(int at, int parent) {
    reach(at, "nk");
    equal("parent", number(at, 16), parent);
    String name = name(at, 76, 72, (number(at, 0) >>> 16 & 0x20) != 0);
    List<String> names = new ArrayList<>();
    if (number(at, 20) > 0) {
      subkeys(number(at, 28), at, names);
    } else {
      equal("list of no subkeys", number(at, 28), NONE);
    }
    equal("subkeys of " + name, names.size(), number(at, 20));
    equal("longest subkey of " + name, number(at, 52) & 0xffff, longest(names));
    values(at, name);
    if (number(at, 48) != NONE) {
      reach(number(at, 48), "");
    }
    if (sharedBy.merge(number(at, 44), 1, Integer::sum) == 1) {
      reach(number(at, 44), "sk");
    }
    return name;
  }

  private void subkeys(int list, int parent, List<String> names) {
    reach(list, "");
    String type = signature(BASE + list + 4, 2);
    for (int i = 0; i < word(list, 2); i++) {
      if (type.equals("ri")) {
        subkeys(number(list, 4 + 4 * i), parent, names);
      } else {
        String name = key(number(list, 4 + 8 * i), parent);
        String upper = upperCase(name);
        if (!names.isEmpty()) {
          String before = upperCase(names.get(names.size() - 1));
          equal(before + " is before " + upper, before.compareTo(upper) < 0, true);
        }
        names.add(name);
        int hash = 0;
        for (char c : upper.toCharArray()) {
          hash = 37 * hash + c;
        }
        if (!type.equals("lf")) {
          equal("type of the list", type, "lh");
          equal("hash of " + name, number(list, 8 + 8 * i), hash);
        }
      }
    }
  }

  private void values(int key, String keyName) {
    int count = number(key, 36);
    List<String> names = new ArrayList<>();
    int largest = 0;
    if (count > 0) {
      reach(number(key, 40), "");
    } else {
      equal("list of no values", number(key, 40), NONE);
    }
    for (int i = 0; i < count; i++) {
      int value = number(number(key, 40), 4 * i);
      reach(value, "vk");
      names.add(name(value, 20, 2, (word(value, 16) & 1) != 0));
      int length = number(value, 4) & 0x7fff_ffff;
      largest = Math.max(largest, length);
      if (number(value, 4) > 0) {
        data(number(value, 8), length);
      }
    }
    equal("longest value of " + keyName, number(key, 60), longest(names));
    equal("largest value of " + keyName, number(key, 64), largest);
  }

  private void data(int at, int length) {
    if (length <= 16_344 || bytes.getInt(24) < 4) {
      reach(at, "");
      return;
    }
    reach(at, "db");
    reach(number(at, 4), "");
    equal("segments", word(at, 2), (length + 16_343) / 16_344);
    for (int i = 0; i < word(at, 2); i++) {
      reach(number(number(at, 4), 4 * i), "");
    }
  }

  private void reach(int at, String signature) {
    equal("a second reference to " + at, !reached.add(at), false);
    equal("cell in use at " + at, used.contains(at), true);
    equal("record at " + at, signature(BASE + at + 4, signature.length()), signature);
  }

  private String name(int cell, int at, int lengthAt, boolean latin1) {
    return new String(
        bytes.array(),
        BASE + cell + 4 + at,
        word(cell, lengthAt),
        latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
  }

  /** Letter by letter: ß stays what it is. */
  private static String upperCase(String name) {
    StringBuilder upper = new StringBuilder();
    name.chars().forEach(c -> upper.append(Character.toUpperCase((char) c)));
    return upper.toString();
  }

  private int longest(List<String> names) {
    return names.stream().mapToInt(name -> 2 * name.length()).max().orElse(0);
  }

  private int number(int cell, int at) {
    return bytes.getInt(BASE + cell + 4 + at);
  }

  private int word(int cell, int at) {
    return Short.toUnsignedInt(bytes.getShort(BASE + cell + 4 + at));
  }

  private String signature(int at, int length) {
    return new String(bytes.array(), at, length, StandardCharsets.ISO_8859_1);
  }

  /** An assertion that is quick enough for a hundred thousand cells. */
  private static void equal(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError(what + ": " + actual + " instead of " + expected);
    }
  }
}
