package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * What a reading of the whole content library has come to.
 *
 * @param state running, complete or failed
 * @param findings what is wrong, in sentences; damaged files were put aside
 * @param ended null while it runs
 */
public record ScrubReport(
    long id,
    String state,
    int files,
    int filesChecked,
    long bytes,
    long bytesChecked,
    List<String> findings,
    Instant started,
    Instant ended) {}
