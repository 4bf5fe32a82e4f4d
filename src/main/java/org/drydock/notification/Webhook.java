package org.drydock.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Sends notifications as HTTP POST. What is signed is the time of sending in seconds since 1970, a
 * full stop and the body, so that a receiver can refuse what somebody sends again later.
 */
@Component
class Webhook {

  private static final String HMAC = "HmacSHA256";
  private static final int SUCCESS = 2;
  private static final int REDIRECT = 3;
  private static final int HUNDRED = 100;

  private final HttpClient client;
  private final NotificationProperties properties;
  private final Clock clock;

  Webhook(NotificationProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(properties.timeout())
            .build();
  }

  /**
   * @throws SendingFailedException when the receiver does not answer with 2xx
   */
  void send(NotificationTarget target, Delivery delivery)
      throws SendingFailedException, InterruptedException {
    try {
      HttpResponse<InputStream> answer =
          client.send(request(target, delivery), BodyHandlers.ofInputStream());
      answer.body().close(); // what it says does not matter, and may never end
      if (answer.statusCode() / HUNDRED != SUCCESS) {
        throw new SendingFailedException(refusal(answer.statusCode()));
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SendingFailedException("The receiver could not be reached: " + reason, e);
    }
  }

  private HttpRequest request(NotificationTarget target, Delivery delivery) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.address()))
            .timeout(properties.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "Drydock")
            .header("X-Drydock-Event", delivery.event())
            .header("X-Drydock-Delivery", Long.toString(delivery.id()))
            .header("X-Drydock-Timestamp", timestamp)
            .POST(BodyPublishers.ofString(delivery.body(), StandardCharsets.UTF_8));
    if (target.secret() != null) {
      request.header(
          "X-Drydock-Signature", "sha256=" + sign(target.secret(), timestamp, delivery.body()));
    }
    return request.build();
  }

  private static String sign(String secret, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of()
          .formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }

  private static String refusal(int status) {
    return status / HUNDRED == REDIRECT
        ? "The receiver answered " + status + ". Redirects are not followed; give its own address."
        : "The receiver answered " + status + ".";
  }
}
