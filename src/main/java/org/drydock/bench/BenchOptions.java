package org.drydock.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the launcher starts the benchmark.
 *
 * @param data the folder with {@code install.wim} and {@code updates}
 * @param work a folder for what is measured; emptied before and after each measurement
 * @param wimdism the program
 * @param rounds how often each contender is measured
 * @param eachCommand whether to measure wimdism command by command, instead of contenders
 * @param catalogue whether to measure the synchronisation of an offline catalogue instead
 * @param port where the server is to listen
 * @param server the command line that starts it
 */
record BenchOptions(
    Path data,
    Path work,
    Path wimdism,
    int rounds,
    boolean eachCommand,
    boolean catalogue,
    int port,
    List<String> server) {

  private static final String END = "--";

  static BenchOptions parse(String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    int end = all.indexOf(END);
    List<String> given = end < 0 ? all : all.subList(0, end);
    return new BenchOptions(
        Path.of(value(given, "--data=")),
        Path.of(value(given, "--work=")),
        Path.of(value(given, "--wimdism=")),
        Integer.parseInt(value(given, "--rounds=")),
        given.contains("--each-command"),
        given.contains("--catalogue"),
        Integer.parseInt(value(given, "--port=")),
        end < 0 ? List.of() : new ArrayList<>(all.subList(end + 1, all.size())));
  }

  Path image() {
    return data.resolve("install.wim");
  }

  Path updates() {
    return data.resolve("updates");
  }

  private static String value(List<String> given, String name) {
    return given.stream()
        .filter(argument -> argument.startsWith(name))
        .map(argument -> argument.substring(name.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The option " + name + " is missing."));
  }
}
