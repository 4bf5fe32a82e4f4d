package org.drydock.schedule;

import java.util.List;
import java.util.stream.IntStream;

/** Reads the ids in a schedule that somebody wants. */
final class ScheduleIds {

  private ScheduleIds() {}

  /**
   * Each id once, in the given order.
   *
   * @param field the field they were given in
   * @param ids null for none
   * @param longest how long they may be together, with a comma between two
   * @throws ScheduleException when one is empty, or they are too many
   */
  static List<String> of(String field, List<String> ids, int longest) {
    if (ids == null) {
      return List.of();
    }
    IntStream.range(0, ids.size())
        .filter(place -> isNone(ids.get(place)))
        .findFirst()
        .ifPresent(
            place -> {
              throw new ScheduleException(
                  field, field + "[" + place + "] is no id. Give an id there, or leave it out.");
            });
    List<String> distinct = ids.stream().distinct().toList();
    if (String.join(",", distinct).length() > longest) {
      throw new ScheduleException(
          field,
          "There are more "
              + field
              + " than one schedule holds, which is "
              + longest
              + " characters. Make several schedules.");
    }
    return distinct;
  }

  private static boolean isNone(String id) {
    return id == null || id.isBlank() || id.chars().anyMatch(Character::isISOControl);
  }
}
