package org.drydock.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The layout of the data folder. Every path Drydock stores something at is made here.
 *
 * <p>Of several nodes each has a data folder of its own; images, content library, inbox and the
 * embedded distribution point are in one folder that all of them see.
 */
@Component
public class DataFolder {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /** The folder for temporary files and mounts on a servicing drive. */
  static final String STAGING = "ConfigMgr_OfflineImageServicing";

  private final Path root;
  private final Path shared;

  public DataFolder(DrydockProperties properties) {
    this.root = properties.data().toAbsolutePath().normalize();
    this.shared =
        properties.sharedData() == null
            ? root
            : properties.sharedData().toAbsolutePath().normalize();
    for (Path folder :
        new Path[] {content(), images(), inbox(), distribution(), secrets(), operations()}) {
      create(folder);
    }
    createLogFolder();
  }

  public Path root() {
    return root;
  }

  /** What all nodes of the site see; the data folder itself where there is one node. */
  public Path shared() {
    return shared;
  }

  /** The content library: update binaries by SHA-256. */
  public Path content() {
    return shared.resolve("content");
  }

  /** Published image versions, {@code <image id>/<version>/}. */
  public Path images() {
    return shared.resolve("images");
  }

  /** The folder source: update files dropped here are read at the next synchronisation. */
  public Path inbox() {
    return shared.resolve("inbox");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path runLogs() {
    return logs().resolve("runs");
  }

  /** The log of one run. */
  public Path runLog(long runNumber) {
    return runLogs().resolve(runNumber + ".log");
  }

  /** Where DISM writes its log in work that belongs to no run. */
  public Path dismLog() {
    return dismLog(logs(), "DISM.log");
  }

  /** Where DISM writes its log during a run. */
  public Path dismLog(long runNumber) {
    return dismLog(runLogs(), runNumber + ".dism.log");
  }

  /** The embedded distribution point. */
  public Path distribution() {
    return shared.resolve("distribution");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  /** Where images are serviced when the servicing drive is automatic. */
  public Path staging() {
    return root.resolve(STAGING);
  }

  /** Output and result files of command operations, one folder per operation. */
  public Path operations() {
    return root.resolve("operations");
  }

  /** Where the bundled wimdism keeps the mounts of this server; made by wimdism. */
  public Path wimdismState() {
    return root.resolve("wimdism");
  }

  /** DISM refuses to work where it cannot write its log. */
  private Path dismLog(Path folder, String name) {
    boolean writable = Files.isDirectory(folder) && Files.isWritable(folder);
    return (writable ? folder : operations()).resolve(name);
  }

  /** Nothing depends on the log files: the server starts without them, too. */
  private void createLogFolder() {
    try {
      Files.createDirectories(runLogs());
    } catch (IOException e) {
      LOG.warn(
          "Cannot create the folder {}: {}. Give the server write access there; until then no log"
              + " files are written.",
          runLogs(),
          e.toString());
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot create the folder "
              + folder
              + ". Give the server write access there or set drydock.data, or drydock.shared-data, to another"
              + " folder.",
          e);
    }
  }
}
