package org.drydock.update;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drydock.update.PackageReader.Contents;

/** Makes the catalogue's entry of an update from what its packages say. */
final class Cataloguer {

  /** What packages say instead of a name. */
  private static final Pattern NO_NAME = Pattern.compile("(?i)default|(fix|update) for kb\\d+\\.?");

  private static final String UNCLASSIFIED = "Other";

  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_CLASSIFICATION = 100;

  private Cataloguer() {}

  static SoftwareUpdate entry(Contents contents, String fileName, String sha256, long size) {
    PackageMetadata main = main(contents.packages());
    String architecture = architecture(main.identity().architecture());
    String classification =
        Optional.ofNullable(main.releaseType())
            .map(type -> shortened(type, LONGEST_CLASSIFICATION))
            .orElse(UNCLASSIFIED);
    String kb = contents.properties().kb().or(() -> Optional.ofNullable(main.kb())).orElse(null);
    return new SoftwareUpdate(
        id(sha256),
        kb,
        title(main, kb, classification, architecture),
        UpdateKind.of(contents.packages()),
        classification,
        architecture,
        Optional.ofNullable(main.createdAt()).orElse(contents.newestManifest()),
        contents.deltas(),
        new UpdateBinary(fileName, sha256, size, contents.container()),
        contents.packages());
  }

  private static String id(String sha256) {
    return UUID.nameUUIDFromBytes(sha256.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  private static PackageMetadata main(List<PackageMetadata> packages) {
    return packages.stream()
        .filter(p -> !p.identity().isServicingStack())
        .findFirst()
        .orElse(packages.get(0));
  }

  private static String title(
      PackageMetadata main, String kb, String classification, String architecture) {
    return Stream.of(main.displayName(), main.description())
        .filter(Objects::nonNull)
        .filter(name -> !NO_NAME.matcher(name).matches())
        .findFirst()
        .map(name -> shortened(name, LONGEST_TITLE))
        .orElse(
            classification
                + " "
                + (kb == null ? main.identity().name() : kb)
                + " ("
                + architecture
                + ")");
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** The name that Windows images have for a manifest's processor architecture. */
  static String architecture(String processor) {
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64" -> "x64";
      case "x86" -> "x86";
      case "arm64" -> "arm64";
      case "arm" -> "arm";
      default -> "all";
    };
  }
}
