package org.drydock.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.Assessment.State;
import org.springframework.stereotype.Component;

/** Finds what only the catalogue knows and an image could have once its files are here. */
@Component
public class ObtainableUpdates {

  private final CurrentIndex index;
  private final CatalogueDescriptions descriptions;

  ObtainableUpdates(CurrentIndex index, CatalogueDescriptions descriptions) {
    this.index = index;
    this.descriptions = descriptions;
  }

  /**
   * An update whose files are not here.
   *
   * @param with what has to come along because this one builds on it: servicing stacks and
   *     checkpoints whose files are not here either
   */
  public record Obtainable(ListedUpdate update, List<ListedUpdate> with) {}

  /**
   * What updates would go into.
   *
   * @param indexes of the image
   * @param here servicing stacks and checkpoints whose files are here
   */
  public record Into(
      List<ImageFacts> indexes, List<SoftwareUpdate> here, boolean engineUnderstandsDeltas) {}

  /**
   * What is applicable in one index at least, the newest first.
   *
   * @param search pages are not asked for; what comes along has to match it, too
   * @param admits which of them are wanted
   * @param waiting updates whose files are here; what they lack that is not here is wanted as well
   */
  public List<Obtainable> of(
      UpdateSearch search,
      Predicate<ListedUpdate> admits,
      List<SoftwareUpdate> waiting,
      Into image) {
    UpdateIndex current = index.get();
    List<Judge> judges =
        image.indexes().stream()
            .map(facts -> new Judge(facts, image.engineUnderstandsDeltas(), current, image.here()))
            .toList();
    List<IndexedUpdate> found =
        current.searchAll(search).stream()
            .filter(update -> !update.isDownloaded())
            .filter(update -> judges.stream().anyMatch(judge -> judge.mayFit(update)))
            .toList();
    judges.forEach(judge -> judge.consider(found));
    List<Obtainable> obtainable = new ArrayList<>();
    for (IndexedUpdate update : found) {
      ListedUpdate listed = UpdateListings.listed(update, null);
      if (admits.test(listed)) {
        anyOf(judges.stream().flatMap(judge -> judge.needs(update).stream()))
            .ifPresent(with -> obtainable.add(new Obtainable(listed, listed(with, current))));
      }
    }
    for (SoftwareUpdate update : waiting) {
      anyOf(judges.stream().flatMap(judge -> judge.needs(update).stream()))
          .map(with -> listed(with, current))
          .ifPresent(
              lacking ->
                  lacking.forEach(needed -> obtainable.add(new Obtainable(needed, List.of()))));
    }
    return obtainable.stream().distinct().toList();
  }

  /** What is needed in any of the indexes; empty where none wants it. */
  private static Optional<Set<String>> anyOf(Stream<Set<String>> needed) {
    return needed.reduce(
        (a, b) ->
            Stream.concat(a.stream(), b.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static List<ListedUpdate> listed(Set<String> ids, UpdateIndex current) {
    return ids.stream()
        .flatMap(id -> current.find(id).stream())
        .filter(update -> !update.isDownloaded())
        .map(update -> UpdateListings.listed(update, null))
        .toList();
  }

  /** Judges for one index of an image. */
  private final class Judge {

    private final ImageFacts facts;
    private final boolean deltas;
    private final UpdateIndex current;
    private final CatalogueApplicability now;
    private final Map<String, SoftwareUpdate> companions = new HashMap<>();
    private final Map<String, SoftwareUpdate> files = new HashMap<>();

    Judge(ImageFacts facts, boolean deltas, UpdateIndex current, List<SoftwareUpdate> companions) {
      this.facts = facts;
      this.deltas = deltas;
      this.current = current;
      this.now = new CatalogueApplicability(facts, deltas, descriptions, current);
      companions.forEach(update -> this.companions.put(update.id(), update));
    }

    boolean mayFit(IndexedUpdate update) {
      return now.atOnce(update) == null;
    }

    void consider(List<IndexedUpdate> found) {
      List<IndexedUpdate> fitting = found.stream().filter(this::mayFit).toList();
      now.prepare(fitting);
      for (IndexedUpdate update : fitting) {
        now.asFile(update)
            .ifPresent(
                file -> {
                  files.put(update.id(), file);
                  if (file.kind() == UpdateKind.SERVICING_STACK || Checkpoints.canBeOne(file)) {
                    companions.put(update.id(), file);
                  }
                });
      }
    }

    /** The ids of what has to go in before; empty where it does not belong into the index. */
    Optional<Set<String>> needs(IndexedUpdate update) {
      State alone = now.assess(update).state();
      if (alone == State.APPLICABLE) {
        return Optional.of(Set.of());
      }
      SoftwareUpdate file = files.get(update.id());
      return alone == State.NOT_APPLICABLE && file != null && mayFit(update)
          ? together(file, before -> belongs(update, before))
          : Optional.empty();
    }

    /** The same of an update whose file is here. */
    Optional<Set<String>> needs(SoftwareUpdate file) {
      return assess(file, facts) == State.NOT_APPLICABLE
          ? together(file, before -> assess(file, after(before)) == State.APPLICABLE)
          : Optional.empty();
    }

    private Optional<Set<String>> together(
        SoftwareUpdate file, Predicate<List<SoftwareUpdate>> belongs) {
      List<SoftwareUpdate> all = List.copyOf(companions.values());
      List<SoftwareUpdate> chain = Checkpoints.before(file, all, List.of(facts));
      List<SoftwareUpdate> stacks =
          all.stream()
              .filter(stack -> stack.kind() == UpdateKind.SERVICING_STACK)
              .filter(stack -> UpdateOrder.needs(file, stack))
              .filter(stack -> assess(stack, facts) == State.APPLICABLE)
              .toList();
      if (!chain.isEmpty() && belongs.test(chain)) {
        return Optional.of(ids(chain));
      }
      return stacks.stream()
          .map(stack -> Stream.concat(Stream.of(stack), chain.stream()).toList())
          .filter(belongs)
          .map(Judge::ids)
          .findFirst();
    }

    private State assess(SoftwareUpdate file, ImageFacts then) {
      return Applicability.assess(file, then, deltas).state();
    }

    private ImageFacts after(List<SoftwareUpdate> before) {
      ImageFacts then = facts;
      for (SoftwareUpdate earlier : before) {
        then = then.after(earlier);
      }
      return then;
    }

    private boolean belongs(IndexedUpdate update, List<SoftwareUpdate> before) {
      CatalogueApplicability later =
          new CatalogueApplicability(after(before), deltas, descriptions, current);
      later.prepare(List.of(update));
      return later.assess(update).state() == State.APPLICABLE;
    }

    private static Set<String> ids(List<SoftwareUpdate> updates) {
      return updates.stream()
          .map(SoftwareUpdate::id)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }
}
