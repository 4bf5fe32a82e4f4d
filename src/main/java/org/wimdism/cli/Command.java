package org.wimdism.cli;

/** One command of the command line. */
interface Command {

  int SUCCESS = 0;

  /** Success, but Windows must restart before the change is complete. */
  int RESTART_NEEDED = 3010;

  Syntax syntax();

  /**
   * Does the work.
   *
   * @return {@link #SUCCESS} or {@link #RESTART_NEEDED}; a failure is a {@link
   *     org.wimdism.ServicingError}
   */
  int run(Arguments arguments, Session session);
}
