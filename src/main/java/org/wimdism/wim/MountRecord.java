package org.wimdism.wim;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of a mounted image, in the state folder and in the mount folder.
 *
 * @param guid the WIM's GUID
 * @param metadata the SHA-1 of the image's metadata resource: the image the changes belong to
 * @param phase how far mounting, committing or unmounting has come
 */
record MountRecord(
    Path mountFolder,
    Path imageFile,
    String guid,
    int index,
    String metadata,
    boolean readOnly,
    Phase phase) {

  /** A killed command leaves one of the phases other than {@link #MOUNTED}. */
  enum Phase {
    MOUNTING,
    MOUNTED,
    /** The WIM may already hold the changes; writing them once more does no harm. */
    COMMITTING,
    /** Nothing of the mount is needed any more. */
    UNMOUNTING
  }

  MountRecord in(Phase next) {
    return new MountRecord(mountFolder, imageFile, guid, index, metadata, readOnly, next);
  }

  MountRecord committed(String newMetadata) {
    return new MountRecord(
        mountFolder, imageFile, guid, index, newMetadata, readOnly, Phase.MOUNTED);
  }

  boolean isMounted() {
    return phase == Phase.MOUNTED || phase == Phase.COMMITTING;
  }

  String format() {
    return "mount-folder="
        + mountFolder
        + "\nimage-file="
        + imageFile
        + "\nguid="
        + guid
        + "\nindex="
        + index
        + "\nmetadata="
        + metadata
        + "\nread-only="
        + readOnly
        + "\nphase="
        + phase
        + "\n";
  }

  /** Throws {@link IllegalArgumentException} when the text is not a record. */
  static MountRecord parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new MountRecord(
        Path.of(field(fields, "mount-folder")),
        Path.of(field(fields, "image-file")),
        field(fields, "guid"),
        Integer.parseInt(field(fields, "index")),
        field(fields, "metadata"),
        Boolean.parseBoolean(field(fields, "read-only")),
        Phase.valueOf(field(fields, "phase")));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }
}
