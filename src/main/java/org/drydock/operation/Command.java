package org.drydock.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An operating system command that a step waits for.
 *
 * @param argv the program and its arguments
 * @param environment variables added to the server's own
 * @param timeout the longest it may take; its process tree is ended after that
 */
public record Command(List<String> argv, Map<String, String> environment, Duration timeout) {}
