package org.drydock.update;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drydock.update.Rule.Operator;

/**
 * A revision with what its fragments say.
 *
 * @param core null where it could not be read
 * @param extended null where there is none
 * @param localized null where there is none
 * @param complete whether everything it has was read; else it is read again next time
 */
record DescribedRevision(
    long revisionId,
    Fragments.Core core,
    Fragments.Extended extended,
    Fragments.Localized localized,
    boolean complete) {

  /** Titles, and names of files, tell the architecture so. */
  private static final Pattern ARCHITECTURE =
      Pattern.compile(
          "(?i)(?:^|[^a-z0-9])(x64|amd64|x86|arm64|32-bit|64-bit)(?:-based)?(?:[^a-z0-9]|$)");

  private static final Pattern KB = Pattern.compile("(?i)\\bKB(\\d{6,8})\\b");
  private static final List<String> ARCHITECTURES = List.of("x86", "x64", "arm64");

  /** The numbers that the processor rule uses, in the order of the names. */
  private static final List<String> PROCESSORS = List.of("0", "9", "12");

  /** The number of the processor rule for an architecture's name. */
  static Optional<String> processor(String architecture) {
    int index = ARCHITECTURES.indexOf(architecture.toLowerCase(Locale.ROOT));
    return index < 0 ? Optional.empty() : Optional.of(PROCESSORS.get(index));
  }

  String title() {
    return localized == null ? null : localized.title();
  }

  String kb() {
    if (extended != null && extended.kb() != null) {
      return extended.kb();
    }
    Matcher matcher = KB.matcher(title() == null ? "" : title());
    if (matcher.find()) {
      return "KB" + matcher.group(1);
    }
    return packages().map(PackageMetadata::kb).filter(kb -> kb != null).findFirst().orElse(null);
  }

  List<PayloadFile> files() {
    return extended == null ? List.of() : extended.files();
  }

  /** x86, x64 or arm64, or null where nothing tells. */
  String architecture() {
    return packages()
        .map(p -> Cataloguer.architecture(p.identity().architecture()))
        .findFirst()
        .or(this::ofProcessorRule)
        .or(() -> named(title()))
        .or(() -> files().stream().flatMap(file -> named(file.fileName()).stream()).findFirst())
        .orElse(null);
  }

  /** The lowest third part of a version that its packages belong to; null without packages. */
  Integer lowestBuild() {
    return builds(parent -> build(parent, Comparator.reverseOrder()), 0, Math::min);
  }

  /** The highest third part of a version that its packages belong to; null without packages. */
  Integer highestBuild() {
    return builds(
        parent ->
            parent.build() == Parent.Comparison.GE
                ? Integer.MAX_VALUE
                : build(parent, Comparator.naturalOrder()),
        Integer.MAX_VALUE,
        Math::max);
  }

  private Integer builds(ToIntFunction<Parent> ofParent, int ofAny, IntBinaryOperator combine) {
    return packages()
        .map(
            p ->
                p.parents().isEmpty()
                    ? ofAny
                    : p.parents().stream().mapToInt(ofParent).reduce(combine).getAsInt())
        .reduce((a, b) -> combine.applyAsInt(a, b))
        .orElse(null);
  }

  private static int build(Parent parent, Comparator<Integer> order) {
    return parent.alternatives().stream()
        .map(identity -> identity.version().build())
        .max(order)
        .orElse(0);
  }

  private Stream<PackageMetadata> packages() {
    return core == null ? Stream.of() : core.rules().packages().stream();
  }

  private Optional<String> ofProcessorRule() {
    return core == null
        ? Optional.empty()
        : processors(core.rules().installable())
            .or(() -> processors(core.rules().installed()))
            .map(number -> ARCHITECTURES.get(PROCESSORS.indexOf(number)));
  }

  private static Optional<String> processors(Rule rule) {
    if (rule == null) {
      return Optional.empty();
    }
    if (rule.operator() == Operator.PROCESSOR) {
      return Optional.of(rule.value()).filter(PROCESSORS::contains);
    }
    return rule.operator() == Operator.AND
        ? rule.operands().stream().flatMap(operand -> processors(operand).stream()).findFirst()
        : Optional.empty();
  }

  private static Optional<String> named(String text) {
    Matcher matcher = ARCHITECTURE.matcher(text == null ? "" : text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
          case "x86", "32-bit" -> "x86";
          case "arm64" -> "arm64";
          default -> "x64";
        });
  }
}
