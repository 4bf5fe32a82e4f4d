package org.drydock.servicing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.drydock.dism.Dism;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.InstalledPackage;
import org.drydock.image.OsImage;
import org.drydock.update.Applicability;
import org.drydock.update.Assessment;
import org.drydock.update.Assessment.State;
import org.drydock.update.ImageFacts;
import org.drydock.update.InstalledFact;
import org.drydock.update.PackageIdentity;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateOrder;
import org.springframework.stereotype.Component;

/** Judges which updates belong into an image, index by index. */
@Component
public class ImageApplicability {

  private final ImageLibrary images;
  private final UpdateCatalog updates;
  private final UpdateResults results;
  private final Dism dism;

  ImageApplicability(ImageLibrary images, UpdateCatalog updates, UpdateResults results, Dism dism) {
    this.images = images;
    this.updates = updates;
    this.results = results;
    this.dism = dism;
  }

  /** As the index is now, with what the run has applied to it so far. */
  public Assessment duringRun(Run run, int index, String updateId) {
    ImageFacts facts = facts(run.imageId(), run.baseVersion(), index);
    for (String applied : results.applied(run.runNumber(), index)) {
      facts = facts.after(updates.require(applied));
    }
    return assess(updates.require(updateId), facts);
  }

  /**
   * Each index of an image's current version, in order.
   *
   * @param stacks servicing stacks that could be applied in the same run, before the update
   */
  Map<Integer, Assessment> ofImage(
      OsImage image, SoftwareUpdate update, List<SoftwareUpdate> stacks) {
    Map<Integer, Assessment> byIndex = new TreeMap<>();
    for (ImageIndex index : images.indexes(image.id(), image.currentVersion())) {
      ImageFacts facts = facts(image.id(), image.currentVersion(), index.index());
      byIndex.put(index.index(), withOneOf(stacks, update, facts));
    }
    return byIndex;
  }

  /** What decides for each index of an image's current version, in order. */
  List<ImageFacts> facts(OsImage image) {
    return images.indexes(image.id(), image.currentVersion()).stream()
        .map(index -> facts(image.id(), image.currentVersion(), index.index()))
        .toList();
  }

  boolean understandsDeltas() {
    return dism.understandsDeltas();
  }

  private Assessment withOneOf(
      List<SoftwareUpdate> stacks, SoftwareUpdate update, ImageFacts facts) {
    Assessment alone = assess(update, facts);
    if (alone.state() != State.NOT_APPLICABLE) {
      return alone;
    }
    return stacks.stream()
        .filter(stack -> UpdateOrder.needs(update, stack))
        .filter(stack -> assess(stack, facts).state() == State.APPLICABLE)
        .filter(stack -> assess(update, facts.after(stack)).state() == State.APPLICABLE)
        .findFirst()
        .map(
            stack ->
                new Assessment(
                    State.APPLICABLE, "Pick " + stack.label() + " as well. " + alone.reason()))
        .orElse(alone);
  }

  private Assessment assess(SoftwareUpdate update, ImageFacts facts) {
    return Applicability.assess(update, facts, dism.understandsDeltas());
  }

  private ImageFacts facts(String imageId, int version, int number) {
    ImageIndex index =
        images.indexes(imageId, version).stream()
            .filter(candidate -> candidate.index() == number)
            .findFirst()
            .orElseThrow();
    List<InstalledFact> installed =
        images.installedPackages(imageId, version).stream()
            .filter(found -> found.index() == number)
            .map(ImageApplicability::fact)
            .toList();
    return new ImageFacts(
        index.architecture().toLowerCase(Locale.ROOT), index.version(), installed);
  }

  private static InstalledFact fact(InstalledPackage found) {
    return new InstalledFact(PackageIdentity.parse(found.identity()), found.state());
  }
}
