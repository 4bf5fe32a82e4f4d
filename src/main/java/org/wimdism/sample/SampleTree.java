package org.wimdism.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.wimdism.cbs.Identity;

/** The folders and files of a sample Windows, WinSxS hard-linked to the places files are used. */
final class SampleTree {

  /** Every file carries this time: the same run gives the same files. */
  static final FileTime TIME = FileTime.from(Instant.parse("2024-10-01T08:00:00Z"));

  private final Path root;

  SampleTree(Path root) {
    this.root = root;
  }

  /** Everything but what tells one edition from another. */
  void writeCommon() throws IOException {
    List<SampleComponent> components = new ArrayList<>(SampleSystem.features());
    components.addAll(SampleSystem.core("amd64", SampleSystem.BASE));
    components.addAll(SampleSystem.netFx("amd64", SampleSystem.BASE_NETFX));
    components.add(SampleSystem.servicingStack("amd64", SampleSystem.BASE_STACK));
    for (SampleComponent component : components) {
      install(component);
    }
    for (String folder :
        List.of(
            "PerfLogs", "Program Files (x86)", "Windows/Temp", "Windows/SoftwareDistribution")) {
      Files.createDirectories(root.resolve(folder));
    }
    plain("Windows/INF/oem%03d.inf", 200, 800);
    plain("Windows/Fonts/sample%02d.ttf", 60, 2_000);
    plain("Windows/Help/topic%03d.htm", 150, 600);
    plain("Windows/PolicyDefinitions/policy%03d.admx", 150, 700);
    plain("Windows/PolicyDefinitions/en-US/policy%03d.adml", 150, 900);
    plain("Windows/System32/DriverStore/FileRepository/sample%03d.inf_amd64/driver.sys", 100, 700);
    plain("Program Files/Windows Sample/resource%02d.dat", 80, 400);
    plain("ProgramData/Microsoft/Windows/Start Menu/Programs/Link%02d.lnk", 40, 300);
    plain("Users/Default/AppData/Local/Temp/profile%02d.dat", 20, 200);
    plain("Users/Public/Documents/document%02d.txt", 10, 200);
  }

  /** Writes hives and packages of an edition over what the edition before left. */
  void writeEdition(String product, String edition) throws IOException {
    Path servicing = root.resolve("Windows/servicing/Packages");
    Files.createDirectories(servicing);
    try (Stream<Path> before = Files.list(servicing)) {
      for (Path record : before.toList()) {
        Files.delete(record);
      }
    }
    List<SamplePackage> packages = SampleUpdates.installed(edition);
    for (SamplePackage each : packages) {
      byte[] manifest = each.manifest().getBytes(StandardCharsets.UTF_8);
      write(servicing.resolve(each.identity() + ".mum"), manifest);
      write(servicing.resolve(each.identity() + ".cat"), Catalogue.naming(manifest));
    }
    Path config = Files.createDirectories(root.resolve("Windows/System32/config"));
    List<Identity> identities = packages.stream().map(SamplePackage::identity).toList();
    SampleHives.write(config, product, edition, identities);
    Path license = root.resolve("Windows/System32/license.rtf");
    write(license, ("License of " + product + "\r\n").getBytes(StandardCharsets.UTF_8));
    setTimes(root);
  }

  static void setTimes(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      tree.sorted(Comparator.reverseOrder()).forEach(SampleTree::setTime);
    }
  }

  /** Puts a component into the store and links its files to where they are used. */
  void install(SampleComponent component) throws IOException {
    Path store = root.resolve("Windows/WinSxS");
    write(
        store.resolve("Manifests/" + component.keyForm() + ".manifest"),
        component.manifest().getBytes(StandardCharsets.UTF_8));
    for (SampleComponent.File file : component.files()) {
      Path stored = store.resolve(component.keyForm()).resolve(file.name());
      write(stored, file.bytes());
      if (!file.destination().isEmpty()) {
        Path used = folder(file.destination(), component.identity()).resolve(file.name());
        Files.createDirectories(used.getParent());
        Files.createLink(used, stored);
      }
    }
  }

  private Path folder(String destination, Identity component) {
    String system32 = component.architecture().equals("wow64") ? "SysWOW64" : "System32";
    return root.resolve(
        destination
            .replace("$(runtime.system32)", "Windows/" + system32)
            .replace("$(runtime.drivers)", "Windows/System32/drivers")
            .replace("$(runtime.windows)", "Windows")
            .replace('\\', '/'));
  }

  private void plain(String pattern, int count, int size) throws IOException {
    for (int i = 1; i <= count; i++) {
      String name = String.format(Locale.ROOT, pattern, i);
      write(root.resolve(name), Payload.of(name, SampleSystem.BASE, size));
    }
  }

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void setTime(Path path) {
    try {
      Files.setLastModifiedTime(path, TIME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
