package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.drydock.operation.DetachedTask;
import org.drydock.operation.Operations;
import org.drydock.operation.TaskContext;
import org.drydock.update.ContentScrub.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the whole content library and puts aside what is damaged. */
@Component(ScrubContent.NAME)
public class ScrubContent implements DetachedTask {

  static final String NAME = "scrubContent";

  private static final String SCRUB = "scrub";

  /** Between two records of how far it is. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final ScrubTable table;
  private final ContentLibrary library;
  private final Operations operations;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ScrubContent(
      ScrubTable table,
      ContentLibrary library,
      Operations operations,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.library = library;
    this.operations = operations;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Has it begin, in the background.
   *
   * @throws ScrubRunningException while one is under way
   */
  public ScrubReport begin() {
    table
        .findFirstByOrderByIdDesc()
        .filter(this::isUnderWay)
        .ifPresent(
            running -> {
              throw new ScrubRunningException(running.id());
            });
    return transaction.execute(
        status -> {
          ContentScrub scrub =
              table.save(new ContentScrub(null, null, State.RUNNING, 0, 0, 0, 0, "", now(), null));
          table.doneBy(scrub.id(), operations.start(NAME, null, null, Map.of(SCRUB, scrub.id())));
          return scrub.report();
        });
  }

  /**
   * The latest.
   *
   * @throws NoScrubException when there was none
   */
  public ScrubReport latest() {
    return table.findFirstByOrderByIdDesc().orElseThrow(NoScrubException::new).report();
  }

  private boolean isUnderWay(ContentScrub scrub) {
    return scrub.state() == State.RUNNING
        && scrub.operationId() != null
        && operations.open(scrub.operationId());
  }

  /** The library is where every node sees it. */
  @Override
  public boolean isBoundToHost(Map<String, Object> input) {
    return false;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws IOException {
    TreeSet<String> files = new TreeSet<>(library.stored());
    Progress progress = new Progress(number(input), context);
    for (ContentFile recorded : library.recorded()) {
      progress.names(recorded);
      if (recorded.state() == ContentFile.State.AVAILABLE) {
        files.add(recorded.sha256());
      }
    }
    for (String sha256 : files) {
      progress.expects(sizeOf(sha256));
    }
    for (String sha256 : files) {
      context.checkCancelled();
      long size = sizeOf(sha256);
      try {
        library
            .check(sha256, context::cancelled)
            .ifPresent(damage -> progress.finds(sha256, damage));
      } catch (IOException e) { // what cannot be read must not hide the rest
        progress.finds(sha256, "It cannot be read: " + e + ".");
      }
      progress.checked(size);
    }
    for (String stray : library.strays()) {
      progress.stray(stray);
    }
    progress.record();
    return Map.of();
  }

  @Override
  public void completed(Map<String, Object> input, Map<String, Object> result) {
    table.ends(number(input), State.COMPLETE, now());
  }

  @Override
  public void failed(Map<String, Object> input, String message) {
    table.finds(number(input), "It could not go on: " + message);
    table.ends(number(input), State.FAILED, now());
  }

  private long sizeOf(String sha256) throws IOException {
    Path file = library.file(sha256);
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private static long number(Map<String, Object> input) {
    return ((Number) input.get(SCRUB)).longValue();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** How far it is, and what was found. */
  private final class Progress {

    private final long scrub;
    private final TaskContext context;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private int files;
    private int filesChecked;
    private long bytes;
    private long bytesChecked;
    private long recorded;

    Progress(long scrub, TaskContext context) {
      this.scrub = scrub;
      this.context = context;
      this.recorded = System.nanoTime();
    }

    void names(ContentFile file) {
      names.put(file.sha256(), file.fileName());
    }

    void expects(long size) {
      files++;
      bytes += size;
    }

    void finds(String sha256, String what) {
      findings.add(names.getOrDefault(sha256, sha256) + ": " + what);
    }

    void stray(String name) {
      findings.add(
          name
              + " in the folder of the content library is no file of it. Nothing reads it; move it"
              + " away.");
    }

    void checked(long size) {
      filesChecked++;
      bytesChecked += size;
      long now = System.nanoTime();
      if (now - recorded >= PAUSE) {
        recorded = now;
        record();
      }
      context.progress(bytes == 0 ? 100 : 100.0 * bytesChecked / bytes);
    }

    void record() {
      table.goesOn(scrub, files, filesChecked, bytes, bytesChecked, String.join("\n", findings));
    }
  }
}
