package org.drydock.site;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an administrator configures at start-up. The README's table describes each property.
 *
 * @param data the data folder of this node; everything Drydock stores lies below it
 * @param sharedData the folder of images, content library, inbox and embedded distribution point,
 *     the same for all nodes of a site; null for the data folder
 * @param importRoots folders from which images may be imported; empty means every folder the server
 *     can read
 * @param processes a folder of BPMN files that adds to or replaces the built-in ones; null for none
 */
@Validated
@ConfigurationProperties("drydock")
public record DrydockProperties(
    @NotNull @DefaultValue("data") Path data,
    Path sharedData,
    @DefaultValue List<Path> importRoots,
    Path processes,
    @Valid @DefaultValue Dism dism,
    @Valid @DefaultValue Wimdism wimdism,
    @Valid @DefaultValue Servicing servicing,
    @Valid @DefaultValue Distribution distribution,
    @Valid @DefaultValue Node node) {

  /**
   * @param command the program that talks like DISM, and its first arguments; empty means {@code
   *     Dism.exe} on Windows and the bundled wimdism elsewhere
   * @param timeout the longest one DISM command may take
   * @param retryPauses the pauses before a call is made again that failed with what may pass, such
   *     as an open file; as many as there are tries
   */
  public record Dism(
      @DefaultValue List<String> command,
      @NotNull @DefaultValue("4h") Duration timeout,
      @NotNull @DefaultValue({"5s", "15s", "45s"})
          List<@NotNull @DurationMin Duration> retryPauses) {}

  /**
   * @param experimentalRealImages whether wimdism may change the component store of real Windows
   *     images
   */
  public record Wimdism(@DefaultValue("false") boolean experimentalRealImages) {}

  /**
   * @param slots how many runs a host services at once
   * @param longestRun the longest a run may take, counted from getting its host
   */
  public record Servicing(
      @Min(1) @DefaultValue("2") int slots, @NotNull @DefaultValue("12h") Duration longestRun) {}

  /**
   * @param attempts how often a distribution point is tried
   * @param pause between two attempts
   */
  public record Distribution(
      @Min(1) @DefaultValue("3") int attempts, @NotNull @DefaultValue("30s") Duration pause) {}

  /**
   * @param name the name of this node, unique among the nodes of one database; it becomes part of
   *     file names
   * @param lease how long a node may be silent before the others count it as lost
   */
  public record Node(
      @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}") @DefaultValue("local")
          String name,
      @NotNull @DurationMin(seconds = 1) @DefaultValue("60s") Duration lease) {}
}
