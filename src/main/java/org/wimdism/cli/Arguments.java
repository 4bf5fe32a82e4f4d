package org.wimdism.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** The options of one call. Names are compared without case. */
final class Arguments {

  private static final String[] GLOBAL = {
    "LogPath:", "LogLevel:", "ScratchDir:", "English", "Quiet", "NoRestart", "Format:"
  };

  private final List<Option> options;

  private Arguments(List<Option> options) {
    this.options = options;
  }

  static Arguments parse(String[] arguments) {
    List<Option> options = new ArrayList<>();
    for (String argument : arguments) {
      Option option = Option.parse(argument);
      // Older commands call the image file so.
      options.add(option.is("WimFile") ? new Option("ImageFile", option.value()) : option);
    }
    return new Arguments(options);
  }

  List<Option> options() {
    return options;
  }

  /** Throws for an option the command does not know, and for a value missing or too many. */
  void check(Syntax syntax) {
    for (Option option : options) {
      if (!syntax.isCalled(option)) {
        check(option, syntax);
      } else if (syntax.takesValue() == (option.value() == null || option.value().isEmpty())) {
        throw wrongValue(option, syntax.takesValue());
      }
    }
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  Optional<String> value(String name) {
    return find(name).map(Option::value);
  }

  /** All values of an option that may be given several times, in their order. */
  List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (Option option : options) {
      if (option.is(name)) {
        values.add(option.value());
      }
    }
    return values;
  }

  String required(String name) {
    return value(name)
        .orElseThrow(
            () ->
                new ServicingError(
                    ErrorCode.INVALID_PARAMETER,
                    "The /" + name + " option is missing.\n/? lists the commands' options."));
  }

  Path path(String name) {
    return toPath(required(name));
  }

  static Path toPath(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "The path \"" + text + "\" has control characters in it, which wimdism does not take.");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "\""
              + text
              + "\" cannot be a path: "
              + e.getReason()
              + ".\nFor letters outside ASCII start wimdism with LC_ALL=C.UTF-8.",
          e);
    }
  }

  int number(String name) {
    String text = required(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER, "/" + name + ":" + text + " is not a number.", e);
    }
  }

  private Optional<Option> find(String name) {
    for (Option option : options) {
      if (option.is(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  private static void check(Option option, Syntax syntax) {
    for (String known : GLOBAL) {
      if (matches(option, known)) {
        return;
      }
    }
    for (String known : syntax.options()) {
      if (matches(option, known)) {
        return;
      }
    }
    throw new ServicingError(
        ErrorCode.INVALID_PARAMETER,
        "The " + option.name() + " option is unknown.\nThe command is: " + syntax.form());
  }

  private static boolean matches(Option option, String known) {
    boolean wantsValue = known.endsWith(":");
    if (!option.is(wantsValue ? known.substring(0, known.length() - 1) : known)) {
      return false;
    }
    if (wantsValue == (option.value() == null || option.value().isEmpty())) {
      throw wrongValue(option, wantsValue);
    }
    return true;
  }

  private static ServicingError wrongValue(Option option, boolean wanted) {
    return new ServicingError(
        ErrorCode.INVALID_PARAMETER,
        wanted
            ? "The /" + option.name() + " option needs a value: /" + option.name() + ":..."
            : "The /" + option.name() + " option takes no value.");
  }
}
