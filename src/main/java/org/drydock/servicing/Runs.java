package org.drydock.servicing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of all runs: where each stands, and what it planned. */
@Component
public class Runs {

  private static final int LONGEST_MESSAGE = 4000;

  private final RunTable table;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Runs(
      RunTable table,
      JdbcClient jdbc,
      ObjectMapper json,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.jdbc = jdbc;
    this.json = json;
    this.events = events;
    this.clock = clock;
  }

  /** Records a new run, Queued, with its plan. */
  public Run create(ServicingRequest request, ServicingPlan plan, String processInstanceId) {
    Run run =
        table.save(
            new Run(
                null,
                processInstanceId,
                request.imageId(),
                request.base().label(),
                plan.baseVersion(),
                RunStatus.QUEUED,
                request.cause(),
                request.scheduleId(),
                request.continueOnError(),
                request.updateDistributionPoints(),
                request.removeSupersededUpdates(),
                null,
                null,
                "waits for a servicing host",
                now(),
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null));
    jdbc.sql("INSERT INTO servicing_plan (run_number, plan) VALUES (?, ?)")
        .params(run.runNumber(), write(plan))
        .update();
    changed(run.runNumber());
    return run;
  }

  public Optional<Run> find(long number) {
    return table.findById(number);
  }

  /**
   * @throws RunNotFoundException when there is none
   */
  public Run require(long number) {
    return find(number).orElseThrow(() -> new RunNotFoundException(number));
  }

  public Optional<Run> ofInstance(String processInstanceId) {
    return table.findByProcessInstanceId(processInstanceId);
  }

  /** The runs that have not ended. */
  public List<Run> active() {
    return table.findByStatusIn(
        List.of(RunStatus.QUEUED, RunStatus.IN_PROCESS, RunStatus.CANCELLING));
  }

  /** The last twenty that have ended, the latest first. */
  public List<Run> lastEnded() {
    return table.findTop20ByEndedAtIsNotNullOrderByRunNumberDesc();
  }

  /** The latest first. */
  public List<Run> ofSchedule(long scheduleId) {
    return table.findByScheduleIdOrderByRunNumberDesc(scheduleId);
  }

  /** The runs, ended or not, that have a staging area on this host. */
  List<Run> stagedOn(String host) {
    return table.findByHostAndStagingIsNotNull(host);
  }

  public Optional<Run> latestOf(String imageId) {
    return table.findFirstByImageIdOrderByRunNumberDesc(imageId);
  }

  /**
   * The latest first.
   *
   * @param imageId null for all images
   * @param status null for all
   */
  public List<Run> list(String imageId, RunStatus status) {
    return table.list(imageId, status == null ? null : status.name());
  }

  /** What to list, the latest first. */
  public List<Run> search(RunSearch search) {
    return table.search(
        search.imageId() == null ? "" : search.imageId(),
        search.status() == null ? "" : search.status().name(),
        search.from(),
        search.until(),
        search.before(),
        search.most());
  }

  /** The run of the same image before this one. */
  public Optional<Long> before(Run run) {
    return Optional.ofNullable(table.before(run.imageId(), run.runNumber()));
  }

  /** The run of the same image after this one. */
  public Optional<Long> after(Run run) {
    return Optional.ofNullable(table.after(run.imageId(), run.runNumber()));
  }

  /** The last run of the same image before this one that published a version. */
  Optional<Run> lastPublished(Run run) {
    return table.lastPublished(run.imageId(), run.runNumber());
  }

  /**
   * @throws RunNotFoundException when there is none
   */
  public ServicingPlan plan(long number) {
    return findPlan(number).orElseThrow(() -> new RunNotFoundException(number));
  }

  /** Empty where the run was removed meanwhile. */
  Optional<ServicingPlan> findPlan(long number) {
    return jdbc.sql("SELECT plan FROM servicing_plan WHERE run_number = ?")
        .param(number)
        .query(String.class)
        .optional()
        .map(this::read);
  }

  void waits(long number, String reason) {
    if (!reason.equals(require(number).queueReason())) {
      table.waits(number, reason);
      changed(number);
    }
  }

  /**
   * @return false when the run is no longer queued
   */
  boolean takesHost(long number, String host) {
    boolean taken = table.takesHost(number, host, now());
    changed(number);
    return taken;
  }

  /** The run's folder on the servicing drive of its host; the first one named stays. */
  public Run stages(long number, Path staging) {
    table.stages(number, staging.toString());
    return require(number);
  }

  /** The run's staging area is gone. */
  void unstages(long number) {
    table.unstages(number);
  }

  /**
   * The version number that the run publishes under; no other run gets it, whatever becomes of this
   * one.
   *
   * @param published the highest version of the image so far
   */
  public int reserveVersion(long number, int published) {
    Run run = require(number);
    if (run.reservedVersion() != null) {
      return run.reservedVersion();
    }
    Integer reserved = table.highestReservation(run.imageId());
    int version = Math.max(published, reserved == null ? 0 : reserved) + 1;
    table.reserves(number, version);
    return version;
  }

  void lockQueue() {
    table.lockQueue();
  }

  /**
   * A cancel has been accepted; the clean-up follows.
   *
   * @return false when the run has ended meanwhile
   */
  public boolean cancels(long number) {
    boolean cancelled = table.cancels(number);
    changed(number);
    return cancelled;
  }

  /** A cancel came too late for the image: it stops the distribution only. */
  void stopsDistribution(long number) {
    table.cancelRequested(number);
    changed(number);
  }

  /** Keeps the first failure: what follows it are its consequences. */
  public void fails(long number, Failure failure) {
    if (require(number).hasFailed()) {
      return;
    }
    DismWords words = failure.dism() == null ? new DismWords(null, null, null) : failure.dism();
    table.fails(
        number,
        failure.step(),
        failure.index(),
        failure.updateId(),
        failure.code(),
        shorten(failure.message()),
        words.sentence(),
        words.failingPackage(),
        words.log());
    changed(number);
  }

  public void publishes(long number, int version) {
    table.publishes(number, version);
    changed(number);
  }

  public void ends(long number, RunStatus status) {
    table.ends(number, status, now());
    changed(number);
  }

  /**
   * Says whether a run stays whatever the rules of retention say.
   *
   * @throws RunNotFoundException when there is none
   */
  public void keep(long number, boolean keep) {
    if (!table.keep(number, keep)) {
      throw new RunNotFoundException(number);
    }
  }

  private void changed(long number) {
    events.publishEvent(new RunChanged(number));
  }

  /** To the precision that every supported database keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static String shorten(String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  private String write(ServicingPlan plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The plan of a run could not be written as JSON.", e);
    }
  }

  private ServicingPlan read(String plan) {
    try {
      return json.readValue(plan, ServicingPlan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored plan of a run could not be read.", e);
    }
  }
}
