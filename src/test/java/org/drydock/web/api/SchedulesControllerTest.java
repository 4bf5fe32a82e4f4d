package org.drydock.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import org.drydock.schedule.MissedOccurrence;
import org.drydock.schedule.ScheduleHistory;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Runs;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SchedulesControllerTest {

  private static final Instant DAY = Instant.parse("2026-01-13T17:00:00Z");

  private final ServicingSchedules schedules = mock(ServicingSchedules.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(
              new SchedulesController(schedules, mock(ScheduleHistory.class), mock(Runs.class)))
          .setControllerAdvice(new Problems())
          .build();

  @Test
  void aStoppedScheduleSaysWhy_andOthersNeedNot() throws Exception {
    when(schedules.require(3)).thenReturn(schedule(ScheduleState.STOPPED));
    http.perform(get("/api/v1/schedules/3"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("stopped"))
        .andExpect(jsonPath("$.message").value(containsString("process instance was deleted")));
    when(schedules.require(3)).thenReturn(schedule(ScheduleState.SCHEDULED));
    http.perform(get("/api/v1/schedules/3"))
        .andExpect(jsonPath("$.state").value("scheduled"))
        .andExpect(jsonPath("$.message").isEmpty());
  }

  private static ServicingSchedule schedule(ScheduleState state) {
    return new ServicingSchedule(
        3L,
        null,
        "DRY00001",
        "u",
        null,
        DAY,
        null,
        null,
        null,
        "UTC",
        false,
        false,
        false,
        "current",
        false,
        true,
        false,
        null,
        MissedOccurrence.RUN_ONCE,
        3,
        state,
        false,
        0,
        null,
        "i",
        DAY);
  }
}
