package org.wimdism.wim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wimdism.hive.EmptyHive;
import org.wimdism.hive.Hive;

/** A small Windows-like image in a WIM, made with wimlib-imagex, for tests. */
public final class SmallImage {

  /** A file that is hard-linked between the component store and System32. */
  public static final String LINKED = "Windows/System32/linked.dll";

  public static final String LINKED_STORE = "Windows/WinSxS/amd64_linked_1/linked.dll";
  public static final String PLAIN = "Windows/System32/Plain.txt";
  public static final String SOFTWARE = "Windows/System32/config/SOFTWARE";

  private static final Pattern PATH = Pattern.compile("Full Path +\\S+ \"(.*)\"");
  private static final Pattern GROUP = Pattern.compile("Link Group ID +\\S+ (0x[0-9a-f]+)");
  private static final String NO_GROUP = "0x0000000000000000";

  private SmallImage() {}

  /** Captures the image into {@code folder/small.wim}. */
  public static Path capture(Path folder) throws Exception {
    Path source = source(folder);
    Path wim = folder.resolve("small.wim");
    run("wimlib-imagex", "capture", source.toString(), wim.toString(), "Small", "--compress=LZX");
    run(
        "wimlib-imagex",
        "info",
        wim.toString(),
        "1",
        "--image-property",
        "WINDOWS/VERSION/MAJOR=10",
        "--image-property",
        "WINDOWS/VERSION/MINOR=0",
        "--image-property",
        "WINDOWS/VERSION/BUILD=26100",
        "--image-property",
        "WINDOWS/VERSION/SPBUILD=1",
        "--image-property",
        "WINDOWS/ARCH=9");
    return wim;
  }

  /** The folder that is captured; made once. */
  public static Path source(Path folder) throws IOException {
    Path source = folder.resolve("source");
    if (Files.exists(source)) {
      return source;
    }
    write(source.resolve(PLAIN), "plain\n");
    write(source.resolve(LINKED_STORE), "the linked file, version 1\n");
    Files.createLink(source.resolve(LINKED), source.resolve(LINKED_STORE));
    write(source.resolve("Windows/servicing/Packages/a.mum"), "<assembly/>");
    for (int i = 0; i < 50; i++) {
      Path driver = source.resolve("Windows/System32/drivers/driver" + i + ".sys");
      write(driver, "driver " + i);
      if (i < 10) {
        Path store = source.resolve("Windows/WinSxS/amd64_driver" + i + "/driver.sys");
        Files.createDirectories(store.getParent());
        Files.createLink(store, driver);
      }
    }
    Path software = source.resolve(SOFTWARE);
    Files.createDirectories(software.getParent());
    EmptyHive.create(software);
    try (Hive hive = Hive.open(software, true)) {
      hive.root().createPath("Microsoft\\Windows NT\\CurrentVersion").setDword("UBR", 1);
      hive.commit();
    }
    return source;
  }

  public static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Runs a program to its end and returns what it printed. */
  public static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + code + "\n" + output);
    }
    return output;
  }

  /**
   * What {@code wimlib-imagex dir --detailed} says of each path, with its link group as the paths
   * in it: their numbers are libwim's own and new with every write.
   */
  public static Map<String, String> metadata(Path wim, int image) throws Exception {
    Map<String, String> blocks = new TreeMap<>();
    Map<String, Set<String>> groups = new TreeMap<>();
    for (String block :
        run("wimlib-imagex", "dir", wim.toString(), Integer.toString(image), "--detailed")
            .split("-{70,}\\n")) {
      Matcher path = PATH.matcher(block);
      Matcher group = GROUP.matcher(block);
      if (path.find() && group.find()) {
        blocks.put(path.group(1), block);
        groups.computeIfAbsent(group.group(1), g -> new TreeSet<>()).add(path.group(1));
      }
    }
    groups.put(NO_GROUP, Set.of());
    blocks.replaceAll(
        (path, block) ->
            GROUP.matcher(block).replaceAll(g -> "linked with " + groups.get(g.group(1))));
    return blocks;
  }
}
