package org.drydock.site;

/**
 * A node is counted as lost. Told again and again by every other node as long as it is, so that
 * nothing depends on the node that noticed it first.
 */
public record NodeLost(String node) {}
