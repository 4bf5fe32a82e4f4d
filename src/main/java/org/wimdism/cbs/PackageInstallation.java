package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.wimdism.cbs.PlannedComponent.PlannedFile;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/**
 * Adds one update file to an image, wholly or not at all: everything is checked and put into one
 * change set, which is committed at the end.
 */
public final class PackageInstallation {

  private final MountedImage image;
  private final ScratchFolder scratch;
  private final Clock clock;
  private final Consumer<String> warning;
  private final Consumer<String> detail;

  public PackageInstallation(
      MountedImage image,
      ScratchFolder scratch,
      Clock clock,
      Consumer<String> warning,
      Consumer<String> detail) {
    this.image = image;
    this.scratch = scratch;
    this.clock = clock;
    this.warning = warning;
    this.detail = detail;
  }

  /**
   * Adds the packages of the file, those of the checkpoints before it first; those that are
   * installed are passed over.
   *
   * @param beside where files of checkpoints may be
   * @param ignoreCheck whether they are added although none of their parents is installed
   */
  public void add(
      PackageFile file, CheckpointFiles beside, boolean ignoreCheck, Progress progress) {
    try (ChangeSet changes = image.begin();
        ServicedImage serviced = ServicedImage.changing(image, changes)) {
      List<PackageFile> files = new ArrayList<>(beside.before(file, serviced));
      files.forEach(checkpoint -> detail.accept("Checkpoint: " + checkpoint.identity() + "."));
      files.add(file);
      int packages = files.stream().mapToInt(each -> each.packages().size()).sum();
      int done = 0;
      boolean changed = false;
      for (PackageFile each : files) {
        for (PackageContents contents : each.packages()) {
          Steps steps = new Steps(progress, done++, packages);
          requireApplicable(contents, serviced, ignoreCheck);
          changed |= add(contents, each, serviced, changes, steps);
        }
      }
      if (changed) {
        serviced.hives().write();
        changes.commit();
      }
      progress.percent(100);
    }
  }

  private static void requireApplicable(
      PackageContents contents, ServicedImage serviced, boolean ignoreCheck) {
    InstallPlanner.requireWholeFiles(contents);
    Applicability.of(contents.root(), serviced, ignoreCheck)
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw obstacle.fault().with(obstacle.reason());
            });
  }

  private boolean add(
      PackageContents contents,
      PackageFile file,
      ServicedImage serviced,
      ChangeSet changes,
      Steps steps) {
    Optional<InstalledPackage> installed =
        serviced.packages().installedInstead(contents.root().identity());
    if (installed.isPresent()) {
      detail.accept(
          contents.root().identity()
              + " is not added: the image has "
              + installed.get().identity()
              + ".");
      return false;
    }
    InstallPlan plan = InstallPlanner.plan(contents, serviced);
    plan.skipped().forEach(each -> detail.accept(each + " is skipped: its parent is not here."));
    plan.packages().forEach(manifest -> checkCatalogue(contents, manifest));
    steps.expect(2 * plan.components().size());
    Map<Path, String> checked = new HashMap<>();
    for (PlannedComponent component : plan.components()) {
      component
          .files()
          .forEach(planned -> checked.put(planned.source(), checkPayload(component, planned)));
      steps.next();
    }
    Leftovers leftovers = new Leftovers(serviced, changes, detail);
    for (PlannedComponent component : plan.components()) {
      install(component, checked, serviced, changes, leftovers);
      steps.next();
    }
    leftovers
        .remove()
        .forEach(
            each ->
                detail.accept(
                    each + " stays: not all manifests of the component store can be read."));
    record(plan, contents, file, serviced, changes);
    return true;
  }

  private void checkCatalogue(PackageContents contents, PackageManifest manifest) {
    Optional<CatalogueFile> catalogue =
        contents.catalogue(manifest).map(PackageInstallation::read).map(CatalogueFile::new);
    if (catalogue.filter(CatalogueFile::readable).isEmpty()) {
      warning.accept(
          "The catalogue of "
              + manifest.identity()
              + " is "
              + (catalogue.isEmpty() ? "missing" : "unreadable")
              + ": signature not checked.");
    } else if (!catalogue.get().names(manifest.bytes())) {
      throw Fault.NOT_TRUSTED.with(
          "The catalogue of "
              + manifest.identity()
              + " does not name its manifest: one of the two was changed. Get the package again.");
    }
  }

  /** Returns the SHA-1 of a file that is as its manifest says. */
  private static String checkPayload(PlannedComponent component, PlannedFile planned) {
    try {
      List<byte[]> digests =
          Digests.of(List.of(planned.file().algorithm(), "SHA-1"), planned.source());
      if (!Arrays.equals(digests.get(0), planned.file().digest())) {
        throw Fault.HASH_MISMATCH.with(
            planned.file().name()
                + " of "
                + component.identity()
                + " is not the file that its manifest describes. Nothing was changed; get the"
                + " package again.");
      }
      return HexFormat.of().formatHex(digests.get(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(
      PlannedComponent component,
      Map<Path, String> checked,
      ServicedImage serviced,
      ChangeSet changes,
      Leftovers leftovers) {
    Identity identity = component.identity();
    boolean outdated = serviced.store().hasNewer(identity);
    String folder = ComponentStore.folderOf(identity);
    for (PlannedFile planned : component.files()) {
      List<String> paths = new ArrayList<>(List.of(folder + "/" + planned.file().name()));
      if (!outdated) {
        planned.destination().ifPresent(paths::add);
      }
      changes.putLink(planned.source(), checked.get(planned.source()), paths);
    }
    put(component.manifest().bytes(), ComponentStore.manifestOf(identity), changes);
    if (outdated) {
      detail.accept(identity + " goes into the store only: the image has a newer version.");
    } else {
      serviced.store().inForce(identity).ifPresent(leftovers::of);
      component.directories().forEach(changes::makeDirectory);
      component.registry().forEach(change -> change.applyTo(serviced.hives()));
    }
    serviced.store().add(component.manifest());
    serviced.components().add(component.manifest());
  }

  private void record(
      InstallPlan plan,
      PackageContents contents,
      PackageFile file,
      ServicedImage serviced,
      ChangeSet changes) {
    Identity owner = contents.root().identity();
    PackageRecords records = serviced.packages();
    for (PackageManifest manifest : plan.packages()) {
      serviced.folder().add(manifest);
      put(manifest.bytes(), PackageFolder.manifestOf(manifest.identity()), changes);
      contents
          .catalogue(manifest)
          .ifPresent(
              catalogue ->
                  put(read(catalogue), PackageFolder.catalogueOf(manifest.identity()), changes));
      records.install(manifest, owner, file.file().getParent().toString(), clock.instant());
    }
    plan.shared().forEach(part -> records.own(part, owner, PackageState.INSTALLED));
    noteUnowned(plan, serviced);
    plan.packages().forEach(manifest -> records.supersedeOlder(manifest.identity()));
  }

  /** Components of the package that were here before and that no package brought. */
  private static void noteUnowned(InstallPlan plan, ServicedImage serviced) {
    List<Identity> added = plan.packages().stream().map(PackageManifest::identity).toList();
    Set<String> found = PackageComponents.of(added, serviced.folder(), serviced.store());
    found.retainAll(serviced.store().names());
    List<String> brought =
        plan.components().stream().map(each -> KeyForm.of(each.identity())).toList();
    brought.forEach(found::remove);
    UnownedComponents unowned = new UnownedComponents(serviced.hives().get(Hives.Name.SOFTWARE));
    unowned.remove(brought);
    if (!found.isEmpty()) {
      List<Identity> others =
          serviced.packages().all().stream()
              .map(InstalledPackage::identity)
              .filter(each -> added.stream().noneMatch(each::sameAs))
              .toList();
      found.removeAll(PackageComponents.of(others, serviced.folder(), serviced.store()));
      unowned.add(found);
    }
  }

  private void put(byte[] bytes, String path, ChangeSet changes) {
    try {
      Path source = Files.createTempFile(scratch.path(), "put", null);
      Files.write(source, bytes);
      changes.put(source, List.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The share of one package of a file in the file's progress. */
  private static final class Steps {
    private final Progress progress;
    private final int packagesBefore;
    private final int packages;
    private int expected = 1;
    private int done;

    Steps(Progress progress, int packagesBefore, int packages) {
      this.progress = progress;
      this.packagesBefore = packagesBefore;
      this.packages = packages;
    }

    void expect(int steps) {
      expected = Math.max(1, steps);
    }

    void next() {
      done++;
      progress.percent(100.0 * (packagesBefore + (double) done / expected) / packages);
    }
  }
}
