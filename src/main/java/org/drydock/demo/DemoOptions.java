package org.drydock.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How the launcher starts the demonstration.
 *
 * @param port where the server listens on this machine
 * @param data the server's data folder
 * @param samples the folder with the sample images and updates
 * @param serverProcess the server's process id, to notice when it ends
 * @param keep whether the server goes on running afterwards
 */
record DemoOptions(int port, Path data, Path samples, long serverProcess, boolean keep) {

  static DemoOptions parse(String[] arguments) {
    List<String> given = Arrays.asList(arguments);
    return new DemoOptions(
        Integer.parseInt(value(given, "--port=")),
        Path.of(value(given, "--data=")),
        Path.of(value(given, "--samples=")),
        Long.parseLong(value(given, "--server-process=")),
        given.contains("--keep"));
  }

  private static String value(List<String> given, String name) {
    return given.stream()
        .filter(argument -> argument.startsWith(name))
        .map(argument -> argument.substring(name.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The option " + name + " is missing."));
  }
}
