package org.wimdism.cli;

import java.util.Locale;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * One option of the command line: {@code /Name} or {@code /Name:Value}.
 *
 * @param name as it was typed, without the slash
 * @param value null when there is none
 */
record Option(String name, String value) {

  static Option parse(String argument) {
    if (argument.length() < 2 || (argument.charAt(0) != '/' && argument.charAt(0) != '-')) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "The "
              + argument
              + " option is unknown.\nOptions begin with a slash, values follow a colon:"
              + " /ImageFile:install.wim. /? lists the commands.");
    }
    int colon = argument.indexOf(':');
    return colon < 0
        ? new Option(argument.substring(1), null)
        : new Option(argument.substring(1, colon), unquoted(argument.substring(colon + 1)));
  }

  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
