package org.drydock.operation;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A step that waits for an operating system command, which outlives a crash of the server.
 *
 * @param <W> what is to be done, in words that are good on any node; kept as JSON
 */
public abstract class CommandDelegate<W> extends OperationDelegate<W, CommandResult> {

  private final Class<W> orderType;

  protected CommandDelegate(Class<W> orderType) {
    this.orderType = orderType;
  }

  /**
   * The command that does it. Called outside any transaction, on the node that executes the
   * command, and only before it is executed.
   */
  protected abstract Command command(W order);

  /** The longest the command may take; its process tree is ended after that. */
  protected abstract Duration timeout();

  /** How far the command is, if this line of its output says so: 0 to 100 percent. */
  protected OptionalDouble progress(String line) {
    return OptionalDouble.empty();
  }

  final Class<W> orderType() {
    return orderType;
  }

  @Override
  final OperationKind kind() {
    return OperationKind.COMMAND;
  }

  @Override
  final CommandResult result(Object result) {
    return (CommandResult) result;
  }
}
