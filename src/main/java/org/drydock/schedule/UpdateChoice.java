package org.drydock.schedule;

import java.util.List;

/**
 * The updates that an image gets in an occurrence of a schedule.
 *
 * @param reason why there are none; null where there are some
 */
public record UpdateChoice(List<String> updateIds, String reason) {}
