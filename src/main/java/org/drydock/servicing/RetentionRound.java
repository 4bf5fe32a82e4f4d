package org.drydock.servicing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drydock.engine.Processes;
import org.drydock.image.ImageVersion;
import org.drydock.image.VersionRetention;
import org.drydock.site.Removals;
import org.drydock.site.Retention;
import org.drydock.site.RetentionRules;
import org.drydock.update.ContentKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Applies the rules of retention once: to runs, to versions, and to the rest of the history. */
@Component
public class RetentionRound {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionRound.class);

  private final Retention retention;
  private final RunRetention runRetention;
  private final VersionRetention versionRetention;
  private final ProcessRetention processRetention;
  private final ContentKeeper content;
  private final Runs runs;
  private final Processes processes;

  RetentionRound(
      Retention retention,
      RunRetention runRetention,
      VersionRetention versionRetention,
      ProcessRetention processRetention,
      ContentKeeper content,
      Runs runs,
      Processes processes) {
    this.retention = retention;
    this.runRetention = runRetention;
    this.versionRetention = versionRetention;
    this.processRetention = processRetention;
    this.content = content;
    this.runs = runs;
    this.processes = processes;
  }

  /**
   * What became of it.
   *
   * @param instances process instances of other kinds, not counting those they called
   * @param updateFiles files of the content library
   * @param failures what could not be removed, and why
   */
  public record Result(
      int runs,
      int versions,
      int instances,
      int updateFiles,
      long bytesFreed,
      List<String> failures) {

    /** The failures, one a line, as long as a process variable may be. */
    public String failureText() {
      return Runs.shorten(String.join("\n", failures));
    }
  }

  /**
   * Removes what is no longer kept. What cannot be removed is named and holds up nothing else.
   *
   * @param checkpoint called between removals; what it throws ends the work
   */
  public Result apply(Runnable checkpoint) {
    RetentionRules rules = retention.rules();
    Removals ofRuns = runRetention.apply(rules.runs(), checkpoint);
    Removals ofVersions = versionRetention.apply(rules.versions(), this::isNeeded, checkpoint);
    Removals ofProcesses = processRetention.apply(rules.runs(), checkpoint);
    Removals ofContent = content.applyRetention(checkpoint);
    Result result =
        new Result(
            ofRuns.count(),
            ofVersions.count(),
            ofProcesses.count(),
            ofContent.count(),
            ofRuns.bytes() + ofVersions.bytes() + ofContent.bytes(),
            Stream.of(ofRuns, ofVersions, ofProcesses, ofContent)
                .flatMap(removals -> removals.failures().stream())
                .toList());
    LOG.info(
        "Retention removed {} runs, {} versions, {} other process instances, {} update files"
            + " and freed {} bytes; {} could not be removed",
        result.runs(),
        result.versions(),
        result.instances(),
        result.updateFiles(),
        result.bytesFreed(),
        result.failures().size());
    return result;
  }

  /** Whether work that is going on reads the version. */
  private boolean isNeeded(ImageVersion version) {
    return runs.active().stream()
            .filter(run -> run.imageId().equals(version.imageId()))
            .anyMatch(run -> run.baseVersion() == version.version())
        || !processes
            .activeInstances(
                "distribute-image",
                Map.of("imageId", version.imageId(), "version", version.version()))
            .isEmpty();
  }
}
