package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  private static final String RECORDS = "Windows/servicing/Packages/";

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

  /** Adds the packages of the file; those that are installed are passed over. */
  public void add(PackageFile file, Progress progress) {
    try (ChangeSet changes = image.begin();
        ServicedImage serviced = ServicedImage.changing(image, changes)) {
      int done = 0;
      boolean changed = false;
      for (PackageContents contents : file.packages()) {
        Steps steps = new Steps(progress, done++, file.packages().size());
        changed |= add(contents, file, serviced, changes, steps);
      }
      if (changed) {
        serviced.hives().write();
        changes.commit();
      }
      progress.percent(100);
    }
  }

  private boolean add(
      PackageContents contents,
      PackageFile file,
      ServicedImage serviced,
      ChangeSet changes,
      Steps steps) {
    InstallPlanner.requireWholeFiles(contents);
    Applicability applicability = Applicability.of(contents.root(), serviced);
    applicability
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw obstacle.fault().with(obstacle.reason());
            });
    if (applicability.installed().isPresent()) {
      detail.accept(
          contents.root().identity()
              + " is not added: the image has "
              + applicability.installed().get().identity()
              + ".");
      return false;
    }
    InstallPlan plan = InstallPlanner.plan(contents, serviced);
    plan.skipped().forEach(each -> detail.accept(each + " is skipped: its parent is not here."));
    plan.packages().forEach(manifest -> checkCatalogue(contents, manifest));
    steps.expect(2 * plan.components().size());
    for (PlannedComponent component : plan.components()) {
      component.files().forEach(planned -> checkPayload(component, planned));
      steps.next();
    }
    for (PlannedComponent component : plan.components()) {
      install(component, serviced, changes);
      steps.next();
    }
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

  private static void checkPayload(PlannedComponent component, PlannedFile planned) {
    try {
      byte[] digest = Digests.of(planned.file().algorithm(), planned.source());
      if (!Arrays.equals(digest, planned.file().digest())) {
        throw Fault.HASH_MISMATCH.with(
            planned.file().name()
                + " of "
                + component.identity()
                + " is not the file that its manifest describes. Nothing was changed; get the"
                + " package again.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(PlannedComponent component, ServicedImage serviced, ChangeSet changes) {
    Identity identity = component.identity();
    boolean outdated = serviced.store().hasNewer(identity);
    String folder = ComponentStore.folderOf(identity);
    for (PlannedFile planned : component.files()) {
      List<String> paths = new ArrayList<>(List.of(folder + "/" + planned.file().name()));
      if (!outdated) {
        planned.destination().ifPresent(paths::add);
      }
      changes.put(planned.source(), paths);
    }
    put(component.manifest().bytes(), ComponentStore.manifestOf(identity), changes);
    if (outdated) {
      detail.accept(identity + " goes into the store only: the image has a newer version.");
    } else {
      component.directories().forEach(changes::makeDirectory);
      component.registry().forEach(change -> change.applyTo(serviced.hives()));
    }
    serviced.store().add(component.manifest());
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
      String stored = RECORDS + manifest.identity();
      put(manifest.bytes(), stored + ".mum", changes);
      contents
          .catalogue(manifest)
          .ifPresent(catalogue -> put(read(catalogue), stored + ".cat", changes));
      records.install(manifest, owner, file.file().getParent().toString(), clock.instant());
    }
    plan.packages().forEach(manifest -> records.supersedeOlder(manifest.identity()));
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
