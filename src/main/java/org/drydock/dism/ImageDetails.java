package org.drydock.dism;

import java.util.List;

/**
 * One image of a WIM file with all that DISM tells about it. What DISM calls {@code <undefined>} or
 * does not print is empty.
 *
 * @param size of its files together, in bytes, before compression
 * @param architecture x86, x64, arm64 as DISM prints it
 * @param version three parts, without the revision
 * @param servicePackBuild the revision, the fourth part of the version
 * @param created in the form of the host's locale, whatever language DISM speaks
 * @param modified like created
 * @param languages names such as en-US, the default language first
 */
public record ImageDetails(
    int index,
    String name,
    String description,
    long size,
    String architecture,
    String version,
    long servicePackBuild,
    long servicePackLevel,
    String edition,
    String installation,
    String productType,
    String productSuite,
    String systemRoot,
    long directories,
    long files,
    String created,
    String modified,
    List<String> languages) {

  private static final String DEFAULT = "(Default)";

  static ImageDetails from(Fields fields) {
    return new ImageDetails(
        fields.number("Index").intValue(),
        fields.text("Name"),
        fields.text("Description"),
        fields.number("Size"),
        fields.text("Architecture"),
        fields.text("Version"),
        fields.number("ServicePack Build"),
        fields.number("ServicePack Level"),
        fields.text("Edition"),
        fields.text("Installation"),
        fields.text("ProductType"),
        fields.text("ProductSuite"),
        fields.text("System Root"),
        fields.number("Directories"),
        fields.number("Files"),
        fields.text("Created"),
        fields.text("Modified"),
        languages(fields.below("Languages")));
  }

  /** All four parts of the version, such as 10.0.26100.1742. */
  public String fullVersion() {
    return version.chars().filter(c -> c == '.').count() == 2
        ? version + "." + servicePackBuild
        : version;
  }

  private static List<String> languages(List<String> lines) {
    return lines.stream()
        .sorted((a, b) -> Boolean.compare(b.endsWith(DEFAULT), a.endsWith(DEFAULT)))
        .map(line -> line.replace(DEFAULT, "").trim())
        .toList();
  }
}
