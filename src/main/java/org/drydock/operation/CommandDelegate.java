package org.drydock.operation;

import java.util.OptionalDouble;

/** A step that waits for an operating system command, which outlives a crash of the server. */
public abstract class CommandDelegate extends OperationDelegate<Command, CommandResult> {

  /** How far the command is, if this line of its output says so: 0 to 100 percent. */
  protected OptionalDouble progress(String line) {
    return OptionalDouble.empty();
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
