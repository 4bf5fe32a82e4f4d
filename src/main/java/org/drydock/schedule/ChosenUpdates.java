package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.servicing.ApplicableUpdates.Judged;
import org.drydock.servicing.Base;
import org.drydock.update.Assessment.State;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateOrder;
import org.springframework.stereotype.Component;

/** Chooses the updates that an image gets in an occurrence. */
@Component
class ChosenUpdates {

  /** How many updates a sentence names. */
  private static final int MOST_NAMED = 3;

  private final ApplicableUpdates applicable;

  ChosenUpdates(ApplicableUpdates applicable) {
    this.applicable = applicable;
  }

  /** What the schedule's rule chooses, or its fixed updates if any of them is still worth a run. */
  UpdateChoice of(ServicingSchedule schedule, String imageId, Instant now) {
    return schedule.rule() == null ? fixed(schedule, imageId) : of(schedule.rule(), imageId, now);
  }

  /** What a rule chooses. */
  UpdateChoice of(UpdateRule rule, String imageId, Instant now) {
    List<SoftwareUpdate> candidates =
        applicable.of(imageId, rule.words(), null, false, false).stream()
            .filter(judged -> judged.assessment().state() == State.APPLICABLE)
            .map(Judged::update)
            .toList();
    List<SoftwareUpdate> admitted =
        candidates.stream().filter(update -> rule.admits(update, now)).toList();
    Stream<SoftwareUpdate> stacks =
        candidates.stream()
            .filter(update -> update.kind() == UpdateKind.SERVICING_STACK)
            .filter(stack -> admitted.stream().anyMatch(one -> UpdateOrder.needs(one, stack)));
    List<String> chosen =
        Stream.concat(admitted.stream(), stacks).map(SoftwareUpdate::id).distinct().toList();
    return new UpdateChoice(
        chosen,
        chosen.isEmpty()
            ? "No update that the rule admits is applicable and not yet applied."
            : null);
  }

  private UpdateChoice fixed(ServicingSchedule schedule, String imageId) {
    List<String> updates = schedule.updates();
    if (isAskedForDirectly(schedule) || Base.parse(schedule.base()) == Base.ORIGINAL) {
      return new UpdateChoice(updates, null);
    }
    List<Judged> judged = applicable.of(imageId, updates);
    boolean worthARun = judged.stream().anyMatch(ChosenUpdates::mayBeApplied);
    return worthARun
        ? new UpdateChoice(updates, null)
        : new UpdateChoice(
            List.of(), "None of the updates is applicable any more: " + named(judged));
  }

  /** Who starts it at once wants to be told by a run what becomes of each update. */
  private static boolean isAskedForDirectly(ServicingSchedule schedule) {
    return schedule.startAt().equals(schedule.createdAt());
  }

  private static boolean mayBeApplied(Judged judged) {
    return switch (judged.assessment().state()) {
      case APPLICABLE, UNDETERMINED, NOT_SUPPORTED -> true;
      case INSTALLED, NOT_APPLICABLE -> false;
    };
  }

  private static String named(List<Judged> judged) {
    String first =
        judged.stream()
            .limit(MOST_NAMED)
            .map(one -> one.update().label() + ": " + one.assessment().reason())
            .collect(Collectors.joining(" "));
    return judged.size() <= MOST_NAMED
        ? first
        : first + " And " + (judged.size() - MOST_NAMED) + " more.";
  }
}
