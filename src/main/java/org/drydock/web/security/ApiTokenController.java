package org.drydock.web.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens for programs: issued, listed and revoked by administrators. */
@RestController
@RequestMapping("/api/v1/api-tokens")
class ApiTokenController {

  private final ApiTokens tokens;

  ApiTokenController(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /** What a new token is for. */
  record NewToken(@NotBlank @Size(max = 100) String name) {}

  /** What is shown of a token; the secret only when it was issued just now. */
  record TokenView(long id, String name, String user, Instant createdAt, String token) {

    static TokenView of(ApiToken token, String secret) {
      return new TokenView(token.id(), token.name(), token.userName(), token.createdAt(), secret);
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Audited("Issue API token")
  TokenView issue(@Valid @RequestBody NewToken request, Principal user) {
    ApiTokens.Issued issued = tokens.issue(request.name(), user.getName());
    return TokenView.of(issued.token(), issued.secret());
  }

  @GetMapping
  List<TokenView> list() {
    return tokens.all().stream().map(token -> TokenView.of(token, null)).toList();
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Audited("Revoke API token")
  void revoke(@PathVariable long id) {
    tokens.revoke(id);
  }
}
