package org.drydock.site;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When updates are synchronised by themselves.
 *
 * @param synchronize a cron expression with seconds, in the server's time zone
 * @param outOfDateAfter how old what a source holds may be before somebody is told
 */
@Validated
@ConfigurationProperties("drydock.updates")
public record SynchronizationProperties(
    @NotBlank @DefaultValue("0 0 2 * * ?") String synchronize,
    @DefaultValue("35d") Duration outOfDateAfter) {}
