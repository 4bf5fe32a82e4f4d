package org.drydock.site;

import java.time.Instant;

/**
 * A server of the site, which services images on its own host.
 *
 * @param incarnation this start of the server
 * @param beat counted up while it is alive
 * @param slots how many runs its host services at once
 * @param seenAt its last sign of life, by its own clock
 */
public record Node(
    String name,
    String incarnation,
    long beat,
    NodeState state,
    int slots,
    Instant startedAt,
    Instant seenAt) {}
