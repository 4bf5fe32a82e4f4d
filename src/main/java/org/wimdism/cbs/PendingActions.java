package org.wimdism.cbs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;

/**
 * What waits for the next start of Windows: {@code pending.xml}, the packages that would become
 * installed or removed then, and the marks in the registry that say so.
 */
public final class PendingActions {

  private static final String FILE = ComponentStore.FOLDER + "/pending.xml";
  private static final String PACKAGES = PackageRecords.SERVICING + "\\Packages\\";

  /** What a package was before its change began: its files are in the store in both cases. */
  private static final Map<PackageState, PackageState> BEFORE =
      Map.of(
          PackageState.INSTALL_PENDING, PackageState.STAGED,
          PackageState.UNINSTALL_PENDING, PackageState.INSTALLED);

  /** What the COMPONENTS hive says about {@code pending.xml}. */
  private static final List<String> QUEUE =
      List.of("PendingXmlIdentifier", "NextQueueEntryIndex", "AdvancedInstallersNeedResolving");

  private final MountedImage image;
  private final Consumer<String> detail;

  public PendingActions(MountedImage image, Consumer<String> detail) {
    this.image = image;
    this.detail = detail;
  }

  /** Drops what is pending, so that the image is as if it had not been begun. */
  public void revert() {
    try (ChangeSet changes = image.begin();
        Hives hives = Hives.changing(changes)) {
      boolean pending = image.find(FILE).isPresent();
      if (pending) {
        changes.delete(FILE);
        detail.accept(FILE + " is removed.");
      }
      Hive software = hives.get(Hives.Name.SOFTWARE);
      pending |= revertPackages(software);
      pending |=
          software.key(PackageRecords.SERVICING).map(PendingActions::removeMarks).orElse(false);
      if (image.find(Hives.Name.COMPONENTS.path()).isPresent()) {
        pending |= removeQueue(hives.get(Hives.Name.COMPONENTS).root());
      }
      if (pending) {
        hives.write();
        changes.commit();
      }
    }
  }

  private boolean revertPackages(Hive software) {
    boolean reverted = false;
    for (InstalledPackage each : new PackageRecords(software).all()) {
      PackageState before = BEFORE.get(each.state());
      if (before != null) {
        software
            .root()
            .createPath(PACKAGES + each.identity())
            .setDword("CurrentState", before.code());
        detail.accept(
            each.identity() + " was " + each.state().word() + " and is " + before.word() + ".");
        reverted = true;
      }
    }
    return reverted;
  }

  private static boolean removeMarks(Key servicing) {
    boolean removed = false;
    for (String mark : List.of("RebootPending", "PackagesPending")) {
      removed |= servicing.child(mark).isPresent();
      servicing.deleteKey(mark);
    }
    Optional<Key> sessions =
        servicing
            .child("SessionsPending")
            .filter(key -> key.value("Exclusive").filter(v -> v.asDword() != 0).isPresent());
    sessions.ifPresent(key -> key.setDword("Exclusive", 0));
    return removed || sessions.isPresent();
  }

  private static boolean removeQueue(Key components) {
    boolean removed = false;
    for (String name : QUEUE) {
      removed |= components.value(name).isPresent();
      components.deleteValue(name);
    }
    return removed;
  }
}
