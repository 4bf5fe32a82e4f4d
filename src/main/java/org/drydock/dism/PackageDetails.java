package org.drydock.dism;

import java.util.Map;

/**
 * A package, installed or in a file, measured against a mounted image.
 *
 * @param applicable whether it fits the image; null where DISM does not say
 * @param offlineCapable Yes, No or Undetermined
 * @param all everything printed, by DISM's own names
 */
public record PackageDetails(
    String identity,
    Boolean applicable,
    String name,
    String description,
    String releaseType,
    String state,
    String productVersion,
    String supportInformation,
    String restartRequired,
    String offlineCapable,
    Map<String, String> all) {

  static PackageDetails from(Fields fields) {
    String applicable = fields.text("Applicable");
    return new PackageDetails(
        fields.text("Package Identity"),
        applicable.isEmpty() ? null : Boolean.valueOf(applicable.equalsIgnoreCase("Yes")),
        fields.text("Name"),
        fields.text("Description"),
        fields.text("Release Type"),
        fields.text("State"),
        fields.text("Product Version"),
        fields.text("Support Information"),
        fields.text("Restart Required"),
        fields.text("Completely offline capable"),
        fields.all());
  }
}
