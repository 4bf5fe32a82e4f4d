package org.wimdism.cli;

import static org.wimdism.cbs.ManifestTexts.bytes;
import static org.wimdism.cbs.ManifestTexts.componentManifest;
import static org.wimdism.cbs.ManifestTexts.packageManifest;
import static org.wimdism.cbs.ManifestTexts.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.KeyForm;
import org.wimdism.cbs.ManifestTexts;
import org.wimdism.cbs.Version;

/** A cabinet with a package of a test's own making. */
final class HandmadePackage {

  static final String NAME = "Package_for_KB5990999";
  static final String VERSION = "26100.3000.1.0";
  static final String IDENTITY = NAME + "~" + ManifestTexts.TOKEN + "~amd64~~" + VERSION;

  private final Path folder;

  HandmadePackage(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "package");
  }

  /** The root manifest, whose package element has this content. */
  HandmadePackage root(String body) throws IOException {
    return file("update.mum", bytes(packageManifest(NAME, VERSION, body)));
  }

  /** The manifest of another package than the usual one. */
  HandmadePackage root(String name, String version, String attributes, String body)
      throws IOException {
    return file("update.mum", bytes(packageManifest(name, version, attributes, body)));
  }

  /** A root manifest that lists one component. */
  HandmadePackage listing(String componentName, String version) throws IOException {
    return root(update("u", ManifestTexts.component(componentName, version)));
  }

  HandmadePackage nested(String name, String version, String body) throws IOException {
    return file(name + ".mum", bytes(packageManifest(name, version, body)));
  }

  HandmadePackage component(String name, String version, String body) throws IOException {
    return file(
        keyForm(name, version) + ".manifest", bytes(componentManifest(name, version, body)));
  }

  HandmadePackage payload(String name, String version, String file, byte[] content)
      throws IOException {
    return file(keyForm(name, version) + "/" + file, content);
  }

  HandmadePackage file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  Path cabinet() throws Exception {
    return pack(folder, folder.resolveSibling(folder.getFileName() + ".cab"));
  }

  /** Packs a folder's files with their paths. */
  static Path pack(Path folder, Path cabinet) throws Exception {
    List<String> command = new ArrayList<>(List.of("gcab", "-c", "-z", cabinet.toString()));
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .forEach(command::add);
    }
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("gcab failed");
    }
    return cabinet;
  }

  static String keyForm(String name, String version) {
    return KeyForm.of(
        new Identity(name, ManifestTexts.TOKEN, "amd64", "", Version.parse(version), "", "nonSxS"));
  }
}
