package org.drydock.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has the engine check the authorisations of whoever has logged in. Without a user on the thread
 * the engine checks nothing, so a request without one goes no further.
 */
class EngineUserFilter extends OncePerRequestFilter {

  private final IdentityService identities;
  private final EngineUsers users;

  EngineUserFilter(IdentityService identities, EngineUsers users) {
    this.identities = identities;
    this.users = users;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getUserPrincipal() == null) {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String user = request.getUserPrincipal().getName();
    identities.setAuthentication(user, users.groups(user).orElseGet(List::of));
    try {
      chain.doFilter(request, response);
    } finally {
      identities.clearAuthentication();
    }
  }
}
