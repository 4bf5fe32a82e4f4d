package org.drydock.operation;

import java.util.EnumSet;
import java.util.Set;
import org.drydock.site.DrydockProperties;
import org.drydock.site.NodeLost;
import org.drydock.site.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends what steps wait for on a lost node. Work that is not bound to the node's host moves to this
 * one. Work that no step waits for stays until the node returns, or is confirmed to be down.
 */
@Component
class LostOperations {

  private static final Logger LOG = LoggerFactory.getLogger(LostOperations.class);

  private static final Set<OperationState> OPEN =
      EnumSet.of(OperationState.QUEUED, OperationState.RUNNING, OperationState.CANCELLING);

  private final OperationRepository operations;
  private final OperationCompletion completion;
  private final OperationRunner runner;
  private final BeanFactory beans;
  private final Nodes nodes;
  private final DrydockProperties.Node self;

  LostOperations(
      OperationRepository operations,
      OperationCompletion completion,
      OperationRunner runner,
      BeanFactory beans,
      Nodes nodes,
      DrydockProperties properties) {
    this.nodes = nodes;
    this.operations = operations;
    this.completion = completion;
    this.runner = runner;
    this.beans = beans;
    this.self = properties.node();
  }

  @EventListener
  void on(NodeLost lost) {
    if (!nodes.isLost(lost.node())) {
      return; // it has returned since it was told
    }
    for (Operation operation : operations.findByNodeAndStateIn(lost.node(), OPEN)) {
      try {
        giveUp(operation, lost);
      } catch (RuntimeException e) {
        LOG.warn(
            "Operation {} of the lost node {} could not be ended and is tried again: {}",
            operation.id(),
            lost.node(),
            e.toString());
      }
    }
  }

  private void giveUp(Operation operation, NodeLost lost) {
    if (operation.detached()) {
      giveUpDetached(operation, lost);
      return;
    }
    if (operation.state() == OperationState.CANCELLING) {
      completion.cancelled(operation);
    } else if (isBound(operation)) {
      completion.lose(
          operation,
          "Host "
              + operation.node()
              + " was lost: no sign of life for "
              + self.lease().toSeconds()
              + " seconds (drydock.node.lease). What the step left there is removed when the host"
              + " returns. Start the server there again, or see why it stopped.");
    } else {
      takeOver(operation);
    }
  }

  private void giveUpDetached(Operation operation, NodeLost lost) {
    DetachedTask task = beans.getBean(operation.work(), DetachedTask.class);
    if (!task.isBoundToHost(completion.input(operation))) {
      takeOver(operation);
    } else if (lost.down()) {
      completion.fail(
          operation, "Host " + operation.node() + " is down, as an administrator confirmed.", null);
    }
  }

  private void takeOver(Operation operation) {
    if (operations.move(operation.id(), operation.node(), self.name())) {
      LOG.info("{} is taken over from the lost node {}.", operation.work(), operation.node());
      runner.submit(operation.id());
    }
  }

  private boolean isBound(Operation operation) {
    return beans.getBean(operation.work(), OperationDelegate.class).isBoundToHost();
  }
}
