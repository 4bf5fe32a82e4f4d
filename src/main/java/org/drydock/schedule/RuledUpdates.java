package org.drydock.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.servicing.ApplicableUpdates.JudgedListing;
import org.drydock.update.Assessment.State;
import org.drydock.update.CatalogueSupersedence;
import org.drydock.update.ListedUpdate;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateOrder;
import org.drydock.update.UpdateSearch;
import org.drydock.update.UpdateState;
import org.springframework.stereotype.Component;

/**
 * Finds what a rule wants for an image. An update that something supersedes is not wanted where
 * that is wanted itself, or is in the image: what does not belong into the image, or what the rule
 * does not admit yet, hides nothing.
 */
@Component
class RuledUpdates {

  private final ApplicableUpdates applicable;
  private final CatalogueSupersedence supersedence;

  RuledUpdates(ApplicableUpdates applicable, CatalogueSupersedence supersedence) {
    this.applicable = applicable;
    this.supersedence = supersedence;
  }

  /**
   * What a rule wants.
   *
   * @param here what can be applied now, with the servicing stacks that it needs
   * @param missing what could be applied if its files were here
   */
  record Found(List<SoftwareUpdate> here, List<ListedUpdate> missing) {}

  Found of(UpdateRule rule, String imageId, Instant now) {
    List<JudgedListing> judged = applicable.downloaded(imageId, rule.words());
    List<ListedUpdate> candidates = inState(judged, State.APPLICABLE);
    List<ListedUpdate> admitted =
        candidates.stream().filter(update -> rule.admits(update, now)).toList();
    List<SoftwareUpdate> waiting =
        inState(judged, State.NOT_APPLICABLE).stream()
            .filter(update -> rule.admits(update, now))
            .map(ListedUpdate::file)
            .toList();
    List<ListedUpdate> missing =
        applicable
            .obtainable(imageId, search(rule), update -> rule.admits(update, now), waiting)
            .stream()
            .flatMap(found -> Stream.concat(Stream.of(found.update()), found.with().stream()))
            .distinct()
            .toList();
    Map<String, Set<String>> newer = newer(admitted, missing);
    Set<String> installed = installed(imageId, newer);
    Set<String> here = ids(admitted);
    here.addAll(installed);
    List<SoftwareUpdate> wanted =
        admitted.stream()
            .filter(update -> newer.get(update.id()).stream().noneMatch(here::contains))
            .map(ListedUpdate::file)
            .toList();
    Set<String> everywhere = ids(missing);
    everywhere.addAll(here);
    return new Found(
        withStacks(wanted, candidates),
        missing.stream()
            .filter(update -> newer.get(update.id()).stream().noneMatch(everywhere::contains))
            .toList());
  }

  private static List<ListedUpdate> inState(List<JudgedListing> judged, State state) {
    return judged.stream()
        .filter(one -> one.assessment().state() == state)
        .map(JudgedListing::update)
        .toList();
  }

  private static List<SoftwareUpdate> withStacks(
      List<SoftwareUpdate> wanted, List<ListedUpdate> candidates) {
    Stream<SoftwareUpdate> stacks =
        candidates.stream()
            .map(ListedUpdate::file)
            .filter(update -> update.kind() == UpdateKind.SERVICING_STACK)
            .filter(stack -> wanted.stream().anyMatch(one -> UpdateOrder.needs(one, stack)));
    return Stream.concat(wanted.stream(), stacks).distinct().toList();
  }

  /** By id what supersedes each, by the catalogue or by the packages of files that are here. */
  private Map<String, Set<String>> newer(List<ListedUpdate> admitted, List<ListedUpdate> missing) {
    List<ListedUpdate> all = Stream.concat(admitted.stream(), missing.stream()).toList();
    Map<String, String> byPackages = new HashMap<>();
    all.stream()
        .filter(update -> update.supersededBy() != null)
        .forEach(update -> byPackages.put(update.id(), update.supersededBy()));
    Set<String> asked = ids(all);
    asked.addAll(byPackages.values());
    Map<String, List<String>> byCatalogue = supersedence.of(asked);
    Map<String, Set<String>> newer = new HashMap<>();
    for (ListedUpdate update : all) {
      Set<String> found = new HashSet<>(byCatalogue.get(update.id()));
      String other = byPackages.get(update.id());
      if (other != null) {
        found.add(other);
        found.addAll(byCatalogue.get(other));
      }
      newer.put(update.id(), found);
    }
    return newer;
  }

  private Set<String> installed(String imageId, Map<String, Set<String>> newer) {
    Set<String> ids =
        newer.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
    return ids.isEmpty() ? Set.of() : applicable.installed(imageId, ids);
  }

  private static Set<String> ids(List<ListedUpdate> updates) {
    return updates.stream().map(ListedUpdate::id).collect(Collectors.toCollection(HashSet::new));
  }

  private static UpdateSearch search(UpdateRule rule) {
    return new UpdateSearch(
        rule.words(),
        null,
        true,
        null,
        null,
        null,
        null,
        UpdateState.NOT_DOWNLOADED,
        null,
        true,
        null,
        UpdateSearch.LARGEST_SIZE);
  }
}
