package org.wimdism.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.wimdism.cbs.Digests;

/**
 * Does what commands do, so that a Java that archives its classes when it ends has those that the
 * commands need.
 */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * To be run from wimdism's jar.
   *
   * @param args an empty folder for trials
   */
  public static void main(String[] args) throws Exception {
    loadProgram();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    byte[] xml = "<a xmlns=\"urn:a\"><b c=\"d\"/></a>".getBytes(StandardCharsets.UTF_8);
    factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    Digests.of("SHA-1", xml);
    Digests.of("SHA-256", xml);
    perform(Path.of(args[0]).toAbsolutePath());
  }

  private static void loadProgram() throws Exception {
    URI jar = Rehearsal.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (JarFile program = new JarFile(Path.of(jar).toFile())) {
      program.stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .forEach(Rehearsal::load);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException | LinkageError e) {
      System.err.println(name + " is not archived: " + e);
    }
  }

  private static void perform(Path folder) throws IOException, InterruptedException {
    Path tree = Files.createDirectories(folder.resolve("tree/Windows"));
    Files.writeString(tree.resolve("notepad.exe"), "MZ");
    Path wim = folder.resolve("small.wim");
    int captured =
        new ProcessBuilder("wimlib-imagex", "capture", tree.getParent().toString(), wim.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (captured != 0) {
      throw new IOException("wimlib-imagex cannot capture " + tree);
    }
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path state = folder.resolve("state");
    String image = "/Image:" + mount;
    for (List<String> command :
        List.of(
            List.of("/Get-ImageInfo", "/ImageFile:" + wim),
            List.of("/Get-ImageInfo", "/ImageFile:" + wim, "/Index:1"),
            List.of("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + mount),
            List.of(image, "/Get-Packages"),
            List.of(image, "/Get-PackageInfo", "/PackagePath:" + wim),
            List.of(image, "/Add-Package", "/PackagePath:" + wim),
            List.of(image, "/Cleanup-Image", "/StartComponentCleanup"),
            List.of("/Get-MountedImageInfo"),
            List.of("/Unmount-Image", "/MountDir:" + mount, "/Commit"),
            List.of(
                "/Export-Image",
                "/SourceImageFile:" + wim,
                "/SourceIndex:1",
                "/DestinationImageFile:" + folder.resolve("other.wim")))) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("WIMDISM_STATE", state.toString());
      Main.run(
          command.toArray(String[]::new),
          environment,
          new PrintStream(OutputStream.nullOutputStream()));
    }
  }
}
