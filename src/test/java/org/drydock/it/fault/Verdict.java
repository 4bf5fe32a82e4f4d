package org.drydock.it.fault;

import java.time.Duration;

/** How a run ended as it must, and how long after it was disturbed. */
record Verdict(String status, Duration took) {}
