package org.drydock.web.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.OsImage;
import org.drydock.schedule.SchedulePreview;
import org.drydock.schedule.UpdateChoice;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.site.Conflict;
import org.drydock.update.Assessment;
import org.drydock.update.ListedUpdate;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.drydock.web.console.WizardPage.Choosing;
import org.drydock.web.console.WizardPage.Classification;
import org.drydock.web.console.WizardPage.ImageBox;
import org.drydock.web.console.WizardPage.Offer;
import org.drydock.web.console.WizardPage.Today;
import org.drydock.web.console.WizardPage.UpdateLine;
import org.springframework.stereotype.Component;

/** What the wizard offers to choose: images, updates, and the conditions of a rule. */
@Component
class WizardOffers {

  /** What the packages themselves say; catalogues have more. */
  private static final List<String> CLASSIFICATIONS =
      List.of("Security Update", "Update Rollup", "Critical Update", "Update");

  private final ImageLibrary images;
  private final ImageNames imageNames;
  private final UpdateNames updateNames;
  private final ApplicableUpdates applicable;
  private final UpdateCatalog catalog;
  private final SchedulePreview preview;

  WizardOffers(
      ImageLibrary images,
      ImageNames imageNames,
      UpdateNames updateNames,
      ApplicableUpdates applicable,
      UpdateCatalog catalog,
      SchedulePreview preview) {
    this.images = images;
    this.imageNames = imageNames;
    this.updateNames = updateNames;
    this.applicable = applicable;
    this.catalog = catalog;
    this.preview = preview;
  }

  /**
   * @param usable whether the rule can be read, so that it can be told what it chooses
   */
  Choosing of(WizardDraft draft, boolean usable, Wording words) {
    DraftUpdates updates = draft.updates();
    List<Offer> offers = offers(draft, words);
    Set<String> shown = offers.stream().map(Offer::id).collect(Collectors.toSet());
    List<ListedUpdate> known = downloaded();
    return new Choosing(
        boxes(draft),
        Wording.count(updates.picks().size(), "update picked", "updates picked"),
        updates.picks().stream().filter(pick -> !shown.contains(pick)).toList(),
        offers,
        classifications(updates, known),
        List.copyOf(
            known.stream()
                .flatMap(update -> update.products().stream())
                .collect(Collectors.toCollection(TreeSet::new))),
        updates.byRule() && usable ? today(draft) : List.of());
  }

  private List<ImageBox> boxes(WizardDraft draft) {
    return images.all().stream()
        .filter(image -> image.state() == ImageState.READY)
        .map(
            image ->
                new ImageBox(
                    image.id(), image.name(), about(image), draft.images().contains(image.id())))
        .toList();
  }

  private String about(OsImage image) {
    return image.id() + " · " + Images.builds(images.indexes(image.id(), image.currentVersion()));
  }

  /** Of several images the one that wants an update most speaks for all. */
  private List<Offer> offers(WizardDraft draft, Wording words) {
    DraftUpdates updates = draft.updates();
    Map<String, ApplicableUpdates.Judged> merged = new LinkedHashMap<>();
    for (String image : draft.images()) {
      applicable
          .of(
              image,
              updates.filter(),
              updates.architecture(),
              updates.superseded(),
              updates.everything())
          .forEach(judged -> merged.merge(judged.update().id(), judged, WizardOffers::keener));
    }
    return merged.values().stream().map(judged -> offer(judged, updates, words)).toList();
  }

  private static ApplicableUpdates.Judged keener(
      ApplicableUpdates.Judged one, ApplicableUpdates.Judged other) {
    return one.assessment().state() == Assessment.State.APPLICABLE ? one : other;
  }

  private static Offer offer(ApplicableUpdates.Judged judged, DraftUpdates draft, Wording words) {
    SoftwareUpdate update = judged.update();
    boolean plain =
        judged.assessment().state() == Assessment.State.APPLICABLE
            && !judged.assessment().reason().startsWith("Pick "); // a servicing stack as well
    return new Offer(
        update.id(),
        update.label(),
        update.title(),
        update.architecture(),
        update.classification(),
        words.day(update.releaseDate()),
        Wording.size(update.binary().size()),
        Badge.of(judged.assessment().state()),
        plain ? null : judged.assessment().reason(),
        draft.picks().contains(update.id()));
  }

  /** What is chosen first as it is spelled; "Security Update" and "Security Updates" are one. */
  private static List<Classification> classifications(
      DraftUpdates draft, List<ListedUpdate> known) {
    Map<String, String> names = new LinkedHashMap<>();
    Stream.of(
            draft.ruleClassifications().stream(),
            CLASSIFICATIONS.stream(),
            known.stream().map(ListedUpdate::classification).filter(WizardOffers::isNamed))
        .flatMap(all -> all)
        .forEach(name -> names.putIfAbsent(singular(name), name));
    Set<String> order = new LinkedHashSet<>();
    CLASSIFICATIONS.forEach(name -> order.add(singular(name)));
    order.addAll(names.keySet());
    return order.stream()
        .map(names::get)
        .map(name -> new Classification(name, draft.ruleClassifications().contains(name)))
        .toList();
  }

  private static boolean isNamed(String classification) {
    return classification != null && !classification.isBlank();
  }

  private static String singular(String classification) {
    String lower = classification.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private List<ListedUpdate> downloaded() {
    List<ListedUpdate> all = new ArrayList<>();
    String after = null;
    do {
      UpdatePage page = catalog.search(UpdateSearch.downloaded("", "all", true, after));
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  private List<Today> today(WizardDraft draft) {
    ImageNames.Names names = imageNames.all();
    return draft.images().stream()
        .map(image -> today(names.link(image), image, draft.updates()))
        .toList();
  }

  private Today today(Link link, String image, DraftUpdates updates) {
    try {
      UpdateChoice choice = preview.choice(DraftRequest.rule(updates), image);
      return new Today(
          link,
          choice.updateIds().stream()
              .map(id -> new UpdateLine(updateNames.link(id).text(), updateNames.title(id)))
              .toList(),
          choice.reason(),
          choice.leftOut());
    } catch (Conflict refusal) {
      return new Today(link, List.of(), refusal.getMessage(), List.of());
    }
  }
}
