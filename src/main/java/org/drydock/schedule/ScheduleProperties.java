package org.drydock.schedule;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How schedules are kept.
 *
 * @param missedAfter how late an occurrence may begin before it counts as missed
 * @param longestDownload how long an occurrence waits for the files that its rule wants; of a
 *     maintenance window at most the half
 */
@Validated
@ConfigurationProperties("drydock.schedules")
public record ScheduleProperties(
    @NotNull @DurationMin @DefaultValue("1h") Duration missedAfter,
    @NotNull @DurationMin @DefaultValue("4h") Duration longestDownload) {}
