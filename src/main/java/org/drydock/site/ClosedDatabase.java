package org.drydock.site;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Drops connections to a database that has closed itself, as H2 does when its disk is full. It is
 * opened again with the next connection, but not as long as one of the old ones is kept.
 */
public class ClosedDatabase implements SQLExceptionOverride {

  /** H2: the database has been closed. */
  private static final int DATABASE_IS_CLOSED = 90098;

  @java.lang.Override // "Override" alone is what this returns
  public Override adjudicate(SQLException failure) {
    return failure.getErrorCode() == DATABASE_IS_CLOSED
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
