package org.drydock.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.drydock.notification.NotificationTarget.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** One attempt to send a notification, by each way there is, against real servers. */
class SendingTest {

  private static final Instant NOW = Instant.parse("2027-01-13T22:00:00Z");
  private static final NotificationProperties PROPERTIES =
      new NotificationProperties(
          URI.create("http://drydock.example.org/"),
          "drydock@example.org",
          List.of(),
          Duration.ofMillis(500));

  @RegisterExtension
  static final GreenMailExtension MAIL_SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  private final Webhook webhook = new Webhook(PROPERTIES, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aWebhookIsSignedTogetherWithItsTime() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      webhook.send(target(receiver.url(), "s3cret"), delivery());

      WebhookReceiver.Received one = receiver.received().get(0);
      assertThat(one.body()).isEqualTo("{\"event\":\"run-failed\",\"title\":\"Läuft nicht\"}");
      assertThat(one.header("Content-Type")).isEqualTo("application/json");
      assertThat(one.header("X-Drydock-Event")).isEqualTo("run-failed");
      assertThat(one.header("X-Drydock-Delivery")).isEqualTo("7");
      assertThat(one.header("X-Drydock-Timestamp")).isEqualTo("1799877600");
      assertThat(one.header("X-Drydock-Signature"))
          .isEqualTo("sha256=" + WebhookReceiver.hmac("s3cret", "1799877600." + one.body()));
    }
  }

  @Test
  void theTestsOwnSignatureIsThatOfThePublishedExample() {
    // RFC 4231, test case 2
    assertThat(WebhookReceiver.hmac("Jefe", "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void withoutASecretThereIsNoSignature() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      webhook.send(target(receiver.url(), null), delivery());
      assertThat(receiver.received().get(0).header("X-Drydock-Signature")).isNull();
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (WebhookReceiver receiver = new WebhookReceiver(302)) {
      assertThatThrownBy(() -> webhook.send(target(receiver.url(), null), delivery()))
          .isInstanceOf(SendingFailedException.class)
          .hasMessageContaining("302. Redirects are not followed");
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void aReceiverThatNeverAnswersIsGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      assertThatThrownBy(() -> webhook.send(target(url, null), delivery()))
          .isInstanceOf(SendingFailedException.class)
          .hasMessageContaining("could not be reached");
    }
  }

  @Test
  void eMailTellsTheResultInItsSubject() throws Exception {
    mail(MAIL_SERVER.getSmtp().getPort()).send("ops@example.org,dba@example.org", delivery());

    MimeMessage[] received = MAIL_SERVER.getReceivedMessages();
    assertThat(received).hasSize(2); // one for each of them
    assertThat(received[0].getSubject()).isEqualTo("[Drydock] Run 12 failed: image DRY00001, Büro");
    assertThat(received[0].getFrom()[0]).hasToString("drydock@example.org");
    assertThat(received[0].getAllRecipients()).hasSize(2);
    assertThat(received[0].isMimeType("text/plain")).isTrue();
    assertThat(GreenMailUtil.getBody(received[0])).contains("Failed step: Apply update");
  }

  @Test
  void aMailServerThatIsNotThereIsNamedAsTheCause() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> mail(port).send("ops@example.org", delivery()))
        .isInstanceOf(SendingFailedException.class)
        .hasMessageContaining("mail server did not take it");
    Mail without =
        new Mail(new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class), PROPERTIES);
    assertThatThrownBy(without::requireServer)
        .isInstanceOf(MailNotConfiguredException.class)
        .hasMessageContaining("spring.mail.host");
    assertThatCode(() -> mail(port).requireServer()).doesNotThrowAnyException();
  }

  private static Mail mail(int port) {
    JavaMailSenderImpl server = new JavaMailSenderImpl();
    server.setHost("127.0.0.1");
    server.setPort(port);
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("mailSender", server);
    return new Mail(beans.getBeanProvider(JavaMailSender.class), PROPERTIES);
  }

  private static NotificationTarget target(String url, String secret) {
    return new NotificationTarget(1L, "ops", Kind.WEBHOOK, url, secret, "run-failed", NOW);
  }

  private static Delivery delivery() {
    return new Delivery(
        7L,
        1,
        "ops",
        "run-failed",
        "Run 12 failed: image DRY00001, Büro",
        "Run 12 failed.\n\nFailed step: Apply update\n",
        "{\"event\":\"run-failed\",\"title\":\"Läuft nicht\"}",
        Delivery.State.PENDING,
        0,
        null,
        NOW,
        null);
  }
}
