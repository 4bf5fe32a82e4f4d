package org.wimdism.cbs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;
import org.wimdism.hive.Value;
import org.wimdism.hive.ValueType;

/**
 * A registry value on its way into a hive of the image.
 *
 * @param key below the hive's root
 * @param value nothing where only the key is made
 */
record RegistryChange(Hives.Name hive, String key, Optional<Value> value) {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final String CURRENT = "CurrentControlSet";

  /** Where the keys of a running Windows lie in the files of one that does not run. */
  private static final Map<String, Map.Entry<Hives.Name, String>> ROOTS =
      Map.of(
          "HKEY_LOCAL_MACHINE\\SOFTWARE", Map.entry(Hives.Name.SOFTWARE, ""),
          "HKEY_LOCAL_MACHINE\\SYSTEM", Map.entry(Hives.Name.SYSTEM, ""),
          "HKEY_CLASSES_ROOT", Map.entry(Hives.Name.SOFTWARE, "Classes"),
          "HKEY_USERS\\.DEFAULT", Map.entry(Hives.Name.DEFAULT, ""));

  /**
   * Translates a setting.
   *
   * @throws Unsupported for keys, types or macros that wimdism does not know
   */
  static RegistryChange of(RegistrySetting setting) throws Unsupported {
    for (Map.Entry<String, Map.Entry<Hives.Name, String>> root : ROOTS.entrySet()) {
      Optional<String> below = below(setting.key(), root.getKey());
      if (below.isPresent()) {
        String prefix = root.getValue().getValue();
        String key = prefix.isEmpty() ? below.get() : prefix + "\\" + below.get();
        return new RegistryChange(root.getValue().getKey(), key, value(setting));
      }
    }
    throw new Unsupported("registryKey " + setting.key());
  }

  void applyTo(Hives hives) {
    Hive target = hives.get(hive);
    Key made = target.root().createPath(hive == Hives.Name.SYSTEM ? inControlSet(target) : key);
    value.ifPresent(made::set);
  }

  /** CurrentControlSet exists in a running Windows only; the hive says which set it will be. */
  private String inControlSet(Hive system) {
    return below(key, CURRENT)
        .map(
            rest -> {
              int number =
                  system
                      .key("Select")
                      .flatMap(select -> select.value("Default"))
                      .map(Value::asDword)
                      .orElse(1);
              return String.format(Locale.ROOT, "ControlSet%03d\\%s", number, rest);
            })
        .orElse(key);
  }

  /** What follows the prefix, if the path begins with it; compared without case. */
  private static Optional<String> below(String path, String prefix) {
    boolean begins = path.regionMatches(true, 0, prefix, 0, prefix.length());
    if (!begins || (path.length() > prefix.length() && path.charAt(prefix.length()) != '\\')) {
      return Optional.empty();
    }
    return Optional.of(path.substring(Math.min(path.length(), prefix.length() + 1)));
  }

  private static Optional<Value> value(RegistrySetting setting) throws Unsupported {
    if (setting.isKeyOnly()) {
      return Optional.empty();
    }
    Optional<String> unknown = Place.unknownMacro(setting.value());
    if (unknown.isPresent()) {
      throw new Unsupported("macro " + unknown.get() + " in a registryValue");
    }
    try {
      return Optional.of(converted(setting));
    } catch (IllegalArgumentException e) {
      throw Fault.MANIFEST_BROKEN.with(
          "The registry value "
              + setting.key()
              + "\\"
              + setting.name()
              + " is no "
              + setting.type()
              + ": "
              + setting.value(),
          e);
    }
  }

  private static Value converted(RegistrySetting setting) throws Unsupported {
    String name = setting.name();
    String text = setting.value();
    return switch (setting.type().toUpperCase(Locale.ROOT)) {
      case "REG_SZ" -> new Value(name, ValueType.STRING, terminated(Place.text(text)));
      case "REG_EXPAND_SZ" ->
          new Value(name, ValueType.EXPAND_STRING, terminated(Place.expandable(text)));
      case "REG_MULTI_SZ" ->
          new Value(name, ValueType.MULTI_STRING, terminated(joined(Place.text(text))));
      case "REG_DWORD" -> new Value(name, ValueType.DWORD, number(text, Integer.BYTES));
      case "REG_QWORD" -> new Value(name, ValueType.QWORD, number(text, Long.BYTES));
      case "REG_BINARY" -> new Value(name, ValueType.BINARY, hex(text));
      case "REG_NONE" -> new Value(name, ValueType.NONE, hex(text));
      default -> throw new Unsupported("registryValue valueType=\"" + setting.type() + "\"");
    };
  }

  /** {@code "one","two"}, or one text without quotes. */
  private static String joined(String list) {
    List<String> texts = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(list);
    while (quoted.find()) {
      texts.add(quoted.group(1));
    }
    if (texts.isEmpty() && !list.isEmpty()) {
      texts.add(list);
    }
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append(text).append('\0'));
    return all.toString();
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
  }

  private static byte[] number(String text, int bytes) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    long number =
        hexadecimal ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    if (bytes == Integer.BYTES && number >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException("too large: " + text);
    }
    ByteBuffer little = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return Arrays.copyOf(little.putLong(number).array(), bytes);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("[\\s,]", ""));
  }
}
