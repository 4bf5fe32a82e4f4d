package org.drydock.web.security;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/** Issues, checks and revokes API tokens. */
@Service
class ApiTokens {

  /** Lets people and secret scanners see what a string is. */
  private static final String PREFIX = "drydock_";

  private final ApiTokenRepository tokens;
  private final Logins logins;
  private final Clock clock;

  ApiTokens(ApiTokenRepository tokens, Logins logins, Clock clock) {
    this.tokens = tokens;
    this.logins = logins;
    this.clock = clock;
  }

  /**
   * A new token.
   *
   * @param secret what the program sends; it cannot be shown again
   */
  record Issued(ApiToken token, String secret) {}

  Issued issue(String name, String user) {
    String secret = PREFIX + Secrets.fresh();
    ApiToken token = new ApiToken(null, name, user, Secrets.hash(secret), clock.instant());
    return new Issued(tokens.save(token), secret);
  }

  List<ApiToken> all() {
    return tokens.findByOrderById();
  }

  void revoke(long id) {
    tokens.findById(id).orElseThrow(() -> new ApiTokenNotFoundException(id));
    tokens.deleteById(id);
  }

  /** Whose token this is; empty when it is unknown, revoked, or its user is gone. */
  Optional<Authentication> login(String secret) {
    return tokens.findByHash(Secrets.hash(secret)).flatMap(token -> logins.of(token.userName()));
  }
}
