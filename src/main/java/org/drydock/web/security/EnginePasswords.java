package org.drydock.web.security;

import org.drydock.engine.EngineUsers;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Checks user name and password against the engine's users. */
@Component
class EnginePasswords implements AuthenticationProvider {

  private final EngineUsers users;
  private final Logins logins;

  EnginePasswords(EngineUsers users, Logins logins) {
    this.users = users;
    this.logins = logins;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String user = attempt.getName();
    Object password = attempt.getCredentials();
    if (password == null || !users.checkPassword(user, password.toString())) {
      throw new BadCredentialsException("User name or password is wrong.");
    }
    return logins
        .of(user)
        .orElseThrow(() -> new BadCredentialsException("User name or password is wrong."));
  }

  @Override
  public boolean supports(Class<?> attempt) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(attempt);
  }
}
