package org.drydock.it.fault;

import org.drydock.operation.OperationProgress;
import org.drydock.operation.OperationStarted;
import org.drydock.site.DataFolder;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

/** Stands at the gates inside the server: its steps wait there before or amid their work. */
@TestComponent
class StepGatekeeper {

  private final DataFolder data;

  StepGatekeeper(DataFolder data) {
    this.data = data;
  }

  @EventListener
  void on(OperationStarted started) {
    StepGate.atStart(data.root(), started.activityId()).pass();
  }

  @EventListener
  void on(OperationProgress progress) {
    StepGate.inTheMiddle(data.root(), progress.activityId()).pass();
  }
}
