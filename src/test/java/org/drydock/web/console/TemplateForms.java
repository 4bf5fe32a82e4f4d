package org.drydock.web.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The forms in the templates of the console that change something. */
final class TemplateForms {

  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** What the names of the wizard's templates begin with; ConsoleWizardIT walks through them. */
  private static final String WIZARD = "wizard";

  private static final Pattern ACTION =
      Pattern.compile("<form\\b[^>]*?[ :]action=\"([^\"]+)\"[^>]*>|formaction=\"([^\"]+)\"");

  /** The address of a schedule, in its templates. */
  private static final String SCHEDULE = "${page.row.link.href} + '";

  private static final Pattern VARIABLE = Pattern.compile("' \\+ \\$\\{[^}]+\\}( \\+ ')?|'");

  private TemplateForms() {}

  /** Where they send to; a star stands for what differs from page to page. */
  static Set<String> actions() throws IOException {
    Set<String> actions = new TreeSet<>();
    try (Stream<Path> templates = Files.list(TEMPLATES)) {
      for (Path template : templates.filter(TemplateForms::isOfPage).toList()) {
        Matcher form = ACTION.matcher(Files.readString(template));
        while (form.find()) {
          if (form.group(1) == null) {
            actions.add(form.group(2));
          } else if (form.group().contains("method=\"post\"")) {
            actions.add(pattern(form.group(1)));
          }
        }
      }
    }
    return actions;
  }

  private static boolean isOfPage(Path template) {
    return !template.getFileName().toString().startsWith(WIZARD);
  }

  private static String pattern(String expression) {
    return VARIABLE
        .matcher(expression.replace(SCHEDULE, "/schedules/*"))
        .replaceAll(part -> part.group().startsWith("' ") ? "*" : "");
  }
}
