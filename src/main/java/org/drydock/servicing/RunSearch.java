package org.drydock.servicing;

import java.time.Instant;

/**
 * What runs are looked for.
 *
 * @param imageId null for all images
 * @param status null for all
 * @param from when the run was created at the earliest
 * @param until created before that moment
 * @param before only runs with a lower number
 * @param most how many
 */
public record RunSearch(
    String imageId, RunStatus status, Instant from, Instant until, long before, int most) {}
