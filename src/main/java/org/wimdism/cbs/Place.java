package org.wimdism.cbs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders that manifests name by macros such as {@code $(runtime.system32)}. */
enum Place {
  BOOT_DRIVE("bootdrive", "", "%SystemDrive%"),
  WINDOWS("windows", "Windows", "%SystemRoot%"),
  SYSTEM_ROOT("systemroot", "Windows", "%SystemRoot%"),
  SYSTEM32(
      "system32",
      "Windows/System32",
      "%SystemRoot%\\System32",
      "Windows/SysWOW64",
      "%SystemRoot%\\SysWOW64"),
  SYSWOW64("syswow64", "Windows/SysWOW64", "%SystemRoot%\\SysWOW64"),
  DRIVERS("drivers", "Windows/System32/drivers", "%SystemRoot%\\System32\\drivers"),
  INF("inf", "Windows/INF", "%SystemRoot%\\INF"),
  FONTS("fonts", "Windows/Fonts", "%SystemRoot%\\Fonts"),
  HELP("help", "Windows/Help", "%SystemRoot%\\Help"),
  PROGRAM_FILES(
      "programfiles",
      "Program Files",
      "%ProgramFiles%",
      "Program Files (x86)",
      "%ProgramFiles(x86)%"),
  PROGRAM_DATA("programdata", "ProgramData", "%ProgramData%"),
  COMMON_FILES(
      "commonfiles",
      "Program Files/Common Files",
      "%CommonProgramFiles%",
      "Program Files (x86)/Common Files",
      "%CommonProgramFiles(x86)%"),
  USER_PROFILE("userprofile", "Users/Default", "%USERPROFILE%");

  private static final Pattern MACRO = Pattern.compile("\\$\\(([^)]*)\\)");
  private static final String PREFIX = "runtime.";
  private static final String DRIVE = "C:";

  private final String macro;
  private final String folder;
  private final String variable;
  private final String folder32;
  private final String variable32;

  Place(String macro, String folder, String variable) {
    this(macro, folder, variable, folder, variable);
  }

  /** A place that is another one for 32-bit components of a 64-bit Windows. */
  Place(String macro, String folder, String variable, String folder32, String variable32) {
    this.macro = macro;
    this.folder = folder;
    this.variable = variable;
    this.folder32 = folder32;
    this.variable32 = variable32;
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
        .map(place -> place.folder(thirtyTwoBit) + "/" + rest)
        .filter(path -> unknownMacro(rest).isEmpty() && !rest.contains("$("))
        .map(path -> path.replaceAll("/+", "/").replaceAll("^/|/$", ""));
  }

  /** The text with its macros as a running Windows writes those folders. */
  static String text(String text, boolean thirtyTwoBit) {
    return replaced(text, place -> DRIVE + "\\" + place.folder(thirtyTwoBit).replace('/', '\\'));
  }

  /** The text with its macros as environment variables, for REG_EXPAND_SZ. */
  static String expandable(String text, boolean thirtyTwoBit) {
    return replaced(text, place -> thirtyTwoBit ? place.variable32 : place.variable);
  }

  private String folder(boolean thirtyTwoBit) {
    return thirtyTwoBit ? folder32 : folder;
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
