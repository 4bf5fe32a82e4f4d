package org.drydock.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.drydock.update.CatalogueTable.Known;
import org.drydock.update.InnerCabinet.Wanted;

/** Takes the list of the offline catalogue over into the table: what is new, changed and gone. */
final class CatalogueListing implements CatalogueList.Listener {

  /** Rows that go to the database together. */
  static final int BATCH = 1000;

  private final CatalogueTable table;
  private final SynchronizationErrors errors;
  private final Map<Long, Known> known;
  private final Set<Long> seen = new HashSet<>();
  private final Map<Long, Wanted> wanted = new HashMap<>();
  private final List<CatalogueRevision> inserting = new ArrayList<>();
  private final List<CatalogueRevision> relisting = new ArrayList<>();
  private final Map<String, String> locating = new HashMap<>();
  private final Set<String> located = new HashSet<>();
  private int added;
  private int changed;

  CatalogueListing(CatalogueTable table, SynchronizationErrors errors) {
    this.table = table;
    this.errors = errors;
    this.known = table.known();
    table.clearLocations();
  }

  @Override
  public void revision(CatalogueRevision revision) {
    long id = revision.revisionId();
    if (!seen.add(id)) {
      errors.add("package.xml", id, "The revision is listed twice; the first entry counts.");
      return;
    }
    Known before = known.get(id);
    if (before == null) {
      added++;
      gather(revision, inserting, table::insert);
    } else if (before.withdrawn() || before.digest() != CatalogueTable.digest(revision)) {
      changed++;
      gather(revision, relisting, table::relist);
    }
    if (before == null || !before.complete()) {
      wanted.put(id, new Wanted(revision.updateId(), revision.language()));
    }
  }

  @Override
  public void location(String sha1, String url) {
    if (located.add(sha1)) {
      locating.put(sha1, url);
    }
    if (locating.size() >= BATCH) {
      table.insertLocations(locating);
      locating.clear();
    }
  }

  @Override
  public void unusable(String what, String reason) {
    errors.add("package.xml: " + what, null, reason);
  }

  /** What is known, but not listed any more. */
  List<Long> finish() {
    table.insert(inserting);
    table.relist(relisting);
    table.insertLocations(locating);
    return known.entrySet().stream()
        .filter(revision -> !revision.getValue().withdrawn())
        .map(Map.Entry::getKey)
        .filter(id -> !seen.contains(id))
        .toList();
  }

  int added() {
    return added;
  }

  int changed() {
    return changed;
  }

  Map<Long, Wanted> wanted() {
    return wanted;
  }

  private static void gather(
      CatalogueRevision revision,
      List<CatalogueRevision> gathered,
      Consumer<List<CatalogueRevision>> write) {
    gathered.add(revision);
    if (gathered.size() >= BATCH) {
      write.accept(gathered);
      gathered.clear();
    }
  }
}
