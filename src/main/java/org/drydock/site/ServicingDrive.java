package org.drydock.site;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Service;

/**
 * The site setting <em>A local drive to be used by offline servicing of images</em>: automatic, or
 * the path of a drive. A drive that does not exist behaves as automatic.
 */
@Service
public class ServicingDrive {

  public static final String AUTOMATIC = "automatic";

  private static final String SETTING = "servicing-drive";

  /** So that the paths below it are not too long for any system. */
  private static final int LONGEST = 1000;

  private static final Pattern DRIVE_LETTER = Pattern.compile("[A-Za-z]:([\\\\/].*)?");

  private final JdbcAggregateOperations database;
  private final DataFolder dataFolder;

  ServicingDrive(JdbcAggregateOperations database, DataFolder dataFolder) {
    this.database = database;
    this.dataFolder = dataFolder;
  }

  /** What was chosen: {@link #AUTOMATIC} or a path. */
  public String configured() {
    return Optional.ofNullable(database.findById(SETTING, Setting.class))
        .map(Setting::setting)
        .orElse(AUTOMATIC);
  }

  /**
   * Chooses the drive for the runs that start from now on.
   *
   * @param drive {@link #AUTOMATIC} or a path, which need not exist
   * @throws InvalidDriveException when it is neither
   */
  public void use(String drive) {
    Setting setting = new Setting(SETTING, checked(drive));
    if (database.existsById(SETTING, Setting.class)) {
      database.update(setting);
    } else {
      database.insert(setting);
    }
  }

  /** The folder for temporary files and mounts on the drive in effect. */
  public Path stagingRoot() {
    return drive().resolve(DataFolder.STAGING);
  }

  private Path drive() {
    String configured = configured();
    if (configured.equals(AUTOMATIC)) {
      return dataFolder.root();
    }
    // "D:" alone would be the working folder on that drive, not its root.
    Path drive = Path.of(configured.endsWith(":") ? configured + "\\" : configured);
    return drive.isAbsolute() && Files.isDirectory(drive) ? drive : dataFolder.root();
  }

  private static String checked(String drive) {
    String trimmed = drive == null ? "" : drive.trim();
    if (trimmed.equalsIgnoreCase(AUTOMATIC)) {
      return AUTOMATIC;
    }
    if (trimmed.length() > LONGEST) {
      throw new InvalidDriveException(trimmed.substring(0, LONGEST) + "…");
    }
    try {
      if (DRIVE_LETTER.matcher(trimmed).matches() || Path.of(trimmed).isAbsolute()) {
        return trimmed;
      }
    } catch (InvalidPathException e) {
      throw new InvalidDriveException(trimmed);
    }
    throw new InvalidDriveException(trimmed);
  }
}
