package org.wimdism.cbs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;
import org.wimdism.hive.Key;
import org.wimdism.hive.Value;
import org.wimdism.hive.ValueType;

/**
 * A registry value on its way into a hive of the image.
 *
 * @param value nothing where only the key is made
 */
record RegistryChange(KeyPlace place, Optional<Value> value) {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /**
   * Translates a setting.
   *
   * @param thirtyTwoBit whether the component is 32-bit on a 64-bit Windows
   * @throws Unsupported for keys, types or macros that wimdism does not know
   */
  static RegistryChange of(RegistrySetting setting, boolean thirtyTwoBit) throws Unsupported {
    return new RegistryChange(
        KeyPlace.of(setting.key(), thirtyTwoBit), value(setting, thirtyTwoBit));
  }

  void applyTo(Hives hives) {
    Key made = hives.get(place.hive()).root().createPath(place.in(hives));
    value.ifPresent(made::set);
  }

  /**
   * Deletes the value where it is still what {@link #applyTo} set.
   *
   * @return whether it was there
   */
  boolean takeBackFrom(Hives hives) {
    Optional<Key> key = hives.get(place.hive()).key(place.in(hives));
    Optional<Value> found =
        key.flatMap(each -> value.flatMap(own -> each.value(own.name())))
            .filter(each -> sameContent(each, value.get()));
    found.ifPresent(each -> key.get().deleteValue(each.name()));
    return found.isPresent();
  }

  private static boolean sameContent(Value one, Value other) {
    return one.type() == other.type() && Arrays.equals(one.data(), other.data());
  }

  private static Optional<Value> value(RegistrySetting setting, boolean thirtyTwoBit)
      throws Unsupported {
    if (setting.isKeyOnly()) {
      return Optional.empty();
    }
    Optional<String> unknown = Place.unknownMacro(setting.value());
    if (unknown.isPresent()) {
      throw new Unsupported("macro " + unknown.get() + " in a registryValue");
    }
    try {
      return Optional.of(converted(setting, thirtyTwoBit));
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

  private static Value converted(RegistrySetting setting, boolean thirtyTwoBit) throws Unsupported {
    String name = setting.name();
    String text = setting.value();
    return switch (setting.type().toUpperCase(Locale.ROOT)) {
      case "REG_SZ" ->
          new Value(name, ValueType.STRING, terminated(Place.text(text, thirtyTwoBit)));
      case "REG_EXPAND_SZ" ->
          new Value(
              name, ValueType.EXPAND_STRING, terminated(Place.expandable(text, thirtyTwoBit)));
      case "REG_MULTI_SZ" ->
          new Value(
              name, ValueType.MULTI_STRING, terminated(joined(Place.text(text, thirtyTwoBit))));
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
