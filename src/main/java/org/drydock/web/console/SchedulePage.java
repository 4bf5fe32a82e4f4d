package org.drydock.web.console;

import java.util.List;

/** One schedule, with the runs it has started. */
record SchedulePage(
    SchedulesPage.Row row,
    List<String> options,
    List<ImagePage.UpdateLine> updates,
    List<RunRow> runs,
    Moment created,
    boolean stopped) {}
