package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;
import org.wimdism.hive.Key;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.Entry;

/**
 * Removes what versions of components that are no longer in force left outside of the store: files,
 * folders and registry values that no component in force has. What was changed since a component
 * put it there stays, and so does everything where not all owners can be known.
 */
final class Leftovers {

  private final ServicedImage serviced;
  private final ChangeSet changes;
  private final Consumer<String> detail;
  private final List<ComponentManifest> outgoing = new ArrayList<>();
  private Owners owners;

  Leftovers(ServicedImage serviced, ChangeSet changes, Consumer<String> detail) {
    this.serviced = serviced;
    this.changes = changes;
    this.detail = detail;
  }

  /** Takes note of a version that was in force. */
  void of(ComponentManifest component) {
    outgoing.add(component);
  }

  /** Removes them, once all components have come and gone. */
  void remove() {
    outgoing.forEach(this::removeOf);
    outgoing.clear();
  }

  private void removeOf(ComponentManifest component) {
    boolean thirtyTwoBit =
        ComponentEffects.isThirtyTwoBit(component.identity(), serviced.architecture());
    Optional<ComponentManifest> next = serviced.store().inForce(component.identity());
    for (PayloadFile file : component.files()) {
      if (next.isEmpty() || next.get().files().stream().noneMatch(each -> samePlace(each, file))) {
        removeFile(component, file, thirtyTwoBit);
      }
    }
    for (String directory : component.directories()) {
      if (next.isEmpty() || !next.get().directories().contains(directory)) {
        removeFolder(directory, thirtyTwoBit);
      }
    }
    for (RegistrySetting setting : component.registry()) {
      if (next.isEmpty()
          || next.get().registry().stream().noneMatch(each -> samePlace(each, setting))) {
        removeSetting(setting, thirtyTwoBit);
      }
    }
  }

  private void removeFile(ComponentManifest component, PayloadFile file, boolean thirtyTwoBit) {
    Optional<String> path = ifUnderstood(() -> ComponentEffects.destination(file, thirtyTwoBit));
    String stored = ComponentStore.folderOf(component.identity()) + "/" + file.name();
    path.filter(each -> isFree(owners().ownsFile(each), each))
        .filter(each -> sameContent(each, stored))
        .ifPresent(
            each -> {
              changes.delete(each);
              detail.accept(each + " is removed: no component has it any more.");
            });
  }

  private void removeFolder(String directory, boolean thirtyTwoBit) {
    ifUnderstood(() -> Optional.of(ComponentEffects.folder(directory, thirtyTwoBit)))
        .filter(each -> changes.find(each).filter(Entry::directory).isPresent())
        .filter(each -> changes.list(each).isEmpty())
        .filter(each -> isFree(owners().ownsFolder(each), each))
        .ifPresent(changes::delete);
  }

  private void removeSetting(RegistrySetting setting, boolean thirtyTwoBit) {
    Optional<RegistryChange> change =
        ifUnderstood(() -> Optional.of(RegistryChange.of(setting, thirtyTwoBit)));
    if (change.isEmpty()) {
      return;
    }
    KeyPlace place = change.get().place();
    String shown = setting.key() + "\\" + setting.name();
    if (!setting.isKeyOnly() && isFree(owners().ownsValue(place, setting.name()), shown)) {
      if (change.get().takeBackFrom(serviced.hives())) {
        detail.accept(shown + " is removed: no component has it any more.");
      }
    }
    if (isFree(owners().ownsKey(place), setting.key())) {
      removeEmptyKey(place);
    }
  }

  private void removeEmptyKey(KeyPlace place) {
    String path = place.in(serviced.hives());
    int end = path.lastIndexOf('\\');
    Key root = serviced.hives().get(place.hive()).root();
    Optional<Key> key = root.key(path);
    if (key.isPresent() && key.get().values().isEmpty() && key.get().children().isEmpty()) {
      root.key(path.substring(0, Math.max(0, end)))
          .ifPresent(parent -> parent.deleteKey(path.substring(end + 1)));
    }
  }

  private boolean isFree(boolean owned, String what) {
    if (!owned && !owners().complete()) {
      detail.accept(what + " stays: not all manifests of the component store can be read.");
    }
    return !owned && owners().complete();
  }

  private boolean sameContent(String path, String stored) {
    Optional<Entry> used = changes.find(path).filter(entry -> !entry.directory());
    Optional<Entry> own = changes.find(stored).filter(entry -> !entry.directory());
    return used.isPresent()
        && own.isPresent()
        && used.get().size() == own.get().size()
        && used.get().sha1().equals(own.get().sha1());
  }

  /** Read when they are first needed: most updates leave nothing behind. */
  private Owners owners() {
    if (owners == null) {
      owners = Owners.of(serviced);
    }
    return owners;
  }

  private static boolean samePlace(PayloadFile one, PayloadFile other) {
    return one.name().equalsIgnoreCase(other.name())
        && one.destination().equalsIgnoreCase(other.destination());
  }

  private static boolean samePlace(RegistrySetting one, RegistrySetting other) {
    boolean sameValue = !one.isKeyOnly() && one.name().equalsIgnoreCase(other.name());
    return one.key().equalsIgnoreCase(other.key()) && (other.isKeyOnly() || sameValue);
  }

  /** What wimdism does not understand it did not put there. */
  private static <T> Optional<T> ifUnderstood(Resolution<T> resolution) {
    try {
      return resolution.resolve();
    } catch (Unsupported | ServicingError e) {
      return Optional.empty();
    }
  }

  private interface Resolution<T> {
    Optional<T> resolve() throws Unsupported;
  }
}
