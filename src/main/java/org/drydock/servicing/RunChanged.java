package org.drydock.servicing;

/** A run's row, results or steps changed. */
public record RunChanged(long runNumber) {}
