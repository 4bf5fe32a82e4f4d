package org.drydock.site;

/**
 * This node is a member of the site: no other server has its name or its data folder. Only now may
 * what an earlier server of this node left be touched.
 */
public record NodeJoined(String node) {}
