package org.wimdism.cli;

import java.util.List;

/**
 * What a command is called and which options it takes.
 *
 * @param name without the slash, such as {@code Mount-Image}
 * @param oldName what older versions of DISM call it; null when there is none
 * @param options the options it takes besides the global ones; a colon at the end means "with a
 *     value"
 * @param usage the options as /? shows them; a colon at the start means that the command itself has
 *     a value
 */
record Syntax(String name, String oldName, List<String> options, String usage) {

  boolean takesValue() {
    return usage.startsWith(":");
  }

  /** The whole command as /? shows it. */
  String form() {
    return "/" + name + (takesValue() || usage.isEmpty() ? "" : " ") + usage;
  }

  boolean isCalled(Option option) {
    return option.is(name) || (oldName != null && option.is(oldName));
  }
}
