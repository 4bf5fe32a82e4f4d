package org.drydock.update;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.drydock.update.Assessment.State;
import org.drydock.update.CatalogueDescriptions.Decisive;
import org.drydock.update.Truth.Value;

/**
 * Tells from what the catalogue says whether updates belong into one image, without their files.
 * The packages decide where the catalogue has their manifests; its rules and prerequisites can only
 * take away from that, or make it undetermined.
 */
final class CatalogueApplicability {

  private static final Assessment NO_PACKAGES =
      new Assessment(
          State.UNDETERMINED,
          "The catalogue does not say what it consists of; download it, and its packages will"
              + " tell.");

  private final ImageFacts image;
  private final boolean engineUnderstandsDeltas;
  private final CatalogueDescriptions descriptions;
  private final UpdateIndex index;
  private final PackageVersion windows;
  private final String processor;
  private final Set<Integer> builds;
  private final Map<Long, Decisive> revisions = new HashMap<>();
  private final Map<String, Decisive> conditions = new HashMap<>();
  private final Map<String, Truth> met = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  CatalogueApplicability(
      ImageFacts image,
      boolean engineUnderstandsDeltas,
      CatalogueDescriptions descriptions,
      UpdateIndex index) {
    this.image = image;
    this.engineUnderstandsDeltas = engineUnderstandsDeltas;
    this.descriptions = descriptions;
    this.index = index;
    this.windows = PackageVersion.parse(image.version());
    this.processor = DescribedRevision.processor(image.architecture()).orElse("");
    this.builds =
        image.present().map(identity -> identity.version().build()).collect(Collectors.toSet());
  }

  /** What the index alone can tell: most updates are for another Windows; null for the others. */
  Assessment atOnce(IndexedUpdate update) {
    if (update.handler() != null && !update.hasPackages()) {
      return new Assessment(
          State.NOT_APPLICABLE,
          "It is installed by "
              + update.handler()
              + " on a running Windows; only packages can be added to an image.");
    }
    if (update.hasPackages()
        && builds.stream()
            .noneMatch(build -> build >= update.lowestBuild() && build <= update.highestBuild())) {
      return new Assessment(
          State.NOT_APPLICABLE,
          "Its packages belong to build "
              + (update.lowestBuild() == update.highestBuild()
                  ? update.lowestBuild()
                  : update.lowestBuild() + " to " + update.highestBuild())
              + "; the image has nothing of it (Windows "
              + image.version()
              + ").");
    }
    return null;
  }

  /** Reads what will be needed for these updates from the database, all at once. */
  void prepare(Collection<IndexedUpdate> updates) {
    Set<Long> wanted =
        updates.stream()
            .flatMapToLong(
                update ->
                    LongStream.concat(
                        LongStream.of(update.revisionId()), LongStream.of(update.members())))
            .boxed()
            .collect(Collectors.toCollection(HashSet::new));
    wanted.removeAll(revisions.keySet());
    revisions.putAll(descriptions.byRevision(wanted));
    Set<String> next = prerequisites(revisions.values());
    while (!next.isEmpty()) {
      asked.addAll(next);
      Map<String, Decisive> found = descriptions.byUpdate(next);
      conditions.putAll(found);
      next = prerequisites(found.values());
    }
  }

  Assessment assess(IndexedUpdate update) {
    Assessment known = atOnce(update);
    if (known != null) {
      return known;
    }
    Decisive bundle = revisions.get(update.revisionId());
    Truth prerequisites = bundle == null ? Truth.TRUE : prerequisites(bundle);
    if (prerequisites.is(Value.FALSE)) {
      return new Assessment(State.NOT_APPLICABLE, prerequisites.reason());
    }
    List<Assessment> parts =
        LongStream.of(update.members())
            .mapToObj(revisions::get)
            .filter(Objects::nonNull)
            .map(member -> member.equals(bundle) ? part(member, Truth.TRUE) : part(member))
            .toList();
    Assessment decisive = decisive(parts);
    return decisive.state() == State.APPLICABLE && prerequisites.is(Value.UNKNOWN)
        ? new Assessment(State.UNDETERMINED, prerequisites.reason())
        : decisive;
  }

  /** A bundle belongs where one of its parts does. */
  private static Assessment decisive(List<Assessment> parts) {
    for (State state :
        new State[] {State.APPLICABLE, State.UNDETERMINED, State.NOT_SUPPORTED, State.INSTALLED}) {
      for (Assessment part : parts) {
        if (part.state() == state) {
          return part;
        }
      }
    }
    return parts.stream().findFirst().orElse(NO_PACKAGES);
  }

  private Assessment part(Decisive part) {
    return part(part, prerequisites(part));
  }

  private Assessment part(Decisive part, Truth prerequisites) {
    if (part.rules().packages().isEmpty()) {
      return withoutPackages(part, prerequisites);
    }
    Assessment packages = packages(part);
    if (packages.state() != State.APPLICABLE) {
      return packages;
    }
    Truth wanted = prerequisites.and(rule(part.rules().installable(), part, packages));
    Truth installed =
        part.rules().installed() == null
            ? Truth.no("")
            : rule(part.rules().installed(), part, packages);
    if (installed.is(Value.TRUE)) {
      return new Assessment(State.INSTALLED, "Its own rules say that the image has it already.");
    }
    Truth all = wanted.and(installed.not());
    return switch (all.value()) {
      case TRUE -> packages;
      case FALSE -> new Assessment(State.NOT_APPLICABLE, all.reason());
      case UNKNOWN -> new Assessment(State.UNDETERMINED, all.reason());
    };
  }

  private Assessment withoutPackages(Decisive part, Truth prerequisites) {
    Truth wanted =
        part.rules().installable() == null
            ? prerequisites
            : prerequisites.and(rule(part.rules().installable(), part, NO_PACKAGES));
    return wanted.is(Value.FALSE)
        ? new Assessment(State.NOT_APPLICABLE, wanted.reason())
        : NO_PACKAGES;
  }

  private Assessment packages(Decisive part) {
    return Applicability.assess(
        file(part.updateId(), part.label(), part.rules().packages()),
        image,
        engineUnderstandsDeltas);
  }

  /**
   * The update as its files will be, as far as the catalogue has their packages; for what it brings
   * to others, not for being applied. It must have been prepared.
   */
  Optional<SoftwareUpdate> asFile(IndexedUpdate update) {
    List<PackageMetadata> packages =
        LongStream.of(update.members())
            .mapToObj(revisions::get)
            .filter(Objects::nonNull)
            .flatMap(member -> member.rules().packages().stream())
            .distinct()
            .toList();
    return packages.isEmpty()
        ? Optional.empty()
        : Optional.of(file(update.id(), update.title(), packages));
  }

  private static SoftwareUpdate file(String id, String name, List<PackageMetadata> packages) {
    return new SoftwareUpdate(
        id,
        null,
        name,
        UpdateKind.of(packages),
        "",
        Cataloguer.architecture(packages.get(0).identity().architecture()),
        Instant.EPOCH,
        packages.stream().anyMatch(PackageMetadata::psfx),
        new UpdateBinary(name, "", 0, UpdateBinary.Container.MSU),
        packages);
  }

  private Truth rule(Rule rule, Decisive of, Assessment packages) {
    if (rule == null) {
      return Truth.TRUE;
    }
    return switch (rule.operator()) {
      case AND ->
          rule.operands().stream()
              .map(operand -> rule(operand, of, packages))
              .reduce(Truth.TRUE, Truth::and);
      case OR ->
          rule.operands().stream()
              .map(operand -> rule(operand, of, packages))
              .reduce(Truth::or)
              .orElse(Truth.no("Nothing can fulfil its rules."));
      case NOT ->
          rule.operands().stream()
              .map(operand -> rule(operand, of, packages))
              .reduce(Truth.TRUE, Truth::and)
              .not();
      case TRUE -> Truth.TRUE;
      case FALSE -> Truth.no("The rules of " + of.label() + " accept no image.");
      case WINDOWS -> windows(rule, of);
      case PROCESSOR ->
          rule.value().equals(processor)
              ? Truth.TRUE
              : Truth.no(
                  of.label()
                      + " asks for another processor architecture than "
                      + image.architecture()
                      + ".");
      case PACKAGES_INSTALLED ->
          packages == NO_PACKAGES
              ? Truth.unknown(NO_PACKAGES.reason())
              : truth(packages.state() == State.INSTALLED, packages.reason());
      case PACKAGES_INSTALLABLE ->
          packages == NO_PACKAGES
              ? Truth.unknown(NO_PACKAGES.reason())
              : truth(packages.state() == State.APPLICABLE, packages.reason());
      case PACKAGE_PRESENT -> present(rule, of);
      case UNKNOWN ->
          Truth.unknown(
              "It depends on what only a running Windows can tell ("
                  + of.label()
                  + " asks for "
                  + rule.value()
                  + "); DISM has the last word.");
    };
  }

  private static Truth truth(boolean value, String reason) {
    return value ? Truth.TRUE : Truth.no(reason);
  }

  private Truth windows(Rule rule, Decisive of) {
    return WindowsVersionRule.parse(rule.value())
        .accepts(windows)
        .map(
            accepted ->
                truth(
                    accepted,
                    of.label()
                        + " asks for another version of Windows than "
                        + image.version()
                        + "."))
        .orElseGet(
            () ->
                Truth.unknown(
                    of.label()
                        + " asks for an edition or service pack, which the image's metadata does"
                        + " not tell."));
  }

  private Truth present(Rule rule, Decisive of) {
    try {
      PackageIdentity wanted = PackageIdentity.parse(rule.value());
      return truth(
          image.present().anyMatch(wanted::equals),
          of.label() + " asks for " + rule.value() + ", which is not in the image.");
    } catch (IllegalArgumentException e) {
      return Truth.unknown(of.label() + " asks for a package, \"" + rule.value() + "\".");
    }
  }

  private Truth prerequisites(Decisive of) {
    Set<String> classifications =
        of.categories().stream()
            .filter(category -> !UpdateIndexLoader.PRODUCT.contains(category.type()))
            .map(CatalogueRevision.Category::id)
            .collect(Collectors.toSet());
    Truth all = Truth.TRUE;
    for (List<String> group : of.prerequisites()) {
      Truth one =
          group.stream()
              .map(
                  id ->
                      classifications.contains(id) || CategoryNames.CLASSIFICATIONS.contains(id)
                          ? Truth.TRUE
                          : met(id))
              .reduce(Truth::or)
              .orElse(Truth.TRUE);
      all = all.and(one);
    }
    return all;
  }

  /** Whether a prerequisite is fulfilled: a condition, a product, or another update. */
  private Truth met(String updateId) {
    Truth known = met.get(updateId);
    if (known != null) {
      return known;
    }
    met.put(
        updateId,
        Truth.unknown("The catalogue says that " + updateId + " needs itself; DISM will tell."));
    Truth truth = isThere(updateId);
    met.put(updateId, truth);
    return truth;
  }

  private Truth isThere(String updateId) {
    Decisive condition = conditions.get(updateId);
    if (condition == null) {
      return Truth.unknown(
          "It needs " + updateId + ", of which the catalogue says nothing; DISM will tell.");
    }
    List<Decisive> parts = parts(condition);
    if (!parts.isEmpty()) {
      return parts.stream()
          .map(part -> isInstalled(part, condition))
          .reduce(Truth::or)
          .orElseThrow();
    }
    return prerequisites(condition).and(isInstalled(condition, condition));
  }

  private Truth isInstalled(Decisive part, Decisive named) {
    if (part.rules().installed() == null) {
      return Truth.unknown(
          "It needs " + named.label() + ", and nothing says how to find that; DISM will tell.");
    }
    Assessment packages = part.rules().packages().isEmpty() ? NO_PACKAGES : packages(part);
    Truth truth = rule(part.rules().installed(), part, packages);
    return truth.is(Value.FALSE)
        ? Truth.no("It needs " + named.label() + ": " + truth.reason())
        : truth;
  }

  /** The parts of a bundle; none for what is no bundle. */
  private List<Decisive> parts(Decisive condition) {
    return index
        .find(condition.updateId())
        .map(IndexedUpdate::members)
        .map(
            members ->
                LongStream.of(members)
                    .filter(member -> member != condition.revisionId())
                    .mapToObj(this::revision)
                    .filter(Objects::nonNull)
                    .toList())
        .orElse(List.of());
  }

  private Decisive revision(long revisionId) {
    return revisions.computeIfAbsent(
        revisionId, id -> descriptions.byRevision(List.of(id)).get(id));
  }

  private Set<String> prerequisites(Collection<Decisive> of) {
    return of.stream()
        .flatMap(decisive -> decisive.prerequisites().stream())
        .flatMap(List::stream)
        .filter(id -> !asked.contains(id))
        .collect(Collectors.toSet());
  }
}
