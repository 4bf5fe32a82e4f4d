package org.drydock.web.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/**
 * Somebody whose login his browser has kept. It counts like one with a password: Spring's own kind
 * is asked for the password wherever it is refused something.
 */
final class KeptLogin extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final String user;

  KeptLogin(Authentication login) {
    super(login.getAuthorities());
    this.user = login.getName();
    setAuthenticated(true);
  }

  @Override
  public String getPrincipal() {
    return user;
  }

  @Override
  public Object getCredentials() {
    return null; // the cookie was looked at before
  }

  /** Only {@link LoginKeeper} makes them, so there is nothing left to check. */
  static final class Provider implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication login) {
      return login;
    }

    @Override
    public boolean supports(Class<?> login) {
      return login == KeptLogin.class;
    }
  }
}
