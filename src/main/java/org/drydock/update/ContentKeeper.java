package org.drydock.update;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drydock.site.ContentProperties;
import org.drydock.site.Removals;
import org.springframework.stereotype.Service;

/** Knows who has use for the files of the content library, and removes what nothing needs. */
@Service
public class ContentKeeper {

  private final ContentLibrary library;
  private final List<ContentReferences> rooms;
  private final ContentProperties properties;
  private final Clock clock;

  ContentKeeper(
      ContentLibrary library,
      List<ContentReferences> rooms,
      ContentProperties properties,
      Clock clock) {
    this.library = library;
    this.rooms = rooms;
    this.properties = properties;
    this.clock = clock;
  }

  /** Every file that is or was in the library, by name. */
  public List<StoredFile> files() {
    Map<String, List<ContentReference>> references =
        rooms.stream()
            .flatMap(room -> room.references().stream())
            .distinct()
            .collect(Collectors.groupingBy(ContentReference::sha256));
    return library.recorded().stream()
        .map(file -> StoredFile.of(file, references.getOrDefault(file.sha256(), List.of())))
        .toList();
  }

  /**
   * Removes what no image, schedule or active run needs.
   *
   * @param dryRun only tells what that would be
   */
  public UnneededFiles removeUnneeded(boolean dryRun) {
    List<StoredFile> unneeded = unneeded(clock.instant());
    List<StoredFile> chosen = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    long bytes = 0;
    for (StoredFile file : unneeded) {
      try {
        bytes += dryRun ? file.size() : library.remove(file.sha256());
        chosen.add(file);
      } catch (IOException e) { // one file must not hold up the others
        failures.add(file.fileName() + " (" + file.sha256() + "): " + e);
      }
    }
    return new UnneededFiles(dryRun, chosen, bytes, failures);
  }

  /**
   * Removes what nothing has needed for as long as the site says; nothing where it says nothing.
   *
   * @param checkpoint called before each removal; what it throws ends the work
   */
  public Removals applyRetention(Runnable checkpoint) {
    Removals removals = new Removals();
    if (properties.removeUnneededAfter() == null) {
      return removals;
    }
    for (StoredFile file : unneeded(clock.instant().minus(properties.removeUnneededAfter()))) {
      checkpoint.run();
      String what = "update file " + file.fileName() + " (" + file.sha256() + ")";
      try {
        removals.removed(what, library.remove(file.sha256()));
      } catch (IOException e) { // one file must not hold up the others
        removals.failed(what, e);
      }
    }
    return removals;
  }

  private List<StoredFile> unneeded(Instant thereBefore) {
    return files().stream()
        .filter(file -> !file.needed() && library.contains(file.sha256()))
        .filter(file -> !file.since().isAfter(thereBefore))
        .toList();
  }
}
