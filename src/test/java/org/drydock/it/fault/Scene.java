package org.drydock.it.fault;

/** A run that is held at a step. */
record Scene(long run, Hold hold) {}
