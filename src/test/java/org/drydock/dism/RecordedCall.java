package org.drydock.dism;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that was made of {@link GatedDism}.
 *
 * @param began in nanoseconds since 1970
 * @param ended the same; null when nobody saw its end
 * @param command the program and its arguments, joined with blanks
 */
public record RecordedCall(long began, Long ended, String command) {

  static List<RecordedCall> parse(List<String> lines) {
    List<RecordedCall> calls = new ArrayList<>();
    Map<String, Integer> open = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      long time = Long.parseLong(words[0]);
      String shell = words[2];
      if (words[1].equals("begin")) {
        open.put(shell, calls.size());
        calls.add(new RecordedCall(time, null, words[3]));
      } else {
        int call = open.remove(shell);
        calls.set(call, new RecordedCall(calls.get(call).began, time, calls.get(call).command));
      }
    }
    return calls;
  }
}
