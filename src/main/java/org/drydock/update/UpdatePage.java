package org.drydock.update;

import java.util.List;

/**
 * One page of updates.
 *
 * @param next the id to continue after, or null on the last page
 */
public record UpdatePage(List<ListedUpdate> items, String next) {}
