package org.drydock.operation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.drydock.engine.InstanceDeleted;
import org.springframework.context.event.EventListener;

/** What was published, on whatever thread. */
class HeardEvents {

  private final List<Object> events = new CopyOnWriteArrayList<>();

  @EventListener({
    OperationStarted.class,
    OperationOutput.class,
    OperationProgress.class,
    OperationEnded.class,
    InstanceDeleted.class
  })
  void heard(Object event) {
    events.add(event);
  }

  void forget() {
    events.clear();
  }

  <T> Stream<T> of(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }
}
