package org.drydock.update;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the composition database beside a package in an .msu says of it.
 *
 * @param prefix what its file's name begins with, such as LCU, SSU or SafeOSDU
 * @param osVersion the Windows that the package is for, or null
 * @param targetOsVersion the Windows that it makes, or null
 */
public record CompDb(String prefix, PackageVersion osVersion, PackageVersion targetOsVersion) {

  private static final String SERVICING_STACK = "SSU";

  /** The kind that the prefix tells; empty where the package itself has to. */
  @JsonIgnore
  public Optional<UpdateKind> kind() {
    return switch (prefix.toUpperCase(Locale.ROOT)) {
      case "LCU" -> Optional.of(UpdateKind.CUMULATIVE);
      case SERVICING_STACK -> Optional.of(UpdateKind.SERVICING_STACK);
      case "SAFEOSDU" -> Optional.of(UpdateKind.SAFE_OS);
      case "DOTNET" -> Optional.of(UpdateKind.DOTNET);
      case "HOTPATCH" -> Optional.of(UpdateKind.HOTPATCH);
      case "EKB" -> Optional.of(UpdateKind.OTHER);
      default -> Optional.empty();
    };
  }

  /** The one that speaks of a package: the servicing stack has one of its own. */
  static Optional<CompDb> of(PackageIdentity identity, List<CompDb> compDbs) {
    return compDbs.stream()
        .filter(
            compDb ->
                compDb.prefix().equalsIgnoreCase(SERVICING_STACK) == identity.isServicingStack())
        .findFirst();
  }
}
