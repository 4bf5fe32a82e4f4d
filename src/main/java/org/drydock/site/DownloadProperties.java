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
 * @param catalogue where the offline catalogue is: a path or a web address that each
 *     synchronisation looks at; null for none but what is dropped into the inbox
 * @param largestCatalogue how large it may be
 * @param offline whether the publisher's servers are never asked
 * @param allowedHosts the hosts that may be asked; {@code *.} at the beginning stands for any host
 *     below
 * @param proxy such as {@code http://proxy:3128}; null for what the Java system properties say
 * @param proxyUser who the proxy is told to ask for; null where it wants nobody's name
 * @param proxyPassword of that user; never shown
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
    String catalogue,
    @NotNull @DefaultValue("4GB") DataSize largestCatalogue,
    @DefaultValue("false") boolean offline,
    @DefaultValue({
          "download.windowsupdate.com",
          "*.download.windowsupdate.com",
          "*.dl.delivery.mp.microsoft.com",
          "catalog.s.download.windowsupdate.com"
        })
        List<@NotBlank String> allowedHosts,
    URI proxy,
    String proxyUser,
    String proxyPassword,
    @DefaultValue List<@NotBlank String> proxyExceptions,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration connectTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("60s") Duration stallTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("6h") Duration longest,
    @NotNull @DefaultValue("1KB") DataSize leastSpeed,
    @NotNull @DefaultValue({"30s", "2m", "10m", "30m"})
        List<@NotNull @DurationMin Duration> retryPauses) {

  public DownloadProperties {
    if (proxy != null && proxy.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "drydock.updates.download.proxy holds a user. Give it without, and set"
              + " drydock.updates.download.proxy-user and .proxy-password, which nobody is shown.");
    }
    if (proxyUser != null && proxy == null) {
      throw new IllegalArgumentException(
          "drydock.updates.download.proxy-user is set, and no proxy. Set"
              + " drydock.updates.download.proxy as well, such as http://proxy:3128.");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DownloadProperties[base=%s, catalogue=%s, offline=%s, proxy=%s, proxyUser=%s]"
        .formatted(base, catalogue, offline, proxy, proxyUser);
  }
}
