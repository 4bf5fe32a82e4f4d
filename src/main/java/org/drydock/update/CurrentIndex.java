package org.drydock.update;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps this node's index of all updates, and makes it again once another node changed them. */
@Component
class CurrentIndex {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentIndex.class);

  /** PostgreSQL's driver would hold all rows in memory otherwise. */
  private static final int FETCH_SIZE = 2000;

  private final JdbcTemplate sql;
  private final UpdateRecords records;
  private final TransactionTemplate snapshot;
  private volatile UpdateIndex index;

  CurrentIndex(JdbcTemplate sql, UpdateRecords records, PlatformTransactionManager transactions) {
    this.sql = new JdbcTemplate(sql.getDataSource());
    this.sql.setFetchSize(FETCH_SIZE);
    this.records = records;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  UpdateIndex get() {
    UpdateIndex current = index;
    if (current != null && current.changes() == changes()) {
      return current;
    }
    return load();
  }

  private synchronized UpdateIndex load() {
    long changes = changes();
    if (index == null || index.changes() != changes) {
      long start = System.nanoTime();
      // Counted before it is read: what changes meanwhile makes it old at once.
      UpdateIndex loaded =
          snapshot.execute(status -> new UpdateIndexLoader(sql, records).load(changes));
      index = loaded;
      LOG.debug(
          "Indexed {} updates in {} ms.",
          loaded.all().size(),
          (System.nanoTime() - start) / 1_000_000);
    }
    return index;
  }

  private long changes() {
    return sql.queryForObject("select changes from update_change where id = 1", Long.class);
  }
}
