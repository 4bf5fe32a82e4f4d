package org.drydock.servicing;

import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import org.drydock.operation.OperationOutput;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** What DISM says is in the run's log, understood or not. */
class RunJournalTest {

  private static final String BAR = "[==========================100.0%==========================]";

  @Test
  void everyLineIsKept_butForTheProgressBars() {
    RunLog log = mock(RunLog.class);

    new RunJournal(log)
        .on(
            new OperationOutput(
                "id",
                7L,
                "Task_MountImage",
                "Mounting image\r\n\r\n"
                    + BAR
                    + "\r"
                    + BAR
                    + " The operation completed successfully.\n"
                    + "A line of tomorrow\n Error: 0x800f081e\n"));

    InOrder order = inOrder(log);
    order.verify(log).line(7, "Task_MountImage", "Mounting image");
    order.verify(log).line(7, "Task_MountImage", "The operation completed successfully.");
    order.verify(log).line(7, "Task_MountImage", "A line of tomorrow");
    order.verify(log).line(7, "Task_MountImage", " Error: 0x800f081e");
    order.verifyNoMoreInteractions();
  }
}
