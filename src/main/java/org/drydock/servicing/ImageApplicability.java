package org.drydock.servicing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drydock.dism.Dism;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.InstalledPackage;
import org.drydock.image.OsImage;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.update.Applicability;
import org.drydock.update.Assessment;
import org.drydock.update.Assessment.State;
import org.drydock.update.Checkpoints;
import org.drydock.update.ImageFacts;
import org.drydock.update.InstalledFact;
import org.drydock.update.PackageIdentity;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateOrder;
import org.springframework.stereotype.Component;

/** Judges which updates belong into an image, index by index. */
@Component
public class ImageApplicability {

  /** What DISM does not tell of an image that is no Windows. */
  private static final String UNKNOWN = "unknown";

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

  /**
   * As the index is now, with what the run has applied to it so far and the checkpoints that go in
   * together with the update.
   */
  public Assessment duringRun(Run run, int index, PlannedUpdate update) {
    ImageFacts facts = facts(run.imageId(), run.baseVersion(), index);
    for (String applied : results.applied(run.runNumber(), index)) {
      facts = facts.after(updates.require(applied));
    }
    return assess(update, facts);
  }

  /** An update with the checkpoints that go in together with it. */
  Assessment assess(PlannedUpdate update, ImageFacts facts) {
    ImageFacts then = facts;
    for (PlannedUpdate member : update.checkpoints()) {
      SoftwareUpdate checkpoint = updates.require(member.updateId());
      if (canGoIn(assess(checkpoint, then))) {
        then = then.after(checkpoint);
      }
    }
    return assess(updates.require(update.updateId()), then);
  }

  static boolean canGoIn(Assessment assessment) {
    return assessment.state() == State.APPLICABLE || assessment.state() == State.UNDETERMINED;
  }

  /**
   * Each index of an image's current version, in order.
   *
   * @param companions servicing stacks and cumulative updates that could be applied in the same
   *     run, before the update
   */
  Map<Integer, Assessment> ofImage(
      OsImage image, SoftwareUpdate update, List<SoftwareUpdate> companions) {
    Map<Integer, Assessment> byIndex = new TreeMap<>();
    for (ImageIndex index : images.indexes(image.id(), image.currentVersion())) {
      ImageFacts facts = facts(image.id(), image.currentVersion(), index.index());
      byIndex.put(index.index(), withCompanions(companions, update, facts));
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

  /**
   * @param companions what could be applied in the same run, before the update
   */
  Assessment withCompanions(
      List<SoftwareUpdate> companions, SoftwareUpdate update, ImageFacts facts) {
    Assessment alone = assess(update, facts);
    if (alone.state() != State.NOT_APPLICABLE) {
      return alone;
    }
    return withCheckpoints(companions, update, facts)
        .or(() -> withStack(companions, update, facts, alone))
        .orElse(alone);
  }

  private Optional<Assessment> withCheckpoints(
      List<SoftwareUpdate> companions, SoftwareUpdate update, ImageFacts facts) {
    List<SoftwareUpdate> chain = Checkpoints.before(update, companions, List.of(facts));
    ImageFacts then = facts;
    for (SoftwareUpdate checkpoint : chain) {
      if (!canGoIn(assess(checkpoint, then))) {
        return Optional.empty();
      }
      then = then.after(checkpoint);
    }
    Assessment together = assess(update, then);
    return chain.isEmpty() || !canGoIn(together)
        ? Optional.empty()
        : Optional.of(
            new Assessment(
                together.state(),
                "It goes in together with "
                    + chain.stream().map(SoftwareUpdate::label).collect(Collectors.joining(", "))
                    + ", on which it builds; the plan adds what is not picked. "
                    + together.reason()));
  }

  private Optional<Assessment> withStack(
      List<SoftwareUpdate> companions, SoftwareUpdate update, ImageFacts facts, Assessment alone) {
    return companions.stream()
        .filter(stack -> stack.kind() == UpdateKind.SERVICING_STACK)
        .filter(stack -> UpdateOrder.needs(update, stack))
        .filter(stack -> assess(stack, facts).state() == State.APPLICABLE)
        .filter(stack -> assess(update, facts.after(stack)).state() == State.APPLICABLE)
        .findFirst()
        .map(
            stack ->
                new Assessment(
                    State.APPLICABLE, "Pick " + stack.label() + " as well. " + alone.reason()));
  }

  private Assessment assess(SoftwareUpdate update, ImageFacts facts) {
    return Applicability.assess(update, facts, dism.understandsDeltas());
  }

  ImageFacts facts(String imageId, int version, int number) {
    ImageIndex index =
        images.indexes(imageId, version).stream()
            .filter(candidate -> candidate.index() == number)
            .findFirst()
            .orElseThrow();
    return facts(index, images.installedPackages(imageId, version));
  }

  /**
   * @param packages of all indexes
   */
  static ImageFacts facts(ImageIndex index, List<InstalledPackage> packages) {
    List<InstalledFact> installed =
        packages.stream()
            .filter(found -> found.index() == index.index())
            .map(ImageApplicability::fact)
            .toList();
    String architecture = index.architecture() == null ? UNKNOWN : index.architecture();
    return new ImageFacts(architecture.toLowerCase(Locale.ROOT), index.version(), installed);
  }

  private static InstalledFact fact(InstalledPackage found) {
    return new InstalledFact(PackageIdentity.parse(found.identity()), found.state());
  }
}
