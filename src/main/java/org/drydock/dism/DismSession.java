package org.drydock.dism;

import java.nio.file.Path;

/**
 * Where one DISM call writes beside its output. Calls that run at the same time need folders of
 * their own: shared ones are reported to make parallel calls fail.
 *
 * @param log DISM's log file
 * @param scratch its folder for temporary files, on a local disk; made when missing
 */
public record DismSession(Path log, Path scratch) {

  /** Where wimdism keeps unpacked packages, for all sessions that have their folders there. */
  public Path packages() {
    return scratch.resolveSibling("packages");
  }
}
