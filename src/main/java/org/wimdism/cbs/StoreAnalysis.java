package org.wimdism.cbs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wimdism.wim.Entry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/** Measures the component store of an image. */
public final class StoreAnalysis {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String STORE = "windows/winsxs/";

  /** Folders of the store whose content comes and goes. */
  private static final Set<String> CACHE = Set.of("temp", "installtemp", "manifestcache");

  private final MountedImage image;
  private final Set<Long> seen = new HashSet<>();
  private long reported;
  private long shared;
  private long backups;
  private long cache;

  private StoreAnalysis(MountedImage image) {
    this.image = image;
  }

  public static StoreReport of(MountedImage image, Progress progress) {
    return new StoreAnalysis(image).run(progress);
  }

  private StoreReport run(Progress progress) {
    List<Entry> top = image.list(ComponentStore.FOLDER);
    int done = 0;
    for (Entry entry : top) {
      add(entry, CACHE.contains(entry.name().toLowerCase(Locale.ROOT)));
      progress.percent(90.0 * ++done / top.size());
    }
    try (ServicedImage serviced = ServicedImage.reading(image)) {
      Optional<String> lastReset = serviced.packages().lastReset().map(StoreAnalysis::readable);
      int reclaimable = reclaimable(serviced);
      progress.percent(100);
      return new StoreReport(reported, shared, backups, cache, lastReset, reclaimable);
    }
  }

  private void add(Entry entry, boolean temporary) {
    if (entry.directory()) {
      image.list(entry.path()).forEach(child -> add(child, temporary));
      return;
    }
    reported += entry.size();
    if (entry.linkGroup() != 0 && !seen.add(entry.linkGroup())) {
      return;
    }
    if (isLinkedFromOutside(entry)) {
      shared += entry.size();
    } else if (temporary) {
      cache += entry.size();
    } else {
      backups += entry.size();
    }
  }

  private boolean isLinkedFromOutside(Entry entry) {
    return image.linksOf(entry.path()).stream()
        .anyMatch(link -> !link.toLowerCase(Locale.ROOT).startsWith(STORE));
  }

  /** Packages on their own count, with what the packages nested in them brought. */
  private int reclaimable(ServicedImage serviced) {
    List<InstalledPackage> superseded = new ArrayList<>();
    List<InstalledPackage> inForce = new ArrayList<>();
    for (InstalledPackage each : serviced.packages().all()) {
      (each.state() == PackageState.SUPERSEDED ? superseded : inForce).add(each);
    }
    Set<String> needed =
        PackageComponents.of(identities(inForce), serviced.folder(), serviced.store());
    int count = 0;
    for (InstalledPackage each : superseded) {
      if (each.visible()) {
        Set<String> brought =
            PackageComponents.of(
                identities(withParts(each, superseded)), serviced.folder(), serviced.store());
        brought.removeAll(needed);
        count += brought.stream().anyMatch(keyForm -> isReplaced(keyForm, serviced)) ? 1 : 0;
      }
    }
    return count;
  }

  private static List<Identity> identities(List<InstalledPackage> packages) {
    return packages.stream().map(InstalledPackage::identity).toList();
  }

  private static List<InstalledPackage> withParts(
      InstalledPackage owner, List<InstalledPackage> superseded) {
    String name = owner.identity().toString();
    return superseded.stream()
        .filter(each -> each == owner || each.owners().contains(name))
        .toList();
  }

  private static boolean isReplaced(String keyForm, ServicedImage serviced) {
    return serviced.store().names().contains(keyForm)
        && serviced
            .store()
            .read(keyForm)
            .filter(manifest -> serviced.store().hasNewer(manifest.identity()))
            .isPresent();
  }

  private static String readable(Instant time) {
    return TIME.format(time);
  }
}
