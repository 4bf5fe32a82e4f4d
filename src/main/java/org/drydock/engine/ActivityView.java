package org.drydock.engine;

import java.time.Instant;

/**
 * One visit of a process instance to an element of its model.
 *
 * @param id this visit, unique
 * @param parent the visit of the enclosing subprocess, or the process instance
 * @param elementId the element's id in the model
 * @param name the element's label; null where it has none
 * @param type the element's kind in the model, e.g. serviceTask
 * @param ended null while it is active
 * @param canceled whether it was left by an interruption; also true for a step that failed
 * @param called the process instance that it called; null for other elements
 */
public record ActivityView(
    String id,
    String parent,
    String elementId,
    String name,
    String type,
    Instant started,
    Instant ended,
    boolean canceled,
    String called) {

  private static final String BODY = "#multiInstanceBody";

  /** Whether it is the whole of a repeated element, whose repetitions are its children. */
  public boolean isRepetition() {
    return elementId.endsWith(BODY);
  }

  /** The element as it stands in the model, also where this is the whole of a repeated one. */
  public String modelElementId() {
    return isRepetition() ? elementId.substring(0, elementId.length() - BODY.length()) : elementId;
  }
}
