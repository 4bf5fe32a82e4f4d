package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.update.OfflineCatalogue.supersededBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drydock.ProcessTest;
import org.drydock.servicing.ServicingPlan.OutdatedUpdate;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.ServicingPlan.ReplacedUpdate;
import org.drydock.site.DataFolder;
import org.drydock.update.OfflineCatalogue;
import org.drydock.update.Packages;
import org.drydock.update.UpdateCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the offline catalogue says supersedes a pick takes its place, where that is possible. */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupersededPicksTest {

  private static final URI PUBLISHER = URI.create("http://updates.example.org/update.cab");

  @TempDir static Path elsewhere;

  @Autowired ProcessStory story;
  @Autowired ServicingPlanner planner;
  @Autowired UpdateCatalog catalog;
  @Autowired DataFolder data;
  @Autowired JdbcClient sql;

  private final OfflineCatalogue known = new OfflineCatalogue(1);
  private final Map<String, String> ids = new HashMap<>();
  private long revision = 60_000;

  /** Each update is superseded by the next one of its line. */
  @BeforeAll
  void theCatalogueKnowsWhatSupersedesWhat() {
    line("KB5998101 here", "KB5998102 here", "KB5998103 here");
    line("KB5998111 here", "KB5998112 elsewhere");
    line("KB5998121 here", "KB5998122 here", "KB5998123 elsewhere");
    line("KB5998131 here", "KB5998132 arm64");
    line("KB5998141 here", "KB5998142 stranger");
    known.readBy(data, catalog);
    catalog.all().stream()
        .filter(update -> update.kb() != null)
        .forEach(update -> ids.put(update.kb(), update.id()));
  }

  @AfterAll
  void theCatalogueIsForgotten() {
    OfflineCatalogue.forgottenBy(data, sql);
  }

  @Test
  void theLastOfAChainTakesThePlaceOfAPick_andTheReasonNamesWhatLiesBetween() {
    ServicingPlan plan = plan(true, "KB5998101");

    assertThat(applied(plan)).containsExactly(id("KB5998103"));
    assertThat(plan.replaced())
        .containsExactly(
            new ReplacedUpdate(
                id("KB5998101"),
                id("KB5998103"),
                "The offline catalogue says that KB5998103 supersedes KB5998101 (through"
                    + " KB5998102), so it is applied instead."));
    assertThat(plan.outdated()).isEmpty();
  }

  @Test
  void whatIsPickedBesideWhatSupersedesItIsReplacedByIt() {
    ServicingPlan plan = plan(true, "KB5998102", "KB5998103", "KB5998101");

    assertThat(applied(plan)).containsExactly(id("KB5998103"));
    assertThat(plan.replaced())
        .extracting(ReplacedUpdate::updateId)
        .containsExactly(id("KB5998102"), id("KB5998101"));
  }

  @Test
  void aPickStays_whenTheFilesOfWhatSupersedesItAreNotHere_andThePlanSaysSo() {
    ServicingPlan plan = plan(true, "KB5998111");

    assertThat(applied(plan)).containsExactly(id("KB5998111"));
    assertThat(plan.replaced()).isEmpty();
    assertThat(plan.outdated())
        .extracting(OutdatedUpdate::reason)
        .containsExactly(
            "KB5998111 is applied, although the offline catalogue says that KB5998112 supersedes"
                + " it: the files of KB5998112 are not in the content library. Download them to"
                + " have it instead.");
  }

  @Test
  void ofAChainTheLastThatIsHereIsApplied_andThePlanSaysThatThereIsALaterOne() {
    ServicingPlan plan = plan(true, "KB5998121");

    assertThat(applied(plan)).containsExactly(id("KB5998122"));
    assertThat(plan.replaced()).extracting(ReplacedUpdate::by).containsExactly(id("KB5998122"));
    assertThat(plan.outdated())
        .singleElement()
        .satisfies(
            outdated -> {
              assertThat(outdated.updateId()).isEqualTo(id("KB5998122"));
              assertThat(outdated.reason()).contains("KB5998123", "not in the content library");
            });
  }

  @Test
  void whatDoesNotBelongIntoTheImageReplacesNothing() {
    ServicingPlan plan = plan(true, "KB5998131", "KB5998141");

    assertThat(applied(plan)).containsExactlyInAnyOrder(id("KB5998131"), id("KB5998141"));
    assertThat(plan.replaced()).isEmpty();
    assertThat(plan.outdated()).isEmpty();
  }

  @Test
  void whatARuleHasChosenIsNotReplaced_byWhatItDoesNotAdmit() {
    ServicingPlan plan = plan(false, "KB5998101");

    assertThat(applied(plan)).containsExactly(id("KB5998101"));
    assertThat(plan.outdated())
        .singleElement()
        .satisfies(
            outdated ->
                assertThat(outdated.reason())
                    .contains("the rule of the schedule does not choose KB5998103"));
  }

  private ServicingPlan plan(boolean replace, String... kbs) {
    return planner.plan(
        new ServicingRequest(
            story.image(1),
            List.of(kbs).stream().map(this::id).toList(),
            false,
            false,
            false,
            false,
            Base.CURRENT,
            replace,
            null,
            "test"));
  }

  private String id(String kb) {
    return ids.get(kb);
  }

  private static List<String> applied(ServicingPlan plan) {
    return plan.updates().stream().map(PlannedUpdate::updateId).toList();
  }

  private void line(String... updates) {
    for (int i = 0; i < updates.length; i++) {
      String[] words = updates[i].split(" ");
      listed(words[0], words[1], i + 1 < updates.length ? supersededBy(revision + 2) : "");
    }
  }

  /** Here or elsewhere; for another architecture, or for a package that the image has not. */
  private void listed(String kb, String where, String relation) {
    String processor = where.equals("arm64") ? "arm64" : "amd64";
    String identity = "Package_for_" + kb + "~" + Packages.TOKEN + "~" + processor + "~~10.0.1.1";
    String parent =
        where.equals("stranger")
            ? "Microsoft-Windows-Stranger~" + Packages.TOKEN + "~amd64~~10.0.26100.1"
            : ProcessStory.foundation();
    Path folder = where.equals("elsewhere") ? elsewhere : data.inbox();
    Path file =
        Packages.cabinet(
            folder.resolve(kb + ".cab"),
            Packages.manifestWith(
                identity,
                "identifier=\"" + kb + "\" releaseType=\"Update\"",
                Packages.parent(parent)));
    known.bundle(revision, revision, kb.substring(2), kb + " of a line", relation);
    known.part(revision + 1, revision + 1, revision, identity, parent);
    known.payload(revision + 1, file, PUBLISHER.resolve(kb + ".cab"));
    revision += 2;
  }
}
