package org.drydock.servicing;

import java.util.List;
import java.util.Optional;
import org.drydock.dism.DismException;
import org.drydock.servicing.UpdateResult.State;
import org.drydock.update.Assessment;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateOrder;
import org.springframework.stereotype.Component;

/** Finds what keeps an update from being attempted: what it needs failed in the same index. */
@Component
public class Prerequisites {

  private final UpdateCatalog updates;
  private final UpdateResults results;

  Prerequisites(UpdateCatalog updates, UpdateResults results) {
    this.updates = updates;
    this.results = results;
  }

  /**
   * The reason in one sentence; empty where the update may be attempted.
   *
   * @param assessment of the update, with what the run has applied to the index so far
   */
  public Optional<String> missing(long run, int index, String updateId, Assessment assessment) {
    SoftwareUpdate update = updates.require(updateId);
    List<UpdateResult> missed =
        results.ofRun(run).stream()
            .filter(result -> result.index() == index)
            .filter(
                result -> result.state() == State.FAILED || result.state() == State.NOT_ATTEMPTED)
            .toList();
    return missed.stream()
        .filter(result -> keepsBack(result, update, assessment))
        .findFirst()
        .map(result -> reason(result, update));
  }

  private boolean keepsBack(UpdateResult missed, SoftwareUpdate update, Assessment assessment) {
    SoftwareUpdate other = updates.require(missed.updateId());
    boolean lacksIt =
        assessment.state() == Assessment.State.NOT_APPLICABLE && UpdateOrder.needs(update, other);
    return lacksIt || isForWantOfStack(missed) && UpdateOrder.needsNoLowerStack(update, other);
  }

  private String reason(UpdateResult missed, SoftwareUpdate update) {
    SoftwareUpdate other = updates.require(missed.updateId());
    if (UpdateOrder.needs(update, other)) {
      return "%s needs %s, which %s in this index."
          .formatted(
              update.label(),
              other.label(),
              missed.state() == State.FAILED ? "failed" : "was not attempted");
    }
    return ("%s needs a servicing stack that the image lacks: %s failed for want of it. Add the"
            + " servicing stack update to the selection.")
        .formatted(update.label(), other.label());
  }

  private static boolean isForWantOfStack(UpdateResult missed) {
    return DismException.isServicingStackMissing(missed.code());
  }
}
