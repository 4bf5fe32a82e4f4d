package org.drydock.site;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When updates are synchronised by themselves.
 *
 * @param synchronize a cron expression with seconds, in the server's time zone
 */
@Validated
@ConfigurationProperties("drydock.updates")
public record SynchronizationProperties(
    @NotBlank @DefaultValue("0 0 2 * * ?") String synchronize) {}
