package org.drydock.notification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How notifications are sent.
 *
 * @param baseUrl where people reach this server; links begin with it
 * @param from who e-mail is from
 * @param retryPauses the pauses before a notification is sent again that did not arrive; as many as
 *     there are further tries
 * @param timeout how long a webhook's receiver may take to be reached, and again to answer
 */
@Validated
@ConfigurationProperties("drydock.notifications")
public record NotificationProperties(
    @NotNull @DefaultValue("http://localhost:8080") URI baseUrl,
    @NotBlank @DefaultValue("drydock@localhost") String from,
    @NotNull @DefaultValue({"1m", "5m", "30m", "2h", "6h"})
        List<@NotNull @DurationMin Duration> retryPauses,
    @NotNull @DurationMin(millis = 1) @DefaultValue("15s") Duration timeout) {

  /** The address of one of this server's pages. */
  public String link(String path) {
    String base = baseUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }
}
