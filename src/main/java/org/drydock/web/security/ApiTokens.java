package org.drydock.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/** Issues, checks and revokes API tokens. */
@Service
class ApiTokens {

  /** Lets people and secret scanners see what a string is. */
  private static final String PREFIX = "drydock_";

  private static final int SECRET_BYTES = 32;

  private final ApiTokenRepository tokens;
  private final Logins logins;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

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
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ApiToken token = new ApiToken(null, name, user, hash(secret), clock.instant());
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
    return tokens.findByHash(hash(secret)).flatMap(token -> logins.of(token.userName()));
  }

  private static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
