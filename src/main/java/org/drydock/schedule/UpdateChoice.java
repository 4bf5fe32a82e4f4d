package org.drydock.schedule;

import java.util.List;

/**
 * The updates that an image gets in an occurrence of a schedule.
 *
 * @param reason why there are none; null where there are some
 * @param leftOut what a rule wants and cannot have, a line each; empty for nothing
 */
public record UpdateChoice(List<String> updateIds, String reason, List<String> leftOut) {

  public UpdateChoice(List<String> updateIds, String reason) {
    this(updateIds, reason, List.of());
  }
}
