package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the benchmark's updates. Half the components of each are new, half replace one of the
 * image.
 *
 * <p>Beside each cabinet there is what it takes to do its work by hand: {@code <name>.files} with a
 * line for each file of the cabinet (its name there, a tab, where it goes, separated by tabs),
 * {@code <name>.obsolete} with what of the image it makes superfluous, and {@code <name>.reg}.
 */
final class BenchUpdates {

  private static final String KEY =
      "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Bench";
  private static final String PACKAGES =
      "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
          + "Component Based Servicing\\Packages\\";
  private static final String STORE = "Windows/WinSxS/";
  private static final String MANIFESTS = STORE + "Manifests/";
  private static final String RECORDS = "Windows/servicing/Packages/";

  private final BenchScale scale;
  private final BenchSystem system;

  BenchUpdates(BenchScale scale) {
    this.scale = scale;
    this.system = new BenchSystem(scale);
  }

  void write(PackageWriter writer, Path folder) throws IOException {
    for (int i = 0; i < scale.updates(); i++) {
      String kb = "KB599%04d".formatted(1000 + i);
      String name = "windows11.0-" + kb.toLowerCase(Locale.ROOT) + "-x64";
      SamplePackage update = update(i, kb);
      writer.cabinet(update, folder.resolve(name + ".cab"));
      writeHandwork(update, i, folder, name);
    }
  }

  private SamplePackage update(int number, String kb) {
    SamplePackage update =
        new SamplePackage("Package_for_" + kb, "amd64", "26100.1742.1.0", kb, "Security Update")
            .onParent(
                "buildCompare=\"EQ\" revisionCompare=\"GE\"",
                SampleSystem.packageNamed("Microsoft-Windows-Foundation-Package", "10.0.26100.1"));
    String version = "10.0.26100." + (2000 + number);
    int half = BenchSystem.componentsPerUpdate() / 2;
    for (int i = 0; i < half; i++) {
      update.listing(setting(system.newer(replaced(number, i), version), kb));
      update.listing(setting(system.addition(number * half + i, version), kb));
    }
    return update;
  }

  private static int replaced(int update, int component) {
    return update * BenchSystem.componentsPerUpdate() / 2 + component;
  }

  private static SampleComponent setting(SampleComponent component, String kb) {
    return component
        .sets(
            KEY + "\\" + component.identity().name(),
            "Version",
            "REG_SZ",
            component.identity().version().toString())
        .sets(KEY + "\\" + component.identity().name(), "Package", "REG_SZ", kb);
  }

  private void writeHandwork(SamplePackage update, int number, Path folder, String name)
      throws IOException {
    List<String> files = new ArrayList<>();
    files.add("update.mum\t" + RECORDS + update.identity() + ".mum");
    files.add("update.cat\t" + RECORDS + update.identity() + ".cat");
    StringBuilder registry = new StringBuilder("Windows Registry Editor Version 5.00\r\n");
    section(registry, KEY); // hivexregedit makes no parents
    for (SampleComponent component : update.components()) {
      String manifest = component.keyForm() + ".manifest";
      files.add(manifest + "\t" + MANIFESTS + manifest);
      for (SampleComponent.File file : component.files()) {
        String stored = component.keyForm() + "/" + file.name();
        files.add(stored + "\t" + STORE + stored + "\t" + used(file));
      }
      for (SampleComponent.RegistryValue value : component.registry()) {
        section(registry, value.key());
        text(registry, value.name(), value.value());
      }
    }
    record(registry, update);
    List<String> obsolete = new ArrayList<>();
    for (int i = 0; i < BenchSystem.componentsPerUpdate() / 2; i++) {
      String old = system.base(replaced(number, i)).keyForm();
      obsolete.add(STORE + old);
      obsolete.add(MANIFESTS + old + ".manifest");
    }
    Files.write(folder.resolve(name + ".files"), files);
    Files.write(folder.resolve(name + ".obsolete"), obsolete);
    Files.writeString(folder.resolve(name + ".reg"), registry.toString());
  }

  /** As wimdism and DISM record a package that is installed. */
  private static void record(StringBuilder registry, SamplePackage update) {
    section(registry, PACKAGES + update.identity());
    registry.append("\"CurrentState\"=dword:00000070\r\n");
    text(registry, "InstallClient", "DISM Package Manager Provider");
    text(registry, "InstallName", update.identity() + ".mum");
    text(registry, "InstallUser", "S-1-5-18");
    registry.append("\"Visibility\"=dword:00000001\r\n\"SelfUpdate\"=dword:00000000\r\n");
    section(registry, PACKAGES + update.identity() + "\\Owners");
    registry.append("\"" + update.identity() + "\"=dword:00020070\r\n");
  }

  private static void section(StringBuilder registry, String key) {
    registry.append("\r\n[").append(key).append("]\r\n");
  }

  private static void text(StringBuilder registry, String name, String value) {
    registry.append('"').append(name).append("\"=\"").append(value).append("\"\r\n");
  }

  private static String used(SampleComponent.File file) {
    return (file.destination() + "/" + file.name())
        .replace("$(runtime.system32)", "Windows/System32")
        .replace('\\', '/');
  }
}
