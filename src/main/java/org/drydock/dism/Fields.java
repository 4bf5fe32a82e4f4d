package org.drydock.dism;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A block of {@code Name : value} lines. Names differ in case between versions of DISM. */
final class Fields {

  private static final String UNDEFINED = "<undefined>";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<String>> below = new LinkedHashMap<>();
  private String last = "";

  void put(String name, String value) {
    last = name;
    values.put(name, value.equals(UNDEFINED) ? "" : value);
  }

  /** An indented line, which belongs to the field above it. */
  void addBelow(String line) {
    below.computeIfAbsent(last, name -> new ArrayList<>()).add(line);
  }

  /** Empty where DISM did not print the field or calls it undefined. */
  String text(String name) {
    return values.entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** Without thousands separators and unit; 0 where DISM did not print it. */
  Long number(String name) {
    String digits = text(name).replaceAll("\\D", "");
    return digits.isEmpty() ? 0L : Long.parseLong(digits);
  }

  List<String> below(String name) {
    return below.entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }
}
