package org.drydock.site;

import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When retention is applied.
 *
 * @param time of day, in the server's time zone
 */
@Validated
@ConfigurationProperties("drydock.retention")
public record RetentionProperties(@NotNull @DefaultValue("03:00") LocalTime time) {}
