package org.drydock.web.console;

import java.util.Arrays;
import java.util.List;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** What a form of the console sent. */
record Form(MultiValueMap<String, String> fields) {

  /** A form with these fields, each followed by what is typed into it. */
  static Form of(String... namesAndTexts) {
    MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
    for (int place = 0; place < namesAndTexts.length; place += 2) {
      fields.add(namesAndTexts[place], namesAndTexts[place + 1]);
    }
    return new Form(fields);
  }

  /** What was typed into a field, without blanks around it; empty where it was not sent. */
  String text(String name) {
    return text(name, "");
  }

  /** The same, with what it is where it was not sent. */
  String text(String name, String otherwise) {
    String value = fields.getFirst(name);
    return value == null ? otherwise : value.strip();
  }

  /** One of some choices; the first of them where none of them was sent. */
  String choice(String name, String... choices) {
    String sent = text(name);
    return Arrays.asList(choices).contains(sent) ? sent : choices[0];
  }

  /** Whether a box is ticked. */
  boolean on(String name) {
    return fields.containsKey(name);
  }

  /** Everything that is ticked under one name, each once. */
  List<String> all(String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isBlank())
        .distinct()
        .toList();
  }
}
