package org.drydock.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console in a browser, on a server that really services images. */
@WholeServer
class ConsoleIT {

  @LocalServerPort int port;

  @Test
  void whoIsNotSignedInSeesNothingButTheLoginPage() {
    try (Visitor visitor = Visitor.unknown(port, Visitor.WIDE, ColorScheme.LIGHT)) {
      visitor.open("/images");
      assertThat(visitor.button("Sign in")).isVisible();
      visitor.page().getByLabel("User name").fill("nobody");
      visitor.page().getByLabel("Password").fill("wrong");
      visitor.button("Sign in").click();
      assertThat(visitor.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .containsText("wrong");
    }
  }

  @Test
  void anAddressThatLeadsNowhereIsToldAsAPage() {
    try (Visitor visitor = Visitor.administrator(port)) {
      Response answer = visitor.page().navigate("http://127.0.0.1:" + port + "/no-such-page");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(visitor.heading("There is nothing here")).isVisible();
      visitor.photograph("problem");
    }
  }
}
