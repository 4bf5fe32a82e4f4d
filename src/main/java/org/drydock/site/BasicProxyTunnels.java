package org.drydock.site;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Lets Java name a user to a proxy that tunnels https, where one is configured. By itself it does
 * not, since the name and the password travel in the clear to the proxy; it decides once, when its
 * HTTP client is used for the first time. What was said about it when Java was started stays.
 */
class BasicProxyTunnels implements EnvironmentPostProcessor {

  private static final String USER = "drydock.updates.download.proxy-user";
  private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.getProperty(USER) != null && System.getProperty(DISABLED) == null) {
      System.setProperty(DISABLED, "");
    }
  }
}
