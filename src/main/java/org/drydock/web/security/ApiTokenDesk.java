package org.drydock.web.security;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The API tokens, for pages. */
@Component
public class ApiTokenDesk {

  private static final int LONGEST_NAME = 100;

  private final ApiTokens tokens;

  ApiTokenDesk(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /** What may be shown of a token. */
  public record Listed(long id, String name, String user, Instant createdAt) {}

  public List<Listed> all() {
    return tokens.all().stream()
        .map(token -> new Listed(token.id(), token.name(), token.userName(), token.createdAt()))
        .toList();
  }

  /**
   * @return the secret, which cannot be shown again
   * @throws ApiTokenNameException when the name cannot be used
   */
  public String issue(String name, String user) {
    if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
      throw new ApiTokenNameException(LONGEST_NAME);
    }
    return tokens.issue(name.strip(), user).secret();
  }

  /**
   * @throws org.drydock.site.NotFound when there is no such token
   */
  public void revoke(long id) {
    tokens.revoke(id);
  }
}
