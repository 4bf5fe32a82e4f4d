package org.drydock.distribution;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.drydock.site.DataFolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.relational.core.conversion.DbActionExecutionException;
import org.springframework.stereotype.Service;

/** The list of distribution points; the embedded one is always there. */
@Service
public class DistributionPoints {

  public static final String EMBEDDED = "embedded";

  private static final int LONGEST_NAME = 100;

  private final DistributionPointEntries rows;
  private final DataFolder dataFolder;

  DistributionPoints(DistributionPointEntries rows, DataFolder dataFolder) {
    this.rows = rows;
    this.dataFolder = dataFolder;
  }

  @PostConstruct
  void addEmbedded() {
    if (!rows.existsByName(EMBEDDED)) {
      try {
        rows.save(new DistributionPointEntry(null, EMBEDDED, null));
      } catch (DbActionExecutionException e) {
        if (!(e.getCause() instanceof DuplicateKeyException)) {
          throw e;
        }
        return; // another node was faster
      }
    }
  }

  /** In the order they were added. */
  public List<DistributionPoint> all() {
    return rows.findAllByOrderById().stream()
        .map(row -> row.point(dataFolder.distribution()))
        .toList();
  }

  public DistributionPoint require(long id) {
    return rows.findById(id)
        .map(row -> row.point(dataFolder.distribution()))
        .orElseThrow(() -> new DistributionPointNotFoundException(id));
  }

  /**
   * Adds a folder, which is made when it is missing and tried by writing to it.
   *
   * @param path a full path
   * @throws InvalidDistributionPointException when the name or the folder cannot be used
   * @throws DistributionPointExistsException when the name or the folder is taken
   */
  public DistributionPoint add(String name, String path) {
    String trimmed = name == null ? "" : name.trim();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
      throw new InvalidDistributionPointException(
          "A distribution point needs a name of 1 to " + LONGEST_NAME + " characters.");
    }
    if (trimmed.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidDistributionPointException(
          "The name of a distribution point must be one line, without control characters.");
    }
    Path folder = folder(path);
    for (DistributionPoint other : all()) {
      if (other.name().equals(trimmed) || other.path().equals(folder)) {
        throw new DistributionPointExistsException(other);
      }
    }
    makeWritable(folder);
    return rows.save(new DistributionPointEntry(null, trimmed, folder.toString()))
        .point(dataFolder.distribution());
  }

  private Path folder(String path) {
    Path folder;
    try {
      folder = Path.of(path == null ? "" : path.trim()).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidDistributionPointException("\"" + path + "\" is not a path.");
    }
    if (!folder.isAbsolute()) {
      throw new InvalidDistributionPointException(
          "\"" + path + "\" is not a full path. Give the folder's path from the root.");
    }
    for (Path own : List.of(dataFolder.root(), dataFolder.shared())) {
      if (folder.startsWith(own) && !folder.startsWith(dataFolder.distribution())) {
        throw new InvalidDistributionPointException(
            folder + " belongs to Drydock's own data. Choose a folder outside " + own);
      }
    }
    return folder;
  }

  private static void makeWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".drydock-", ".tmp"));
    } catch (IOException e) {
      throw new InvalidDistributionPointException(
          "Cannot write to "
              + folder
              + " ("
              + e
              + "). Mount the share or give the server write access there.");
    }
  }
}
