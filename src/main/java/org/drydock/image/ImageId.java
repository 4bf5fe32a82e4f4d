package org.drydock.image;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image's number, dressed as a package id: DRY00001. */
final class ImageId {

  private static final Pattern FORM = Pattern.compile("DRY(\\d{5,18})");

  private ImageId() {}

  static String of(long number) {
    return "DRY%05d".formatted(number);
  }

  static OptionalLong number(String id) {
    Matcher matcher = FORM.matcher(id == null ? "" : id);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
