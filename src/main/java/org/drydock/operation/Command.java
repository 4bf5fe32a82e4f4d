package org.drydock.operation;

import java.util.List;
import java.util.Map;

/**
 * An operating system command that a step waits for.
 *
 * @param argv the program and its arguments
 * @param environment variables added to the server's own
 */
public record Command(List<String> argv, Map<String, String> environment) {}
