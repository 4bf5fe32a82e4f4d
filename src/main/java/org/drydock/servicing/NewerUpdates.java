package org.drydock.servicing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.servicing.ServicingPlan.AddedUpdate;
import org.drydock.servicing.ServicingPlan.OutdatedUpdate;
import org.drydock.servicing.ServicingPlan.ReplacedUpdate;
import org.drydock.update.Assessment;
import org.drydock.update.Assessment.State;
import org.drydock.update.CatalogueSupersedence;
import org.drydock.update.Checkpoints;
import org.drydock.update.ImageFacts;
import org.drydock.update.ListedUpdate;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateListings;
import org.springframework.stereotype.Component;

/**
 * Puts what the offline catalogue says supersedes a pick in its place. Only what belongs into the
 * image wherever the pick does can take its place: an update for another edition or architecture,
 * or of which nobody can tell, leaves the pick alone.
 */
@Component
class NewerUpdates {

  private final CatalogueSupersedence supersedence;
  private final UpdateCatalog catalog;
  private final UpdateListings listings;
  private final ImageApplicability applicability;

  NewerUpdates(
      CatalogueSupersedence supersedence,
      UpdateCatalog catalog,
      UpdateListings listings,
      ImageApplicability applicability) {
    this.supersedence = supersedence;
    this.catalog = catalog;
    this.listings = listings;
    this.applicability = applicability;
  }

  /**
   * @param picks what remains, with what takes the place of others
   * @param added those that were not picked
   * @param outdated those that stay although something supersedes them, with the reason
   */
  record Picks(
      List<SoftwareUpdate> picks,
      List<AddedUpdate> added,
      List<ReplacedUpdate> replaced,
      List<OutdatedUpdate> outdated) {}

  /**
   * @param indexes of the image, as they are before the run
   * @param replace whether what was not picked may be applied instead; else it is only told
   */
  Picks replace(List<SoftwareUpdate> picks, List<ImageFacts> indexes, boolean replace) {
    Map<String, List<String>> chains =
        supersedence.of(picks.stream().map(SoftwareUpdate::id).toList());
    Set<String> newer =
        chains.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return newer.isEmpty()
        ? new Picks(picks, List.of(), List.of(), List.of())
        : new Replacing(picks, chains, newer, indexes).result(replace);
  }

  /** One request's picks, with all that supersedes them. */
  private final class Replacing {

    private final List<SoftwareUpdate> picks;
    private final Map<String, List<String>> chains;
    private final Map<String, ListedUpdate> newer;
    private final List<ImageFacts> indexes;
    private final List<SoftwareUpdate> companions;
    private final Map<String, List<Assessment>> assessments = new HashMap<>();

    Replacing(
        List<SoftwareUpdate> picks,
        Map<String, List<String>> chains,
        Collection<String> newer,
        List<ImageFacts> indexes) {
      this.picks = picks;
      this.chains = new HashMap<>(chains);
      this.chains.putAll(supersedence.of(newer));
      this.newer =
          listings.find(newer).stream()
              .collect(Collectors.toMap(ListedUpdate::id, update -> update, (a, b) -> a));
      this.indexes = indexes;
      this.companions =
          catalog.all().stream()
              .filter(
                  update ->
                      update.kind() == UpdateKind.SERVICING_STACK || Checkpoints.canBeOne(update))
              .toList();
      List<String> elsewhere =
          this.newer.values().stream()
              .filter(update -> update.file() == null)
              .map(ListedUpdate::id)
              .toList();
      assessments.putAll(listings.judge(elsewhere, indexes, applicability.understandsDeltas()));
      this.newer.values().stream()
          .filter(update -> update.file() != null)
          .forEach(update -> assessments.put(update.id(), assess(update.file())));
    }

    Picks result(boolean replace) {
      Map<String, SoftwareUpdate> kept = new LinkedHashMap<>();
      List<AddedUpdate> added = new ArrayList<>();
      List<ReplacedUpdate> replaced = new ArrayList<>();
      List<OutdatedUpdate> outdated = new ArrayList<>();
      for (SoftwareUpdate pick : picks) {
        List<ListedUpdate> better = better(pick);
        Optional<ListedUpdate> here =
            replace
                ? last(better.stream().filter(update -> update.file() != null).toList())
                : Optional.empty();
        here.ifPresent(by -> replaced.add(replaced(pick, by)));
        SoftwareUpdate applied = here.map(ListedUpdate::file).orElse(pick);
        if (kept.putIfAbsent(applied.id(), applied) == null) {
          here.filter(by -> !isPicked(by)).ifPresent(by -> added.add(added(pick, by)));
          last(better)
              .filter(by -> !by.id().equals(applied.id()) && !isPicked(by))
              .ifPresent(by -> outdated.add(outdated(applied, by)));
        }
      }
      return new Picks(List.copyOf(kept.values()), added, replaced, outdated);
    }

    /** What belongs into each index into which the pick does, and is not there everywhere yet. */
    private List<ListedUpdate> better(SoftwareUpdate pick) {
      List<String> chain = chains.get(pick.id());
      if (chain.isEmpty()) {
        return List.of();
      }
      List<Assessment> own = assess(pick);
      return chain.stream()
          .map(newer::get)
          .filter(update -> update != null && standsIn(assessments.get(update.id()), own))
          .toList();
    }

    private boolean standsIn(List<Assessment> newer, List<Assessment> own) {
      if (newer == null) {
        return false;
      }
      boolean wanted = false;
      for (int i = 0; i < own.size(); i++) {
        if (ImageApplicability.canGoIn(own.get(i))) {
          State state = newer.get(i).state();
          if (state != State.APPLICABLE && state != State.INSTALLED) {
            return false;
          }
          wanted |= state == State.APPLICABLE;
        }
      }
      return wanted;
    }

    private List<Assessment> assess(SoftwareUpdate update) {
      List<SoftwareUpdate> together =
          Stream.concat(picks.stream(), companions.stream()).distinct().toList();
      return indexes.stream()
          .map(facts -> applicability.withCompanions(together, update, facts))
          .toList();
    }

    /** The one that no other of them supersedes; the newest of several. */
    private Optional<ListedUpdate> last(List<ListedUpdate> among) {
      Set<String> ids = among.stream().map(ListedUpdate::id).collect(Collectors.toSet());
      return among.stream()
          .filter(update -> chains.get(update.id()).stream().noneMatch(ids::contains))
          .max(Comparator.comparing(ListedUpdate::releaseDate).thenComparing(ListedUpdate::id));
    }

    private boolean isPicked(ListedUpdate update) {
      return picks.stream().anyMatch(pick -> pick.id().equals(update.id()));
    }

    private static AddedUpdate added(SoftwareUpdate pick, ListedUpdate by) {
      return new AddedUpdate(
          by.id(), by.label() + " is added: it takes the place of " + pick.label() + ".");
    }

    private ReplacedUpdate replaced(SoftwareUpdate pick, ListedUpdate by) {
      return new ReplacedUpdate(
          pick.id(),
          by.id(),
          "The offline catalogue says that %s supersedes %s%s, so it is applied instead."
              .formatted(by.label(), pick.label(), through(pick, by)));
    }

    private String through(SoftwareUpdate pick, ListedUpdate by) {
      List<String> between =
          chains.get(pick.id()).stream()
              .filter(id -> chains.get(id).contains(by.id()))
              .map(newer::get)
              .map(ListedUpdate::label)
              .distinct()
              .toList();
      return between.isEmpty() ? "" : " (through " + String.join(", ", between) + ")";
    }

    private static OutdatedUpdate outdated(SoftwareUpdate applied, ListedUpdate by) {
      return new OutdatedUpdate(
          applied.id(),
          by.id(),
          "%s is applied, although the offline catalogue says that %s supersedes it: %s"
              .formatted(
                  applied.label(),
                  by.label(),
                  by.file() == null
                      ? "the files of "
                          + by.label()
                          + " are not in the content library. Download them to have it instead."
                      : "the rule of the schedule does not choose " + by.label() + "."));
    }
  }
}
