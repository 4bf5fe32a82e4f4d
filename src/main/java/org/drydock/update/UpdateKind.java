package org.drydock.update;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an update is for; decides when in a run it is applied. */
public enum UpdateKind {
  SERVICING_STACK,
  LANGUAGE,
  FEATURE,
  CUMULATIVE,
  OTHER,
  /** Leaves pending operations, so it comes after the cleanup. */
  OPTIONAL_COMPONENT,
  /** Leaves pending operations, so it comes after the cleanup. */
  DOTNET,
  /** For the recovery environment only. */
  SAFE_OS,
  /** For running systems only, never for images. */
  HOTPATCH;

  /** NDP is the .NET Framework's name in package names; not the "ndp" of "Endpoint". */
  private static final Pattern DOTNET_NAME =
      Pattern.compile("package_for_dotnetrollup.*|(.*[^a-z])?ndp\\d.*");

  /** As people and the API write it: "servicing-stack". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of an update file by its packages; a servicing stack beside others is a companion. */
  static UpdateKind of(List<PackageMetadata> packages) {
    return packages.stream()
        .map(UpdateKind::of)
        .filter(kind -> kind != SERVICING_STACK)
        .findFirst()
        .orElse(SERVICING_STACK);
  }

  private static UpdateKind of(PackageMetadata metadata) {
    PackageIdentity identity = metadata.identity();
    String name = identity.name().toLowerCase(Locale.ROOT);
    if (identity.isServicingStack()) {
      return SERVICING_STACK;
    }
    if (metadata.compDb() != null && metadata.compDb().kind().isPresent()) {
      return metadata.compDb().kind().get();
    }
    if (name.contains("hotpatch")) {
      return HOTPATCH;
    }
    if (name.startsWith("package_for_safeos")) {
      return SAFE_OS;
    }
    if (DOTNET_NAME.matcher(name).matches()) {
      return DOTNET;
    }
    if (identity.isRollup()) {
      return CUMULATIVE;
    }
    if (name.contains("netfx3-ondemand") || name.startsWith("winpe-")) {
      return OPTIONAL_COMPONENT;
    }
    return byReleaseType(metadata.releaseType());
  }

  private static UpdateKind byReleaseType(String releaseType) {
    return switch (releaseType == null ? "" : releaseType.toLowerCase(Locale.ROOT)) {
      case "language pack", "local pack" -> LANGUAGE;
      case "ondemand pack", "feature pack" -> FEATURE;
      default -> OTHER;
    };
  }
}
