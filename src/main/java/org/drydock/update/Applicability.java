package org.drydock.update;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.drydock.update.Assessment.State;

/** Tells from metadata whether an update belongs into an image: yes, no, or undetermined. */
public final class Applicability {

  /** A rollup belongs to hundreds of packages; a sentence names the first few. */
  private static final int NAMED_AT_MOST = 3;

  private Applicability() {}

  /**
   * @param engineUnderstandsDeltas whether the DISM program that will be used can apply deltas
   */
  public static Assessment assess(
      SoftwareUpdate update, ImageFacts image, boolean engineUnderstandsDeltas) {
    return architecture(update, image)
        .or(() -> imageKind(update, image))
        .or(() -> windowsBuild(update, image))
        .or(() -> installed(update, image))
        .or(() -> engine(update, engineUnderstandsDeltas))
        .or(() -> parents(update, image))
        .or(() -> servicingStack(update, image))
        .or(() -> undetermined(update, image))
        .orElseGet(() -> applicable(update, image));
  }

  private static Optional<Assessment> architecture(SoftwareUpdate update, ImageFacts image) {
    return update.architecture().equals("all")
            || update.architecture().equalsIgnoreCase(image.architecture())
        ? Optional.empty()
        : notApplicable(
            "It is for " + update.architecture() + ", the image is " + image.architecture() + ".");
  }

  private static Optional<Assessment> imageKind(SoftwareUpdate update, ImageFacts image) {
    if (update.kind() == UpdateKind.HOTPATCH) {
      return notApplicable("Hotpatches are for running systems, never for images.");
    }
    if (update.kind() == UpdateKind.SAFE_OS && !image.isRecovery()) {
      return notApplicable(
          "Safe OS updates are for the recovery environment (WinRE) only, and this image is not"
              + " one.");
    }
    if (image.isWindowsPe() && update.kind() != UpdateKind.SAFE_OS && !namesWindowsPe(update)) {
      return notApplicable("The image is Windows PE, and none of its packages names WinPE.");
    }
    return Optional.empty();
  }

  /** The metadata beside a package in an .msu names the Windows build that it is for. */
  private static Optional<Assessment> windowsBuild(SoftwareUpdate update, ImageFacts image) {
    int build = PackageVersion.parse(image.version()).build();
    return update.packages().stream()
        .map(PackageMetadata::compDb)
        .filter(compDb -> compDb != null && compDb.osVersion() != null)
        .filter(compDb -> compDb.osVersion().build() != build)
        .findFirst()
        .flatMap(
            compDb ->
                notApplicable(
                    "Its metadata says that it is for Windows "
                        + compDb.osVersion()
                        + ", the image is "
                        + image.version()
                        + "."));
  }

  private static boolean namesWindowsPe(SoftwareUpdate update) {
    return update
        .allPackages()
        .anyMatch(
            p ->
                namesWindowsPe(p.identity())
                    || p.identity().isServicingStack()
                    || p.parents().stream()
                        .flatMap(parent -> parent.alternatives().stream())
                        .anyMatch(Applicability::namesWindowsPe));
  }

  private static boolean namesWindowsPe(PackageIdentity identity) {
    return identity.name().toLowerCase(Locale.ROOT).contains("winpe");
  }

  private static Optional<Assessment> installed(SoftwareUpdate update, ImageFacts image) {
    List<PackageIdentity> found =
        update.packages().stream().flatMap(p -> present(p.identity(), image).stream()).toList();
    if (found.size() < update.packages().size()) {
      return Optional.empty();
    }
    boolean same = update.packages().stream().allMatch(p -> found.contains(p.identity()));
    String names = found.stream().map(PackageIdentity::toString).collect(Collectors.joining(", "));
    return Optional.of(
        new Assessment(
            State.INSTALLED,
            same
                ? "It is in the image already: " + names + "."
                : "The image has a later version already: " + names + "."));
  }

  private static Optional<PackageIdentity> present(PackageIdentity ours, ImageFacts image) {
    return image
        .present()
        .filter(there -> there.isSameSeries(ours))
        .filter(there -> there.version().isAtLeast(ours.version()))
        .max((a, b) -> a.version().compareTo(b.version()));
  }

  private static Optional<Assessment> engine(SoftwareUpdate update, boolean understandsDeltas) {
    return update.deltas() && !understandsDeltas
        ? Optional.of(
            new Assessment(
                State.NOT_SUPPORTED,
                "Its payload is deltas (PSFX), which this DISM program cannot apply. Service the"
                    + " image on Windows with DISM.exe, or use an update with whole files."))
        : Optional.empty();
  }

  private static Optional<Assessment> parents(SoftwareUpdate update, ImageFacts image) {
    List<PackageMetadata> lacking = whatCounts(update);
    if (lacking.stream().anyMatch(p -> isWanted(p, image) || !saysWhatItNeeds(p))) {
      return Optional.empty();
    }
    String wanted =
        lacking.stream()
            .flatMap(PackageMetadata::all)
            .flatMap(p -> p.parents().stream())
            .flatMap(parent -> parent.alternatives().stream())
            .map(Applicability::shortName)
            .distinct()
            .limit(NAMED_AT_MOST)
            .collect(Collectors.joining(", "));
    return notApplicable(
        "The image has none of the packages that "
            + shortName(lacking.get(0).identity())
            + " belongs to: "
            + wanted
            + ".");
  }

  /**
   * The packages an update is picked for; a servicing stack beside them is only their companion.
   */
  private static List<PackageMetadata> whatCounts(SoftwareUpdate update) {
    List<PackageMetadata> main =
        update.packages().stream().filter(p -> !p.identity().isServicingStack()).toList();
    return main.isEmpty() ? update.packages() : main;
  }

  private static String shortName(PackageIdentity identity) {
    return identity.name() + " " + identity.version();
  }

  /** Its own parents decide; where it names none, those of the packages nested in it. */
  private static boolean isWanted(PackageMetadata metadata, ImageFacts image) {
    return metadata.parents().isEmpty()
        ? metadata.nested().stream().anyMatch(nested -> isWanted(nested, image))
        : image.hasParentOf(metadata);
  }

  private static boolean saysWhatItNeeds(PackageMetadata metadata) {
    return !metadata.parents().isEmpty()
        || (!metadata.nested().isEmpty()
            && metadata.nested().stream().allMatch(Applicability::saysWhatItNeeds));
  }

  private static Optional<Assessment> servicingStack(SoftwareUpdate update, ImageFacts image) {
    PackageVersion stack = image.withServicingStackOf(update).servicingStack();
    return update.packages().stream()
        .flatMap(p -> ServicingStack.floor(p).stream())
        .filter(floor -> !stack.isAtLeast(floor))
        .findFirst()
        .flatMap(
            floor ->
                notApplicable(
                    "It needs the servicing stack "
                        + floor
                        + ", the image has "
                        + stack
                        + ". Apply that servicing stack update first."));
  }

  private static Optional<Assessment> undetermined(SoftwareUpdate update, ImageFacts image) {
    List<PackageMetadata> packages = whatCounts(update);
    return packages.stream().anyMatch(p -> isWanted(p, image))
        ? Optional.empty()
        : Optional.of(
            new Assessment(
                State.UNDETERMINED,
                "The manifest of "
                    + shortName(packages.get(0).identity())
                    + " does not say which packages it belongs to; DISM will tell."));
  }

  private static Assessment applicable(SoftwareUpdate update, ImageFacts image) {
    String parents =
        update.packages().stream()
            .flatMap(PackageMetadata::all)
            .flatMap(p -> p.parents().stream())
            .flatMap(
                parent ->
                    image.present().filter(parent::isSatisfiedBy).map(Applicability::shortName))
            .distinct()
            .limit(NAMED_AT_MOST)
            .collect(Collectors.joining(", "));
    return new Assessment(State.APPLICABLE, "The image has what it belongs to: " + parents + ".");
  }

  private static Optional<Assessment> notApplicable(String reason) {
    return Optional.of(new Assessment(State.NOT_APPLICABLE, reason));
  }
}
