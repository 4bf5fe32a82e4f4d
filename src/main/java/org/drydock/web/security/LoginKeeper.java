package org.drydock.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.RememberMeServices;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Keeps a browser signed in whose user asked for it in the form. The secret in its cookie stays the
 * same: one that changed with each use, as Spring's does, would be taken for stolen when all parts
 * of a page come back to a restarted server at once.
 */
@Component
class LoginKeeper implements RememberMeServices, LogoutHandler {

  static final String COOKIE = "drydock-login";

  /** The field of the form that asks for it. */
  static final String FIELD = "keep";

  private final KeptLogins kept;

  LoginKeeper(KeptLogins kept) {
    this.kept = kept;
  }

  @Override
  public Authentication autoLogin(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> secret = secret(request);
    if (secret.isEmpty()) {
      return null;
    }
    Optional<Authentication> login = kept.login(secret.get());
    if (login.isEmpty()) {
      setCookie(request, response, "", Duration.ZERO);
      return null;
    }
    return new KeptLogin(login.get());
  }

  @Override
  public void loginSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication login) {
    if (request.getParameter(FIELD) != null) {
      setCookie(request, response, kept.keep(login.getName()), KeptLogins.KEPT);
    }
  }

  @Override
  public void loginFail(HttpServletRequest request, HttpServletResponse response) {
    logout(request, response, null);
  }

  @Override
  public void logout(
      HttpServletRequest request, HttpServletResponse response, Authentication login) {
    secret(request)
        .ifPresent(
            secret -> {
              kept.forget(secret);
              setCookie(request, response, "", Duration.ZERO);
            });
  }

  private static Optional<String> secret(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return Optional.ofNullable(cookie).map(Cookie::getValue).filter(value -> !value.isEmpty());
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .path("/")
            .maxAge(age)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
