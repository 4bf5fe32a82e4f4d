package org.drydock.web.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.drydock.engine.EngineUsers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/**
 * Logins that browsers keep beyond their session, for all nodes of the site. A login ends with its
 * time, with a sign-out in that browser, and when the user gets another password or goes.
 */
@Service
class KeptLogins {

  /** How long a browser stays signed in after the password was typed. */
  static final Duration KEPT = Duration.ofDays(30);

  private final JdbcClient sql;
  private final EngineUsers users;
  private final Logins logins;
  private final Clock clock;

  KeptLogins(JdbcClient sql, EngineUsers users, Logins logins, Clock clock) {
    this.sql = sql;
    this.users = users;
    this.logins = logins;
    this.clock = clock;
  }

  private record Kept(String userName, String passwordMark) {}

  /** The secret that the browser gets; it is not kept here. */
  String keep(String user) {
    sql.sql("DELETE FROM kept_login WHERE created_at < ?").param(oldest()).update();
    String secret = Secrets.fresh();
    sql.sql(
            "INSERT INTO kept_login (hash, user_name, password_mark, created_at)"
                + " VALUES (?, ?, ?, ?)")
        .params(Secrets.hash(secret), user, mark(user), Timestamp.from(clock.instant()))
        .update();
    return secret;
  }

  /** Whose login this is; empty when it is unknown or has ended. */
  Optional<Authentication> login(String secret) {
    return sql.sql(
            "SELECT user_name, password_mark FROM kept_login WHERE hash = ? AND created_at >= ?")
        .params(Secrets.hash(secret), oldest())
        .query(Kept.class)
        .optional()
        .filter(kept -> kept.passwordMark().equals(mark(kept.userName())))
        .flatMap(kept -> logins.of(kept.userName()));
  }

  void forget(String secret) {
    sql.sql("DELETE FROM kept_login WHERE hash = ?").param(Secrets.hash(secret)).update();
  }

  private String mark(String user) {
    return Secrets.hash(users.storedPassword(user).orElse(""));
  }

  private Timestamp oldest() {
    return Timestamp.from(clock.instant().minus(KEPT));
  }
}
