package org.drydock.site;

/**
 * A node is counted as lost. Told again and again by every other node as long as it is, so that
 * nothing depends on the node that noticed it first.
 *
 * @param down whether an administrator has confirmed that nothing runs on its host any more
 */
public record NodeLost(String node, boolean down) {}
