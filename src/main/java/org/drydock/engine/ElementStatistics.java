package org.drydock.engine;

import java.time.Duration;

/**
 * What instances of a process did at one element of its model.
 *
 * @param running how many are there now
 * @param visits how often it was left, in any way
 * @param cancelled how many of these visits were interrupted, or failed
 * @param mean of the visits that were not interrupted; null where there are none
 * @param incidents how many stand there and do not go on by themselves
 */
public record ElementStatistics(
    String elementId, long running, long visits, long cancelled, Duration mean, long incidents) {}
