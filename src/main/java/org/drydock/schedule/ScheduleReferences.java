package org.drydock.schedule;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drydock.update.ContentReference;
import org.drydock.update.ContentReferences;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/** The schedules that will apply updates which are picked already. */
@Component
class ScheduleReferences implements ContentReferences {

  /** Those that will never run again. */
  private static final Set<ScheduleState> OVER =
      EnumSet.of(ScheduleState.FINISHED, ScheduleState.STOPPED);

  private final ServicingSchedules schedules;
  private final UpdateCatalog updates;

  ScheduleReferences(ServicingSchedules schedules, UpdateCatalog updates) {
    this.schedules = schedules;
    this.updates = updates;
  }

  @Override
  public List<ContentReference> references() {
    return schedules.all().stream()
        .filter(schedule -> !OVER.contains(schedule.state()))
        .flatMap(
            schedule ->
                schedule.updates().stream()
                    .map(updates::find)
                    .flatMap(Optional::stream)
                    .map(SoftwareUpdate::binary)
                    .filter(binary -> binary != null)
                    .map(
                        binary ->
                            new ContentReference(
                                binary.sha256(), "schedule " + schedule.id(), true)))
        .toList();
  }
}
