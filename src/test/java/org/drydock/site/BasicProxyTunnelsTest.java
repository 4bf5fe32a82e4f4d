package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Java names a user to a tunnelling proxy only where the site wants it. */
class BasicProxyTunnelsTest {

  private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

  private final MockEnvironment site = new MockEnvironment();
  private String before;

  @BeforeEach
  void nothingWasSaidAtTheStart() {
    before = System.clearProperty(DISABLED);
  }

  @AfterEach
  void asItWas() {
    if (before == null) {
      System.clearProperty(DISABLED);
    } else {
      System.setProperty(DISABLED, before);
    }
  }

  @Test
  void itStaysAsJavaHasIt_withoutAUser() {
    new BasicProxyTunnels().postProcessEnvironment(site, null);

    assertThat(System.getProperty(DISABLED)).isNull();
  }

  @Test
  void basicIsAllowed_whereAUserIsConfigured() {
    site.setProperty("drydock.updates.download.proxy-user", "site");

    new BasicProxyTunnels().postProcessEnvironment(site, null);

    assertThat(System.getProperty(DISABLED)).isEmpty();
  }

  @Test
  void whatWasSaidWhenJavaWasStartedStays() {
    site.setProperty("drydock.updates.download.proxy-user", "site");
    System.setProperty(DISABLED, "Basic");

    new BasicProxyTunnels().postProcessEnvironment(site, null);

    assertThat(System.getProperty(DISABLED)).isEqualTo("Basic");
  }
}
