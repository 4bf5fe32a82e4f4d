package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * An update as a list shows it, whether its file is here or only a catalogue knows it.
 *
 * @param id of the file where it is in the content library, else of the update in the catalogue
 * @param kb "KB5990001", or null
 * @param products names, empty where no catalogue tells
 * @param architecture x86, x64, arm64 or all
 * @param size of its files, in bytes
 * @param catalogueId the UpdateId in the catalogue, or null where no catalogue knows it
 * @param withdrawn whether the catalogue does not list it any more
 * @param supersededBy the id of what makes it unnecessary, or null
 * @param supersededReason in words, or null
 * @param file the update as it can be applied; null where its file is not here
 */
public record ListedUpdate(
    String id,
    String kb,
    String title,
    String classification,
    List<String> products,
    String architecture,
    Instant releaseDate,
    long size,
    String catalogueId,
    boolean withdrawn,
    String supersededBy,
    String supersededReason,
    SoftwareUpdate file) {

  public UpdateState state() {
    return file == null ? UpdateState.NOT_DOWNLOADED : UpdateState.DOWNLOADED;
  }

  /** How a sentence names it. */
  public String label() {
    return kb == null ? title : kb;
  }
}
