package org.drydock.servicing;

import java.nio.file.Path;
import java.util.Locale;
import org.drydock.host.LocalHost;
import org.springframework.stereotype.Component;

/** Checks that the servicing drive has room for a run, before anything is copied. */
@Component
public class ServicingDriveRoom {

  private final LocalHost host;

  ServicingDriveRoom(LocalHost host) {
    this.host = host;
  }

  /**
   * @throws RoomException naming the drive, the need and the room
   */
  public void check(Path staging, long needBytes) {
    long free = host.freeSpace(staging);
    if (free < needBytes) {
      throw new RoomException(
          "The servicing drive of "
              + staging
              + " has "
              + megabytes(free)
              + " free, this run needs about "
              + megabytes(needBytes)
              + ". Free some space there, or set another servicing drive.");
    }
  }

  /** Whether the drive has that much room. */
  public boolean holds(Path staging, long bytes) {
    return host.freeSpace(staging) >= bytes;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
  }
}
