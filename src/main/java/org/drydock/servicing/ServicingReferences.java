package org.drydock.servicing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drydock.dism.Dism;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.update.ContentReference;
import org.drydock.update.ContentReferences;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.Supersedence;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/**
 * The runs and images that have use for files of updates. An active run needs what it plans; an
 * image needs what it can get, and what it would get again if it were serviced from its original.
 */
@Component
class ServicingReferences implements ContentReferences {

  private final Runs runs;
  private final UpdateResults results;
  private final ImageLibrary images;
  private final ApplicableUpdates applicable;
  private final UpdateCatalog catalog;
  private final Dism dism;

  ServicingReferences(
      Runs runs,
      UpdateResults results,
      ImageLibrary images,
      ApplicableUpdates applicable,
      UpdateCatalog catalog,
      Dism dism) {
    this.runs = runs;
    this.results = results;
    this.images = images;
    this.applicable = applicable;
    this.catalog = catalog;
    this.dism = dism;
  }

  @Override
  public List<ContentReference> references() {
    List<ContentReference> references = new ArrayList<>();
    for (Run run : runs.list(null, null)) {
      boolean active = !run.status().isFinal();
      String by = "run " + run.runNumber() + (active ? ", which has not ended" : "");
      runs.findPlan(run.runNumber()).stream()
          .flatMap(plan -> plan.updates().stream())
          .flatMap(unit -> unit.members().stream())
          .forEach(update -> references.add(new ContentReference(update.sha256(), by, active)));
    }
    images.all().stream()
        .filter(image -> image.state() == ImageState.READY)
        .forEach(image -> references.addAll(of(image)));
    return references;
  }

  private List<ContentReference> of(OsImage image) {
    List<ContentReference> references = new ArrayList<>();
    for (ApplicableUpdates.Judged judged : applicable.of(image.id(), null, "all", false, false)) {
      if (judged.update().binary() != null) {
        references.add(
            new ContentReference(
                judged.update().binary().sha256(),
                "image " + image.id() + ", to which it can be applied",
                true));
      }
    }
    for (SoftwareUpdate update :
        Supersedence.resolve(contained(image), dism.understandsDeltas()).kept()) {
      references.add(
          new ContentReference(
              update.binary().sha256(),
              "image " + image.id() + ", whose version in use has it",
              true));
    }
    return references;
  }

  /** What the runs from the original to the version in use applied, as far as they are known. */
  private List<SoftwareUpdate> contained(OsImage image) {
    Map<Integer, ImageVersion> versions =
        images.versions(image.id()).stream()
            .collect(Collectors.toMap(ImageVersion::version, Function.identity()));
    Set<String> applied = new TreeSet<>();
    Integer number = image.currentVersion();
    while (number != null && versions.get(number) != null) {
      Run run = runOf(versions.get(number));
      if (run == null) {
        break;
      }
      results.ofRun(run.runNumber()).stream()
          .filter(result -> result.state() == UpdateResult.State.APPLIED)
          .map(UpdateResult::updateId)
          .forEach(applied::add);
      number = run.baseVersion() < number ? run.baseVersion() : null;
    }
    return applied.stream()
        .map(catalog::find)
        .flatMap(Optional::stream)
        .filter(update -> update.binary() != null)
        .toList();
  }

  private Run runOf(ImageVersion version) {
    return version.runNumber() == null ? null : runs.find(version.runNumber()).orElse(null);
  }
}
