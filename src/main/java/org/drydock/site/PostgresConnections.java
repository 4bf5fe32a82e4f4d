package org.drydock.site;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Sees to it that nobody waits for ever at PostgreSQL: a node that sleeps in the middle of a
 * transaction loses its locks, and one whose database host has lost its power notices it. What the
 * administrator writes into the URL himself has precedence.
 */
@Component
class PostgresConnections implements BeanPostProcessor {

  private static final String URL = "jdbc:postgresql:";

  /** Seconds; no statement of ours takes nearly as long. */
  private static final String LONGEST_ANSWER = "120";

  /** Milliseconds; our transactions do nothing but talk to the database. */
  private static final String IDLE_TRANSACTION = "-c idle_in_transaction_session_timeout=30000";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && pool.getJdbcUrl() != null
        && pool.getJdbcUrl().startsWith(URL)) {
      pool.addDataSourceProperty("socketTimeout", LONGEST_ANSWER);
      pool.addDataSourceProperty("tcpKeepAlive", "true");
      pool.addDataSourceProperty("options", IDLE_TRANSACTION);
    }
    return bean;
  }
}
