package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.drydock.host.DurableCopy;
import org.drydock.image.ImageContents;
import org.drydock.image.PlacedVersion;
import org.drydock.operation.OperationView;
import org.drydock.operation.OperationsByHand;
import org.drydock.site.DataFolder;
import org.drydock.site.NodeLost;
import org.drydock.update.Packages;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Tells the story of a process instance step by step: the test decides what each step meets. */
@TestComponent
public class ProcessStory {

  static final String OK = "\nThe operation completed successfully.\n";

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String FOUNDATION = Packages.FOUNDATION + TOKEN + "10.0.26100.1";

  private final OperationsByHand operations;
  private final RuntimeService runtime;
  private final ManagementService management;
  private final HistoryService history;
  private final UpdateCatalog catalog;
  private final DataFolder data;
  private final JdbcClient jdbc;
  private final Runs runs;
  private final ApplicationEventPublisher events;

  ProcessStory(
      OperationsByHand operations,
      RuntimeService runtime,
      ManagementService management,
      HistoryService history,
      UpdateCatalog catalog,
      DataFolder data,
      JdbcClient jdbc,
      Runs runs,
      ApplicationEventPublisher events) {
    this.events = events;
    this.operations = operations;
    this.runtime = runtime;
    this.management = management;
    this.history = history;
    this.catalog = catalog;
    this.data = data;
    this.jdbc = jdbc;
    this.runs = runs;
  }

  /** An image in the library, with that many indexes of Windows 10.0.26100.1. */
  public String image(int indexes) {
    try {
      jdbc.sql(
              "INSERT INTO image_entry (name, kind, state, current_version, created_at, node)"
                  + " VALUES ('Windows', 'IMAGE', 'READY', 1, ?, 'test')")
          .param(Timestamp.from(Instant.now()))
          .update();
      long number = jdbc.sql("SELECT MAX(number) FROM image_entry").query(Long.class).single();
      String id = "DRY%05d".formatted(number);
      Path file = data.images().resolve(id).resolve("1").resolve("install.wim");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "the image file of " + id);
      jdbc.sql(
              "INSERT INTO version_entry (image_number, version, file_name, size, sha256,"
                  + " created_at, experimental) VALUES (?, 1, 'install.wim', ?, ?, ?, FALSE)")
          .params(
              number,
              Files.size(file),
              DurableCopy.sha256(file, () -> false),
              Timestamp.from(Instant.now()))
          .update();
      long version = jdbc.sql("SELECT MAX(id) FROM version_entry").query(Long.class).single();
      for (int index = 1; index <= indexes; index++) {
        jdbc.sql(
                "INSERT INTO index_entry (version_id, image_index, name, architecture, version,"
                    + " edition, languages, size) VALUES (?, ?, 'Pro', 'x64', '10.0.26100.1',"
                    + " 'Professional', 'en-US', 1)")
            .params(version, index)
            .update();
        jdbc.sql(
                "INSERT INTO package_entry (version_id, image_index, identity, state)"
                    + " VALUES (?, ?, ?, 'Installed')")
            .params(version, index, FOUNDATION)
            .update();
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An image whose component store was changed by a program that Microsoft does not support. */
  String experimentalImage() {
    String id = image(1);
    jdbc.sql(
            "UPDATE version_entry SET experimental = TRUE WHERE id ="
                + " (SELECT MAX(id) FROM version_entry)")
        .update();
    return id;
  }

  /** The cumulative update of this revision is in the image already. */
  public void alreadyHasRollup(String image, int revision) {
    jdbc.sql(
            "INSERT INTO package_entry (version_id, image_index, identity, state)"
                + " SELECT id, 1, ?, 'Installed' FROM version_entry WHERE image_number = ?")
        .params(
            "Package_for_RollupFix" + TOKEN + "26100." + revision + ".1.1",
            Long.parseLong(image.substring(3)))
        .update();
  }

  /** When the instance goes on by itself. */
  public Instant dueDate(String instance) {
    return management
        .createJobQuery()
        .processInstanceId(instance)
        .timers()
        .singleResult()
        .getDuedate()
        .toInstant();
  }

  public void becomesUnreadable(String image) {
    jdbc.sql("UPDATE image_entry SET state = 'FAILED' WHERE number = ?")
        .param(Long.parseLong(image.substring(3)))
        .update();
  }

  Path distributionFolder() {
    return data.distribution();
  }

  /** A cumulative update of this revision, as a .cab. */
  public String rollup(String kb, int revision) {
    return update(kb, "Package_for_RollupFix" + TOKEN + "26100." + revision + ".1.1", "");
  }

  /** An update of any kind, told by its package's name. */
  String update(String kb, String identity, String packageAttributes) {
    return update(kb, identity, packageAttributes, "");
  }

  /** A servicing stack update of this revision, which the run applies first. */
  String servicingStack(String kb, int revision) {
    return update(
        kb, "Package_for_ServicingStack_" + revision + TOKEN + "26100." + revision + ".1.1", "");
  }

  /** An update that needs this servicing stack or a later one. */
  String updateWithStackFloor(String kb, String stack) {
    return update(kb, "Package_for_" + kb + TOKEN + "10.0.1.1", "", Packages.stackFloor(stack));
  }

  /** An update whose manifest does not tell which packages it belongs to. */
  String updateOfUnknownPlace(String kb) {
    Packages.cabinet(
        data.inbox().resolve(kb + ".cab"),
        Packages.manifestWith(
            "Package_for_" + kb + TOKEN + "10.0.1.1",
            "identifier=\"" + kb + "\" releaseType=\"Update\"",
            ""));
    return idOf(kb);
  }

  private String update(
      String kb, String identity, String packageAttributes, String insidePackage) {
    Path inbox = data.inbox().resolve(kb + ".cab");
    Packages.cabinet(
        inbox,
        Packages.manifestWith(
            identity,
            "identifier=\"" + kb + "\" releaseType=\"Update\" " + packageAttributes,
            Packages.parent(FOUNDATION) + insidePackage));
    return idOf(kb);
  }

  private String idOf(String kb) {
    catalog.synchronize();
    return catalog.all().stream()
        .filter(update -> kb.equals(update.kb()))
        .map(SoftwareUpdate::id)
        .findFirst()
        .orElseThrow();
  }

  /** A cumulative update of this revision as an .msu, which builds on an earlier one. */
  String rollupMsu(String kb, int revision, String parent) {
    try {
      Path folder = Files.createTempDirectory("rollup");
      Path cabinet =
          Packages.cabinet(
              folder.resolve("windows.cab"),
              Packages.manifestWith(
                  rollupIdentity(revision),
                  "identifier=\"" + kb + "\" releaseType=\"Update\"",
                  Packages.parent(parent)));
      Packages.msu(
          data.inbox().resolve(kb + ".msu"),
          kb.substring(2),
          Map.of("Windows-" + kb + "-x64.cab", cabinet));
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return idOf(kb);
  }

  static String rollupIdentity(int revision) {
    return "Package_for_RollupFix" + TOKEN + "26100." + revision + ".1.1";
  }

  static String foundation() {
    return FOUNDATION;
  }

  /** The package is in the state that DISM would print, in every index of the image's version. */
  void has(String image, int version, String identity, String state) {
    jdbc.sql(
            "INSERT INTO package_entry (version_id, image_index, identity, state)"
                + " SELECT i.version_id, i.image_index, ?, ? FROM index_entry i"
                + " JOIN version_entry v ON v.id = i.version_id"
                + " WHERE v.image_number = ? AND v.version = ?")
        .params(identity, state, Long.parseLong(image.substring(3)), version)
        .update();
  }

  /** The image gets a version 2 that is as its first one, and in use. */
  public void getsVersionTwo(String image) {
    long number = Long.parseLong(image.substring(3));
    jdbc.sql(
            "INSERT INTO version_entry (image_number, version, file_name, size, sha256,"
                + " created_at, experimental) SELECT image_number, 2, file_name, size, sha256,"
                + " created_at, FALSE FROM version_entry WHERE image_number = ? AND version = 1")
        .param(number)
        .update();
    for (String table : List.of("index_entry", "package_entry")) {
      String columns =
          table.equals("index_entry")
              ? "image_index, name, architecture, version, edition, languages, size"
              : "image_index, identity, state";
      jdbc.sql(
              "INSERT INTO %1$s (version_id, %2$s) SELECT (SELECT MAX(id) FROM version_entry), %2$s FROM %1$s WHERE version_id = (SELECT id FROM version_entry WHERE image_number = ? AND version = 1)"
                  .formatted(table, columns))
          .param(number)
          .update();
    }
    jdbc.sql("UPDATE image_entry SET current_version = 2 WHERE number = ?").param(number).update();
  }

  /** A .NET update, which goes in after the clean-up. */
  String dotNet(String kb) {
    return update(kb, "Package_for_DotNetRollup_481" + TOKEN + "10.0.9300.1", "");
  }

  /** An update whose payload is deltas. */
  String deltas(String kb) {
    return update(kb, "Package_for_" + kb + TOKEN + "10.0.1.1", "psfName=\"" + kb + ".psf\"");
  }

  /**
   * Starts the process as anybody may, with these variables beside image and updates. The image is
   * not compacted, unless they say so.
   */
  public String start(String image, List<String> updates, Map<String, Object> options) {
    Map<String, Object> variables = new java.util.HashMap<>(options);
    variables.putIfAbsent("compactImage", false);
    variables.put("imageId", image);
    variables.put("updateIds", String.join(",", updates));
    String instance = runtime.startProcessInstanceByKey("service-image", variables).getId();
    goOn();
    return instance;
  }

  Run run(String instance) {
    return runs.ofInstance(instance).orElseThrow();
  }

  /** The step really does its work. */
  public void does(String activity) {
    operations.perform(activity);
    goOn();
  }

  /** The step's task comes to this result without doing anything. */
  void comesTo(String activity, Map<String, Object> result) {
    operations.done(activity, result);
    goOn();
  }

  public void succeeds(String activity) {
    says(activity, OK);
  }

  /** DISM succeeds and prints this. */
  void says(String activity, String output) {
    operations.exit(activity, output);
    goOn();
  }

  /** DISM succeeds, but wants a restart. */
  void succeedsWithRestart(String activity) {
    operations.exit(activity, 3010, OK);
    goOn();
  }

  void failsWith(String activity, String code, String sentence) {
    operations.exit(activity, 1, "\nError: " + code + "\n\n" + sentence + "\n");
    goOn();
  }

  /** The step's task fails. */
  public void breaks(String activity, String message) {
    operations.fail(activity, message);
    goOn();
  }

  void isKilled(String activity) {
    operations.kill(activity);
    goOn();
  }

  /** The only host that takes runs from now on: another node than the one of the test. */
  public void runsGoTo(String host) {
    jdbc.sql("UPDATE node SET state = 'STOPPED'").update();
    jdbc.sql(
            "INSERT INTO node (name, incarnation, beat, state, slots, started_at, seen_at)"
                + " VALUES (?, 'one', 1, 'UP', 2, ?, ?)")
        .params(host, Timestamp.from(Instant.now()), Timestamp.from(Instant.now()))
        .update();
  }

  /** The node gives no sign of life any more, and its lease has ended. */
  public void isLost(String host) {
    jdbc.sql("UPDATE node SET state = 'LOST' WHERE name = ?").param(host).update();
    events.publishEvent(new NodeLost(host, false));
    goOn();
    events.publishEvent(new NodeLost(host, false)); // it is told as long as the node is lost
    goOn();
  }

  /** All runs go to the node of the test again. */
  public void forgetHost(String host) {
    jdbc.sql("DELETE FROM node WHERE name = ?").param(host).update();
    jdbc.sql("UPDATE node SET state = 'UP'").update();
  }

  /** From the queue to the first mounted index. */
  public void mountsTheFirstIndex() {
    does("Task_WaitForHost");
    does("Task_CopyUpdates");
    does("Task_CopyImage");
    succeeds("Task_MountImage");
  }

  /** The metadata have told that the update is applicable; nobody asked DISM. */
  void isApplicable() {
    assertThat(waiting()).contains("Task_ApplyUpdate");
  }

  /** DISM refuses the update, whatever the metadata told. */
  public void isNotApplicable() {
    failsWith(
        "Task_ApplyUpdate", "0x800f081e", "The specified package is not applicable to this image.");
  }

  /** DISM, asked about an update whose metadata do not tell enough, says Yes or No. */
  void isApplicableForDism(String answer) {
    says("Task_CheckApplicability", packageInfo(answer));
  }

  /** The image is found to be worth an export, or not. */
  void isMeasured(boolean exportDue) {
    comesTo("Task_MeasureImage", Map.of("exportDue", exportDue, "bootIndex", 0));
  }

  /** The image is found as planned, and is version 2 from then on. */
  void verifiesAndPublishes() {
    comesTo("Task_VerifyImage", Map.of());
    publishes();
  }

  void publishes() {
    comesTo(
        "Task_PublishImage",
        Map.of(
            "placed", new PlacedVersion(Path.of("install.wim"), "0".repeat(64), 1),
            "contents", new ImageContents(List.of(), List.of(), List.of())));
  }

  public void cleansUp() {
    does("Task_CleanUpStaging");
  }

  /** Discards what is mounted; DISM answers that nothing is left. */
  void discardsAndCleansUp() {
    operations.endCancelled();
    comesTo("Task_DiscardMount", Map.of());
    cleansUp();
  }

  /** What was under way when an instance was deleted ends, and the reaper cleans up after it. */
  public void endsWhatWasDeleted() {
    operations.endCancelled();
    operations.performDetached();
  }

  void cancels(String instance) {
    runtime
        .createMessageCorrelation("CancelServicing")
        .processInstanceBusinessKey(run(instance).runNumber().toString())
        .correlate();
    goOn();
  }

  /** The time the timer waits for has come. */
  public void timerFires(String activity) {
    Job timer = management.createJobQuery().activityId(activity).timers().singleResult();
    management.executeJob(timer.getId());
    goOn();
  }

  /** The step that waits belongs to this node. */
  public void waitsOn(String activity, String node) {
    jdbc.sql("UPDATE operation SET node = ? WHERE activity_id = ? AND state = 'QUEUED'")
        .params(node, activity)
        .update();
  }

  /** The step waits until the end of the maintenance window, which has come. */
  public void waitsUpTo(String activity, Instant windowEnd) {
    jdbc.sql("UPDATE operation SET input = ? WHERE activity_id = ? AND state = 'QUEUED'")
        .params(
            "{\"runNumber\":%s,\"windowEnd\":\"%s\"}"
                .formatted(operations.input(activity).get("runNumber"), windowEnd),
            activity)
        .update();
    does(activity);
  }

  public String nodeOf(String activity) {
    return jdbc.sql("SELECT node FROM operation WHERE activity_id = ? AND state = 'QUEUED'")
        .param(activity)
        .query(String.class)
        .single();
  }

  public List<String> waiting() {
    return operations.waiting().stream().map(OperationView::activityId).toList();
  }

  public OperationsByHand operations() {
    return operations;
  }

  public String endOf(String instance) {
    return history
        .createHistoricProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getEndActivityId();
  }

  public Object variable(String instance, String name) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .variableName(name)
        .singleResult()
        .getValue();
  }

  /** Nothing of the run is left on the servicing drive. */
  void leftNothingBehind(String instance) {
    String staging = run(instance).staging();
    assertThat(staging == null || !Files.exists(Path.of(staging))).isTrue();
  }

  /** Executes all jobs that are due, as the job executor would. */
  public void goOn() {
    for (List<Job> due = due(); !due.isEmpty(); due = due()) {
      due.forEach(job -> management.executeJob(job.getId()));
    }
  }

  private List<Job> due() {
    return management.createJobQuery().messages().withRetriesLeft().active().list();
  }

  private static String packageInfo(String applicable) {
    return """

        Package information:

        Package Identity : Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.5.1.1
        Applicable : %s

        The operation completed successfully.
        """
        .formatted(applicable);
  }
}
