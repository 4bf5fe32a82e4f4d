package org.drydock.servicing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.dism.DismException;
import org.drydock.engine.Processes;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.servicing.RunLogReader.LoggedLine;
import org.drydock.servicing.RunLogReader.Span;
import org.drydock.servicing.RunStages.Earlier;
import org.springframework.stereotype.Service;

/** Gathers what there is to tell of a run. */
@Service
public class RunReports {

  /** Behind the time, DISM says what it begins: {@code Processing 2 of 4 - Adding package X}. */
  private static final Pattern PROCESSING =
      Pattern.compile("\\S+  Processing (\\d+) of (\\d+) - (\\p{Alpha}+) package .*");

  private final Runs runs;
  private final RunCourses courses;
  private final UpdateResults results;
  private final DistributionResults distributions;
  private final UnservicedImages unserviced;
  private final RunLogReader log;
  private final ImageLibrary images;
  private final Processes processes;
  private final Clock clock;
  private final Map<Long, Earlier> over = Collections.synchronizedMap(new LastUsed());

  RunReports(
      Runs runs,
      RunCourses courses,
      UpdateResults results,
      DistributionResults distributions,
      UnservicedImages unserviced,
      RunLogReader log,
      ImageLibrary images,
      Processes processes,
      Clock clock) {
    this.runs = runs;
    this.courses = courses;
    this.results = results;
    this.distributions = distributions;
    this.unserviced = unserviced;
    this.log = log;
    this.images = images;
    this.processes = processes;
    this.clock = clock;
  }

  /**
   * @throws RunNotFoundException when there is none with this number
   */
  public RunReport of(long number) {
    Run run = runs.require(number);
    ServicingPlan plan = runs.plan(number);
    RunCourse course = courses.of(run);
    List<UpdateResult> known = results.ofRun(number);
    List<DistributionResult> distributed = distributions.ofRun(number);
    Optional<Earlier> earlier = run.status().isFinal() ? Optional.empty() : earlier(run);
    RunStages stages = new RunStages(run, plan, course, known, distributed, earlier);
    Instant now = clock.instant();
    OsImage image = images.require(run.imageId());
    Optional<RunVisit> current = run.status().isFinal() ? Optional.empty() : course.current();
    return new RunReport(
        run,
        now,
        image,
        indexes(run),
        plan,
        course.processes().get(0).model(),
        course,
        stages.all(),
        stages.currentIndex(),
        current.map(visit -> doing(number, visit)),
        current.map(RunVisit::progress),
        stages.left(now),
        earlier.map(Earlier::run).map(Run::runNumber),
        ResultMatrix.of(run, plan, known, course),
        contents(run.imageId(), run.baseVersion()),
        Optional.ofNullable(run.newVersion()).flatMap(version -> contents(run.imageId(), version)),
        distributed,
        unserviced.ofRun(number),
        DismException.explain(run.failureCode()),
        run.status().isFinal() ? Optional.empty() : incident(run, course),
        runs.before(run),
        runs.after(run));
  }

  /** Why a run, or a distribution that it waits for, does not go on by itself. */
  private Optional<String> incident(Run run, RunCourse course) {
    List<RunCourse.Instance> innermostFirst = new ArrayList<>(course.processes());
    Collections.reverse(innermostFirst); // the outer ones only know that there is one
    return innermostFirst.stream()
        .map(RunCourse.Instance::id)
        .map(processes::incident)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Earlier> earlier(Run run) {
    return runs.lastPublished(run)
        .map(
            last ->
                last.status().isFinal()
                    ? over.computeIfAbsent(last.runNumber(), number -> earlierIs(last))
                    : earlierIs(last));
  }

  private Earlier earlierIs(Run last) {
    return new Earlier(last, runs.plan(last.runNumber()), courses.of(last));
  }

  /** The way of a run that is over does not change, and is long. */
  private static final class LastUsed extends LinkedHashMap<Long, Earlier> {

    private static final int MOST = 8;

    private LastUsed() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Earlier> eldest) {
      return size() > MOST;
    }
  }

  private List<ImageIndex> indexes(Run run) {
    return images.indexes(run.imageId(), run.baseVersion());
  }

  private Optional<RunReport.Contents> contents(String image, int version) {
    return images.versions(image).stream()
        .filter(known -> known.version() == version)
        .map(known -> new RunReport.Contents(known, images.indexes(image, version)))
        .findFirst();
  }

  /** From the last line in which the step said what it began; else the step's name. */
  private String doing(long run, RunVisit visit) {
    List<LoggedLine> lines = log.backward(run, Long.MAX_VALUE, Span.ALL, null).lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      Matcher processing = PROCESSING.matcher(lines.get(i).text().strip());
      boolean own = Objects.equals(lines.get(i).activityId(), visit.elementId());
      if (own && processing.matches()) {
        String verb = processing.group(3).toLowerCase(Locale.ROOT);
        return verb + " package " + processing.group(1) + " of " + processing.group(2);
      }
      if (!own && lines.get(i).activityId() != null) {
        break; // what comes before belongs to earlier steps
      }
    }
    return visit.name();
  }
}
