package org.drydock.update;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code pkgProperties.txt} of an .msu: lines of {@code Key="Value"}. */
record PackageProperties(Map<String, String> values) {

  static final PackageProperties NONE = new PackageProperties(Map.of());

  private static final Pattern LINE = Pattern.compile("\\s*([^=]+?)\\s*=\\s*\"?(.*?)\"?\\s*");
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** Reads UTF-16LE where the byte order mark says so, else single bytes. */
  static PackageProperties read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean utf16 = bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE;
    Charset charset = utf16 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
    String text = new String(bytes, charset).replace(Character.toString(BYTE_ORDER_MARK), "");
    return new PackageProperties(
        text.lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .collect(
                Collectors.toMap(
                    line -> line.group(1).toLowerCase(Locale.ROOT),
                    line -> line.group(2),
                    (first, second) -> first)));
  }

  Optional<String> kb() {
    return Optional.ofNullable(values.get("kb article number"))
        .map(number -> number.replaceAll("\\D", ""))
        .filter(number -> number.matches("\\d{6,8}"))
        .map(number -> "KB" + number);
  }
}
