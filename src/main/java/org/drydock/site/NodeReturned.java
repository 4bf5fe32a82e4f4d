package org.drydock.site;

/**
 * This node was counted as lost and is back: what it had begun has been given up by the others.
 * Whoever has ended what was left tells {@link Nodes#returned()}; until then it is told again.
 */
public record NodeReturned(String node) {}
