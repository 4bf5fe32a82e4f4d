package org.drydock.web.console;

import org.drydock.servicing.Run;

/**
 * A run in a list.
 *
 * @param version such as "version 3", where it published one
 * @param problem why it failed, or why it waits; null for neither
 */
record RunRow(
    Link run,
    Link image,
    Badge status,
    String cause,
    Moment started,
    Moment ended,
    String took,
    String version,
    String host,
    String problem) {

  static RunRow of(Run run, ImageNames.Names names, Wording words) {
    return new RunRow(
        Link.toRun(run.runNumber()),
        names.link(run.imageId()),
        Badge.of(run.status()),
        run.cause(),
        words.moment(run.startedAt() == null ? run.createdAt() : run.startedAt()),
        words.moment(run.endedAt()),
        words.took(run.startedAt(), run.endedAt()),
        run.newVersion() == null ? null : "version " + run.newVersion(),
        run.host(),
        run.failureMessage() == null ? run.queueReason() : run.failureMessage());
  }
}
