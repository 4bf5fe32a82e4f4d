package org.drydock.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;

/**
 * Tells the engine's web applications who has logged in to the server, so that nobody logs in
 * twice. Made by the web applications themselves, by its name.
 */
public class EngineWebUser implements AuthenticationProvider {

  @Override
  public AuthenticationResult extractAuthenticatedUser(
      HttpServletRequest request, ProcessEngine engine) {
    Principal user = request.getUserPrincipal();
    return user == null
        ? AuthenticationResult.unsuccessful()
        : AuthenticationResult.successful(user.getName());
  }

  @Override
  public void augmentResponseByAuthenticationChallenge(
      HttpServletResponse response, ProcessEngine engine) {
    // Requests without a login do not come this far.
  }
}
