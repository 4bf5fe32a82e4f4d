package org.drydock.operation;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A row of durable work.
 *
 * @param work the bean that does it: the step's delegate, or a {@link DetachedTask}
 * @param activityInstanceId the waiting step; null for a detached task
 * @param runNumber the servicing run it belongs to; null outside a run
 * @param node the node that does it
 * @param input what the step prepared, as JSON
 * @param message why it failed, or why its end cannot be delivered
 * @param progress 0 to 100; null where none was reported
 * @param outputRead how many bytes of a command's output have been published
 * @param notBefore the end of the pause before it is done once more; null for at once
 */
record Operation(
    @Id String id,
    OperationKind kind,
    String work,
    String processInstanceId,
    String activityInstanceId,
    String activityId,
    Long runNumber,
    String node,
    OperationState state,
    String input,
    String message,
    Double progress,
    long outputRead,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    Instant notBefore) {

  /** The same work once more, under a row of its own. */
  Operation again(String newId, String why, Instant now, Instant earliest) {
    return new Operation(
        newId,
        kind,
        work,
        processInstanceId,
        activityInstanceId,
        activityId,
        runNumber,
        node,
        OperationState.QUEUED,
        input,
        why,
        null,
        0,
        now,
        null,
        null,
        earliest);
  }

  boolean detached() {
    return activityInstanceId == null;
  }

  OperationView view() {
    return new OperationView(
        id,
        activityInstanceId,
        activityId,
        runNumber,
        state,
        progress,
        message,
        startedAt,
        endedAt);
  }
}
