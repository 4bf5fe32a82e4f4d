package org.drydock.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes real cabinet files with synthetic package manifests for the tests. */
public final class Packages {

  public static final String TOKEN = "31bf3856ad364e35";
  public static final String FOUNDATION = "Microsoft-Windows-Foundation-Package";

  private Packages() {}

  /** A manifest with one parent, the Foundation package of build 26100, and nested packages. */
  public static String manifest(
      String identity, String identifier, String releaseType, String... nested) {
    return manifestWith(
        identity,
        "identifier=\"" + identifier + "\" releaseType=\"" + releaseType + "\"",
        parent(FOUNDATION + "~" + TOKEN + "~amd64~~10.0.26100.1") + contained(nested));
  }

  public static String manifestWith(String identity, String packageAttributes, String inside) {
    return """
        <?xml version="1.0" encoding="utf-8" standalone="yes"?>
        <assembly xmlns="urn:schemas-microsoft-com:asm.v3" manifestVersion="1.0"
            description="Fix for KB5990001" displayName="default" company="Example"
            creationTimeStamp="2026-01-13T17:00:00Z">
          %s
          <package %s>
            %s
          </package>
        </assembly>
        """
        .formatted(identityElement(identity), packageAttributes, inside);
  }

  public static String parent(String... identities) {
    StringBuilder alternatives = new StringBuilder();
    for (String identity : identities) {
      alternatives.append(identityElement(identity));
    }
    return "<parent buildCompare=\"EQ\" revisionCompare=\"GE\" disposition=\"detect\">"
        + alternatives
        + "</parent>";
  }

  public static String stackFloor(String version) {
    return "<installerAssembly name=\"Microsoft-Windows-ServicingStack\" version=\""
        + version
        + "\" language=\"neutral\" processorArchitecture=\"amd64\" publicKeyToken=\""
        + TOKEN
        + "\" />";
  }

  public static String contained(String... identities) {
    StringBuilder updates = new StringBuilder();
    for (String identity : identities) {
      updates
          .append("<update name=\"u\"><package contained=\"true\" integrate=\"hidden\">")
          .append(identityElement(identity))
          .append("</package></update>");
    }
    return updates.toString();
  }

  public static String identityElement(String identity) {
    PackageIdentity parsed = PackageIdentity.parse(identity);
    return "<assemblyIdentity name=\"%s\" version=\"%s\" processorArchitecture=\"%s\" language=\"%s\" publicKeyToken=\"%s\" />"
        .formatted(
            parsed.name(),
            parsed.version(),
            parsed.architecture(),
            parsed.language().isEmpty() ? "neutral" : parsed.language(),
            parsed.publicKeyToken());
  }

  /** A cabinet whose only file is update.mum. */
  public static Path cabinet(Path file, String manifest) {
    return cabinet(file, Map.of("update.mum", manifest));
  }

  public static Path cabinet(Path file, Map<String, String> contents) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    contents.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return cabinetOf(file, bytes);
  }

  public static Path cabinetOf(Path file, Map<String, byte[]> contents) {
    try {
      Path folder = Files.createTempDirectory("cabinet");
      List<String> command =
          new ArrayList<>(List.of("gcab", "-c", "-z", file.toAbsolutePath().toString()));
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        Path inside = folder.resolve(content.getKey());
        Files.createDirectories(inside.getParent());
        Files.write(inside, content.getValue());
        command.add(content.getKey());
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Process gcab = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
      if (gcab.waitFor() != 0) {
        throw new IllegalStateException("gcab failed for " + file);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A classic .msu: package cabinets, properties in UTF-16 and a WSUSSCAN.cab nobody may open. */
  public static Path msu(Path file, String kbNumber, Map<String, Path> packages)
      throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("WSUSSCAN.cab", "MSCF, but not readable".getBytes(StandardCharsets.US_ASCII));
    for (Map.Entry<String, Path> inner : packages.entrySet()) {
      contents.put(inner.getKey(), Files.readAllBytes(inner.getValue()));
    }
    Charset utf16 = StandardCharsets.UTF_16LE;
    String properties =
        "\uFEFFApplies to=\"Windows\"\r\nKB Article Number=\""
            + kbNumber
            + "\"\r\nLanguage=\"ALL\"\r\n";
    contents.put("Windows-pkgProperties.txt", properties.getBytes(utf16));
    return cabinetOf(file, contents);
  }

  /** Writes other bytes over every place where a text occurs; both have the same length. */
  public static void patch(Path file, String text, String other) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace(text, other), StandardCharsets.ISO_8859_1);
  }
}
