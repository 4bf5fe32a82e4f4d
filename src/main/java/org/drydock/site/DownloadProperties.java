package org.drydock.site;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the files of updates are fetched.
 *
 * @param base a folder, or the address of one, that is asked for each file by name before the
 *     publisher is; null for none
 * @param offline whether the publisher's servers are never asked
 * @param allowedHosts the hosts that may be asked; {@code *.} at the beginning stands for any host
 *     below
 * @param proxy such as {@code http://proxy:3128}; null for what the Java system properties say
 * @param proxyExceptions hosts that are asked without the proxy, written like the allowed ones
 * @param connectTimeout the longest a connection may take to come about
 * @param stallTimeout the longest nothing may arrive
 * @param longest the longest one attempt at one file may take
 * @param leastSpeed in bytes a second, measured over the stall time-out
 * @param retryPauses the pauses before files are tried again; as many as there are tries
 */
@Validated
@ConfigurationProperties("drydock.updates.download")
public record DownloadProperties(
    String base,
    @DefaultValue("false") boolean offline,
    @DefaultValue({
          "download.windowsupdate.com",
          "*.download.windowsupdate.com",
          "*.dl.delivery.mp.microsoft.com",
          "catalog.s.download.windowsupdate.com"
        })
        List<@NotBlank String> allowedHosts,
    URI proxy,
    @DefaultValue List<@NotBlank String> proxyExceptions,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration connectTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("60s") Duration stallTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("6h") Duration longest,
    @NotNull @DefaultValue("1KB") DataSize leastSpeed,
    @NotNull @DefaultValue({"30s", "2m", "10m", "30m"})
        List<@NotNull @DurationMin Duration> retryPauses) {}
