package org.drydock.notification;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What is told; as JSON it is the body of a webhook. What does not apply is null and left out.
 *
 * @param title one line, which tells the result
 * @param text the whole story, for people
 * @param run the number of the run
 * @param image the id of the image
 * @param schedule the id of the schedule
 * @param status how the run ended, as the interface spells it
 * @param link where to read more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
    @JsonIgnore NotificationEvent kind,
    Instant time,
    String title,
    String text,
    Long run,
    String image,
    Long schedule,
    String status,
    Failure failure,
    String link) {

  /**
   * Why a run failed.
   *
   * @param code DISM's, where it was DISM that failed
   * @param meaning what the code means
   * @param remedy what to do about it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Failure(
      String step,
      Integer index,
      String update,
      String code,
      String meaning,
      String remedy,
      String message) {}

  /** A notification that is about no run. */
  public static Notification of(
      NotificationEvent kind, Instant time, String title, String text, Long schedule, String link) {
    return new Notification(kind, time, title, text, null, null, schedule, null, null, link);
  }

  /** The event's label. */
  @JsonProperty(index = 0)
  public String event() {
    return kind.label();
  }
}
