package org.wimdism.cli;

/** What /? prints. */
final class Help {

  private Help() {}

  static void print(Output output) {
    String release = Help.class.getPackage().getImplementationVersion();
    output.line(
        "wimdism "
            + (release == null ? "(not packaged)" : release)
            + ": services WIM images with DISM's commands, without Windows.");
    output.line("");
    output.line("Commands:");
    for (Command command : Commands.ALL) {
      Syntax syntax = command.syntax();
      output.line("  " + syntax.form());
      if (syntax.oldName() != null) {
        output.line("      (also /" + syntax.oldName() + ")");
      }
    }
    output.line("");
    output.line("With every command:");
    output.line("  [/LogPath:FILE] [/LogLevel:1..4] [/ScratchDir:FOLDER] [/English] [/Quiet]");
    output.line("  [/NoRestart]");
    output.line("");
    output.line("A command or option that DISM has and wimdism has not ends with Error: 50.");
  }
}
