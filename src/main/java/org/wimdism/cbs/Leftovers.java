package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final List<String> unsure = new ArrayList<>();
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

  /**
   * Removes them, once all components have come and gone.
   *
   * @return what stays only because some manifests cannot be read, so that it may have an owner
   */
  List<String> remove() {
    Set<KeyPlace> keys = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (ComponentManifest component : outgoing) {
      Optional<ComponentManifest> next = serviced.store().inForce(component.identity());
      boolean thirtyTwoBit =
          ComponentEffects.isThirtyTwoBit(component.identity(), serviced.architecture());
      component.files().stream()
          .filter(file -> !hasFile(next, file))
          .forEach(file -> removeFile(component, file, thirtyTwoBit));
      component.directories().stream()
          .filter(each -> next.filter(n -> n.directories().contains(each)).isEmpty())
          .flatMap(each -> understood(() -> ComponentEffects.folder(each, thirtyTwoBit)).stream())
          .forEach(folders::add);
      for (RegistrySetting setting : component.registry()) {
        if (!hasSetting(next, setting)) {
          understood(() -> RegistryChange.of(setting, thirtyTwoBit))
              .ifPresent(
                  change -> {
                    removeValue(setting, change);
                    keys.add(change.place());
                  });
        }
      }
    }
    // What is deeper goes first, so that what it was in can be empty.
    keys.stream()
        .sorted(Comparator.comparingInt((KeyPlace key) -> key.path().length()).reversed())
        .forEach(this::removeEmptyKey);
    folders.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(this::removeEmptyFolder);
    return unsure;
  }

  private void removeFile(ComponentManifest component, PayloadFile file, boolean thirtyTwoBit) {
    String stored = ComponentStore.folderOf(component.identity()) + "/" + file.name();
    understood(() -> ComponentEffects.destination(file, thirtyTwoBit))
        .flatMap(destination -> destination)
        .filter(path -> sameContent(path, stored))
        .filter(path -> isFree(owners().ownsPath(path), path))
        .ifPresent(
            path -> {
              changes.delete(path);
              detail.accept(path + " is removed: no component has it any more.");
            });
  }

  private void removeEmptyFolder(String path) {
    if (changes.find(path).filter(Entry::directory).isPresent()
        && changes.list(path).isEmpty()
        && isFree(owners().ownsPath(path), path)) {
      changes.delete(path);
    }
  }

  private void removeValue(RegistrySetting setting, RegistryChange change) {
    String shown = setting.key() + "\\" + setting.name();
    if (!setting.isKeyOnly()
        && isFree(owners().ownsValue(change.place(), setting.name()), shown)
        && change.takeBackFrom(serviced.hives())) {
      detail.accept(shown + " is removed: no component has it any more.");
    }
  }

  private void removeEmptyKey(KeyPlace place) {
    String path = place.in(serviced.hives());
    int end = path.lastIndexOf('\\');
    Key root = serviced.hives().get(place.hive()).root();
    Optional<Key> key = root.key(path);
    if (key.isPresent()
        && key.get().values().isEmpty()
        && key.get().children().isEmpty()
        && isFree(owners().ownsKey(place), path)) {
      root.key(path.substring(0, Math.max(0, end)))
          .ifPresent(parent -> parent.deleteKey(path.substring(end + 1)));
    }
  }

  private boolean isFree(boolean owned, String what) {
    if (!owned && !owners().complete()) {
      unsure.add(what);
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

  private static boolean hasFile(Optional<ComponentManifest> component, PayloadFile file) {
    return component.stream()
        .flatMap(each -> each.files().stream())
        .anyMatch(
            each ->
                each.name().equalsIgnoreCase(file.name())
                    && each.destination().equalsIgnoreCase(file.destination()));
  }

  private static boolean hasSetting(
      Optional<ComponentManifest> component, RegistrySetting setting) {
    return component.stream()
        .flatMap(each -> each.registry().stream())
        .filter(each -> each.key().equalsIgnoreCase(setting.key()))
        .anyMatch(
            each ->
                setting.isKeyOnly()
                    || (!each.isKeyOnly() && each.name().equalsIgnoreCase(setting.name())));
  }

  /** Nothing for what wimdism does not understand: it did not put that there. */
  private static <T> Optional<T> understood(Resolution<T> resolution) {
    try {
      return Optional.of(resolution.resolve());
    } catch (Unsupported | ServicingError e) {
      return Optional.empty();
    }
  }

  private interface Resolution<T> {
    T resolve() throws Unsupported;
  }
}
