package org.wimdism.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hives as the programs of hivex see and change them. */
final class Hivex {

  private static final Pattern KEY = Pattern.compile("\\[(\\\\.*)]");
  private static final Pattern VALUE =
      Pattern.compile("(?:@|\"((?:[^\"\\\\]|\\\\.)*)\")=(?:hex\\((\\w+)\\):|(dword):)(.*)");

  private Hivex() {}

  /** A value as text: its type and its data in hexadecimal digits. */
  static String text(int type, byte[] data) {
    return Integer.toHexString(type) + ":" + HexFormat.of().formatHex(data);
  }

  /** All values of all keys by the keys' paths, as hivexregedit exports them. */
  static Map<String, Map<String, String>> export(Path hive) throws Exception {
    Map<String, Map<String, String>> keys = new TreeMap<>();
    Map<String, String> values = new TreeMap<>();
    for (String line : run("hivexregedit", "--export", hive.toString(), "\\").split("\n")) {
      Matcher key = KEY.matcher(line);
      Matcher value = VALUE.matcher(line);
      if (key.matches()) {
        values = new TreeMap<>();
        keys.put(key.group(1), values);
      } else if (value.matches()) {
        String name = value.group(1) == null ? "" : value.group(1).replaceAll("\\\\(.)", "$1");
        values.put(
            name,
            value.group(3) == null
                ? value.group(2) + ":" + value.group(4).replace(",", "")
                : "4:" + littleEndian(value.group(4)));
      } else {
        assertThat(line).matches("|Windows Registry Editor Version 5.00");
      }
    }
    return keys;
  }

  /** Changes a hive as hivexregedit does. */
  static void merge(Path hive, String... lines) throws Exception {
    Path file = Files.createTempFile(hive.getParent(), "merge", ".reg");
    String changes = String.join("\n", lines).replace("\n[", "\n\n[");
    Files.writeString(file, "Windows Registry Editor Version 5.00\n\n" + changes + "\n");
    run("hivexregedit", "--merge", hive.toString(), file.toString());
  }

  static String run(String... command) throws Exception {
    return new String(output(command), StandardCharsets.UTF_8);
  }

  static byte[] output(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PERL_UNICODE", "SD");
    Process process = builder.start();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    process.getInputStream().transferTo(said);
    assertThat(process.waitFor()).as(said.toString(StandardCharsets.UTF_8)).isZero();
    return said.toByteArray();
  }

  private static String littleEndian(String digits) {
    return Pattern.compile("..")
        .matcher(digits)
        .results()
        .map(byteDigits -> byteDigits.group())
        .reduce("", (all, next) -> next + all);
  }
}
