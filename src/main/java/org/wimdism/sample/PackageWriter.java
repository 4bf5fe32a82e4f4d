package org.wimdism.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Packs sample packages as cabinets and classic .msu files. */
final class PackageWriter {

  private final Path work;
  private final boolean storing;

  /**
   * A writer.
   *
   * @param work a folder of its own for what goes into the files
   */
  PackageWriter(Path work) {
    this(work, false);
  }

  private PackageWriter(Path work, boolean storing) {
    this.work = work;
    this.storing = storing;
  }

  /** One that does not compress, and does without gcab. */
  static PackageWriter storing(Path work) {
    return new PackageWriter(work, true);
  }

  void cabinet(SamplePackage contents, Path cabinet) throws IOException {
    Path folder = Files.createTempDirectory(work, "cab");
    writeManifests(contents, folder, "update");
    pack(folder, cabinet);
  }

  /** A cabinet whose payload is not what its manifest says. */
  void cabinetWithWrongPayload(SamplePackage contents, Path cabinet) throws IOException {
    Path folder = Files.createTempDirectory(work, "cab");
    writeManifests(contents, folder, "update");
    for (SampleComponent component : contents.components()) {
      for (SampleComponent.File file : component.files()) {
        byte[] altered = file.bytes().clone();
        altered[altered.length / 2] ^= 1;
        Files.write(folder.resolve(component.keyForm()).resolve(file.name()), altered);
      }
    }
    pack(folder, cabinet);
  }

  /** A cabinet with forward deltas instead of files, as express packages have. */
  void cabinetWithDeltas(SamplePackage contents, Path cabinet) throws IOException {
    Path folder = Files.createTempDirectory(work, "cab");
    writeManifests(contents, folder, "update");
    for (SampleComponent component : contents.components()) {
      for (SampleComponent.File file : component.files()) {
        Path whole = folder.resolve(component.keyForm()).resolve(file.name());
        Files.delete(whole);
        Path delta = Files.createDirectories(whole.resolveSibling("f")).resolve(file.name());
        Files.write(
            delta, ("PA30 synthetic delta of " + file.name()).getBytes(StandardCharsets.US_ASCII));
      }
    }
    pack(folder, cabinet);
  }

  /** An .msu as the update catalogue delivers it, around a cabinet of the package. */
  void msu(SamplePackage contents, String name, Path msu) throws IOException {
    Path folder = Files.createTempDirectory(work, "msu");
    cabinet(contents, folder.resolve(name + ".cab"));
    Files.writeString(
        folder.resolve(name + "-pkgProperties.txt"),
        "\uFEFF" + properties(contents),
        StandardCharsets.UTF_16LE);
    Files.writeString(folder.resolve(name + ".xml"), answerFile(contents, name));
    Path scan = Files.createTempDirectory(work, "scan");
    Files.writeString(scan.resolve("update.xml"), "<synthetic/>\n");
    pack(scan, folder.resolve("WSUSSCAN.cab"));
    pack(folder, msu);
  }

  private void writeManifests(SamplePackage contents, Path folder, String name) throws IOException {
    byte[] manifest = contents.manifest().getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(name + ".mum"), manifest);
    Files.write(folder.resolve(name + ".cat"), Catalogue.naming(manifest));
    for (SampleComponent component : contents.components()) {
      Files.writeString(folder.resolve(component.keyForm() + ".manifest"), component.manifest());
      for (SampleComponent.File file : component.files()) {
        Path payload = folder.resolve(component.keyForm()).resolve(file.name());
        Files.createDirectories(payload.getParent());
        Files.write(payload, file.bytes());
      }
    }
    for (SamplePackage part : contents.nested()) {
      writeManifests(part, folder, part.identity().toString());
    }
  }

  private void pack(Path folder, Path cabinet) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    Files.createDirectories(cabinet.toAbsolutePath().getParent());
    if (storing) {
      StoredCabinet.write(folder, files, cabinet);
      return;
    }
    List<String> command = new ArrayList<>(List.of("gcab", "-c", "-z"));
    command.add(cabinet.toAbsolutePath().toString());
    for (Path file : files) {
      Files.setLastModifiedTime(file, SampleTree.TIME);
      command.add(folder.relativize(file).toString());
    }
    Programs.run(folder, command);
  }

  private static String properties(SamplePackage contents) {
    return """
        ApplicabilityInfo="Windows 11.0 Client;"
        Applies to="Windows 11.0"
        Build Date="2024/10/01"
        Company="Synthetic sample"
        File Version="1"
        Installation Type="FULL"
        Installer Engine="Component Based Servicing - WUSA.exe"
        Installer Version="10.0.0.0"
        KB Article Number="%s"
        Language="ALL"
        Package Type="%s"
        Processor Architecture="amd64"
        Product Name="Windows 11.0"
        Support Link="https://support.example.com/help/%s"
        """
        .formatted(
            contents.kb().replace("KB", ""),
            contents.releaseType(),
            contents.kb().replace("KB", ""))
        .replace("\n", "\r\n");
  }

  private static String answerFile(SamplePackage contents, String name) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <servicing>
            <package action="install">
              %s    <source location="%%configsetroot%%\\%s.CAB" />
            </package>
          </servicing>
        </unattend>
        """
        .formatted(Xml.identity(contents.identity()), name);
  }
}
