package org.wimdism.cbs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders that manifests name by macros such as {@code $(runtime.system32)}. */
enum Place {
  BOOT_DRIVE("bootdrive", "", "", "%SystemDrive%"),
  WINDOWS("windows", "Windows", "Windows", "%SystemRoot%"),
  SYSTEM_ROOT("systemroot", "Windows", "Windows", "%SystemRoot%"),
  SYSTEM32("system32", "Windows/System32", "Windows/SysWOW64", "%SystemRoot%\\System32"),
  SYSWOW64("syswow64", "Windows/SysWOW64", "Windows/SysWOW64", "%SystemRoot%\\SysWOW64"),
  DRIVERS(
      "drivers",
      "Windows/System32/drivers",
      "Windows/System32/drivers",
      "%SystemRoot%\\System32\\drivers"),
  INF("inf", "Windows/INF", "Windows/INF", "%SystemRoot%\\INF"),
  FONTS("fonts", "Windows/Fonts", "Windows/Fonts", "%SystemRoot%\\Fonts"),
  HELP("help", "Windows/Help", "Windows/Help", "%SystemRoot%\\Help"),
  PROGRAM_FILES("programfiles", "Program Files", "Program Files (x86)", "%ProgramFiles%"),
  PROGRAM_DATA("programdata", "ProgramData", "ProgramData", "%ProgramData%"),
  COMMON_FILES(
      "commonfiles",
      "Program Files/Common Files",
      "Program Files (x86)/Common Files",
      "%CommonProgramFiles%"),
  USER_PROFILE("userprofile", "Users/Default", "Users/Default", "%USERPROFILE%");

  private static final Pattern MACRO = Pattern.compile("\\$\\(([^)]*)\\)");
  private static final String PREFIX = "runtime.";
  private static final String DRIVE = "C:";

  private final String macro;
  private final String folder;
  private final String folder32;
  private final String variable;

  Place(String macro, String folder, String folder32, String variable) {
    this.macro = macro;
    this.folder = folder;
    this.folder32 = folder32;
    this.variable = variable;
  }

  /** The first macro in the text that is none of these. */
  static Optional<String> unknownMacro(String text) {
    Matcher macros = MACRO.matcher(text);
    while (macros.find()) {
      if (find(macros.group(1)).isEmpty()) {
        return Optional.of(macros.group());
      }
    }
    return Optional.empty();
  }

  /**
   * The path in the image that a destination means.
   *
   * @param thirtyTwoBit whether the component is 32-bit on a 64-bit Windows
   * @return nothing for a text that does not begin with a known macro
   */
  static Optional<String> path(String destination, boolean thirtyTwoBit) {
    Matcher macros = MACRO.matcher(destination);
    if (!macros.lookingAt()) {
      return Optional.empty();
    }
    String rest = destination.substring(macros.end()).replace('\\', '/');
    return find(macros.group(1))
        .map(place -> (thirtyTwoBit ? place.folder32 : place.folder) + "/" + rest)
        .filter(path -> unknownMacro(rest).isEmpty() && !rest.contains("$("))
        .map(path -> path.replaceAll("/+", "/").replaceAll("^/|/$", ""));
  }

  /** The text with its macros as a running Windows writes those folders. */
  static String text(String text) {
    return replaced(text, place -> (DRIVE + "\\" + place.folder.replace('/', '\\')));
  }

  /** The text with its macros as environment variables, for REG_EXPAND_SZ. */
  static String expandable(String text) {
    return replaced(text, place -> place.variable);
  }

  private static String replaced(String text, Function<Place, String> form) {
    return MACRO
        .matcher(text)
        .replaceAll(
            macro ->
                Matcher.quoteReplacement(
                    find(macro.group(1))
                        .map(form)
                        .map(path -> path.replaceAll("\\\\$", ""))
                        .orElse(macro.group())));
  }

  private static Optional<Place> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(place -> lower.equals(PREFIX + place.macro)).findFirst();
  }
}
