package org.drydock.operation;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away from a failure of the work itself. */
final class DatabaseOutage {

  /**
   * SQLSTATE classes: connection exception; insufficient resources, such as a full disk; operator
   * intervention, such as a shutdown.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  /**
   * H2: database is closed, closed while it was shut down or because its disk was full. PostgreSQL:
   * the connection was ended because it was idle in a transaction.
   */
  private static final Set<String> CLOSED = Set.of("90098", "90121", "25P03");

  private DatabaseOutage() {}

  /** Whether it is what went wrong; the same may succeed when the database is back. */
  static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof CannotCreateTransactionException
          || cause instanceof SQLException sql && isAway(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Whether others were in the way, such as by a lock; the same may succeed in a moment. */
  static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransientDataAccessException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(String state) {
    return state != null
        && state.length() == 5
        && (CLASSES.contains(state.substring(0, 2)) || CLOSED.contains(state));
  }
}
