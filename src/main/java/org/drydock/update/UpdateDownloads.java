package org.drydock.update;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.drydock.operation.TaskContext;
import org.drydock.site.DownloadProperties;
import org.drydock.update.Download.State;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The files that somebody wants in the content library, and how far they are. */
@Service
public class UpdateDownloads {

  /** The key of the process that fetches the files of one request. */
  private static final String PROCESS = "download-updates";

  private static final int LONGEST_ERROR = 4000;
  private static final int LONGEST_NAME = 500;
  private static final int MOST_FILES = 5000;

  /** Between two records of the bytes that have arrived. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final DownloadTable table;
  private final PayloadFetch fetch;
  private final ContentLibrary library;
  private final UpdateCatalog catalog;
  private final Processes processes;
  private final DownloadProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  UpdateDownloads(
      DownloadTable table,
      PayloadFetch fetch,
      ContentLibrary library,
      UpdateCatalog catalog,
      Processes processes,
      DownloadProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.fetch = fetch;
    this.library = library;
    this.catalog = catalog;
    this.processes = processes;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Has files fetched. What is in the library already, or on its way, is not fetched again; what
   * failed is.
   *
   * @param wantedFor what a person knows the files by, such as an update's title; null for nothing
   * @return where each of them stands, in the order they were given
   * @throws InvalidPayloadFileException when one of them cannot be a file; nothing is fetched then
   */
  public List<Download> request(List<PayloadFile> files, String wantedFor) {
    if (files == null || files.isEmpty() || files.size() > MOST_FILES) {
      throw new InvalidPayloadFileException(
          "Name 1 to "
              + MOST_FILES
              + " files, each with fileName, size, sha1, and url where one is"
              + " known.");
    }
    Map<String, PayloadFile> bySha1 = new LinkedHashMap<>();
    for (PayloadFile file : files) {
      PayloadFile checked = PayloadCheck.checked(file);
      bySha1.putIfAbsent(checked.sha1(), checked);
    }
    transaction.executeWithoutResult(status -> fetch(bySha1.values(), shortened(wantedFor)));
    return bySha1.keySet().stream().map(sha1 -> table.findBySha1(sha1).orElseThrow()).toList();
  }

  /**
   * Has files fetched for a process instance that calls the process of the downloads and goes on
   * when it has ended. What is on its way for others is waited for.
   *
   * @param request the instance that calls
   * @throws InvalidPayloadFileException when one of them cannot be a file; nothing is fetched then
   */
  public void requestFor(String request, List<PayloadFile> files, String wantedFor) {
    List<PayloadFile> checked = files.stream().map(PayloadCheck::checked).toList();
    transaction.executeWithoutResult(
        status -> {
          for (PayloadFile file : checked) {
            want(file, shortened(wantedFor)).ifPresent(id -> table.fetchedBy(id, request));
            table
                .findBySha1(file.sha1())
                .filter(known -> isOnItsWay(known) && !request.equals(known.processInstanceId()))
                .filter(known -> table.isAwaited(request, known.id()) == 0)
                .ifPresent(known -> table.awaits(request, known.id()));
          }
        });
  }

  /** How many files an instance has to wait for. */
  public int unfinished(String request) {
    return table.unfinished(request).size() + table.awaited(request);
  }

  /** Why files are not in the content library, a sentence for each that is not; often none. */
  public List<String> whyMissing(List<PayloadFile> files) {
    return files.stream().flatMap(file -> whyMissing(file).stream()).toList();
  }

  private Optional<String> whyMissing(PayloadFile file) {
    Optional<Download> known = table.findBySha1(file.sha1());
    if (known.filter(this::isThere).isPresent() || library.withSha1(file.sha1()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "The file %s is not in the content library. %s"
            .formatted(
                file.fileName(),
                known.map(UpdateDownloads::standing).orElseGet(() -> whyNotAsked(file))));
  }

  private static String whyNotAsked(PayloadFile file) {
    try {
      PayloadCheck.checked(file);
      return "Nobody has asked for it.";
    } catch (InvalidPayloadFileException e) {
      return "It cannot be asked for: " + e.getMessage();
    }
  }

  private static String standing(Download download) {
    return switch (download.state()) {
      case QUEUED, DOWNLOADING -> "It is still on its way.";
      case COMPLETE -> "It was there once. Download it again.";
      case FAILED -> download.error();
    };
  }

  /** Every file that was ever wanted, the latest first. */
  public List<Download> all() {
    return table.findAllByOrderByIdDesc();
  }

  /** Exactly what has to be carried in where the publisher cannot be reached. */
  public List<CarriedFile> toCarryIn() {
    List<Download> downloads = table.findAllByOrderByIdDesc();
    Set<String> wanted =
        downloads.stream()
            .map(Download::contentSha256)
            .filter(sha256 -> sha256 != null)
            .collect(Collectors.toSet());
    Stream<CarriedFile> missing =
        downloads.stream()
            .filter(download -> !isThere(download))
            .map(
                d ->
                    new CarriedFile(
                        d.fileName(), d.sizeBytes(), d.sha1(), d.sha256(), d.url(), d.wantedFor()));
    Stream<CarriedFile> damaged =
        library.recorded().stream()
            .filter(
                file ->
                    file.state() == ContentFile.State.QUARANTINED
                        || file.state() == ContentFile.State.MISSING)
            .filter(file -> !wanted.contains(file.sha256()))
            .map(
                file ->
                    new CarriedFile(
                        file.fileName(), file.sizeBytes(), file.sha1(), file.sha256(), null, null));
    return Stream.concat(missing, damaged).toList();
  }

  /**
   * Fetches what is unfinished of a request, one file after the other.
   *
   * @param request the process instance that the files belong to
   * @param attempt which pass over the files this is, from 1
   */
  public DownloadResult fetchOf(String request, int attempt, TaskContext context)
      throws IOException {
    boolean last = attempt > properties.retryPauses().size();
    int complete = 0;
    int failed = 0;
    int waiting = 0;
    boolean added = false;
    List<Download> unfinished = table.unfinished(request);
    for (int i = 0; i < unfinished.size(); i++) {
      context.checkCancelled();
      Download download = unfinished.get(i);
      if (!table.begins(download.id(), now())) {
        continue; // it was dropped into the inbox meanwhile
      }
      Control control = new Control(download, i, unfinished.size(), context);
      try {
        UpdateIntake.Taken taken = fetch.fetch(download.file(), control);
        table.completes(download.id(), taken.update().binary().sha256(), now());
        complete++;
        added |= taken.added();
      } catch (UnreadableUpdateException e) {
        table.fails(
            download.id(),
            shortened("It arrived whole, but was not taken: " + e.getMessage(), LONGEST_ERROR),
            now());
        failed++;
      } catch (IOException e) {
        boolean over = last || e instanceof DownloadFailedException known && !known.mayPass();
        String error = shortened(reason(e), LONGEST_ERROR);
        if (over) {
          table.fails(download.id(), error, now());
          failed++;
        } else {
          table.waits(download.id(), error);
          waiting++;
        }
      }
    }
    if (added) {
      catalog.filesArrived();
    }
    if (!last) {
      waiting += table.awaited(request);
    }
    return new DownloadResult(complete, failed, waiting);
  }

  /** The pause after so many passes. */
  public Duration pauseAfter(int attempt) {
    List<Duration> pauses = properties.retryPauses();
    return attempt <= pauses.size() ? pauses.get(attempt - 1) : Duration.ZERO;
  }

  /** Gives up what is unfinished of a request. What others fetch goes on. */
  public void giveUp(String request, String reason) {
    table.allFail(request, shortened(reason, LONGEST_ERROR), now());
    table.awaitsNoMore(request);
  }

  /** In the transaction that deletes the instance. */
  @EventListener
  void on(InstanceDeleted deleted) {
    giveUp(
        deleted.processInstanceId(),
        "The process instance that fetched it was deleted. Ask for the file again.");
  }

  /** Those whose instance went without our notice. */
  @EventListener(ApplicationReadyEvent.class)
  void giveUpForgotten() {
    table.unfinished().stream()
        .map(Download::processInstanceId)
        .filter(instance -> instance != null && !processes.active(instance))
        .distinct()
        .forEach(instance -> giveUp(instance, "What fetched it is gone. Ask for the file again."));
  }

  private void fetch(Iterable<PayloadFile> files, String wantedFor) {
    List<Long> toFetch = new ArrayList<>();
    for (PayloadFile file : files) {
      want(file, wantedFor).ifPresent(toFetch::add);
    }
    if (!toFetch.isEmpty()) {
      String instance = processes.start(PROCESS, Map.of());
      toFetch.forEach(id -> table.fetchedBy(id, instance));
    }
  }

  /** Records that a file is wanted. Its id, where it has to be fetched. */
  private Optional<Long> want(PayloadFile file, String wantedFor) {
    Optional<Download> known = table.findBySha1(file.sha1());
    if (known.filter(download -> isThere(download) || isOnItsWay(download)).isPresent()) {
      return Optional.empty();
    }
    String url = file.url() == null ? null : file.url().toString();
    long id;
    if (known.isPresent()) {
      id = known.get().id();
      table.wantedAgain(
          id,
          file.sha256(),
          url == null ? known.get().url() : url,
          wantedFor == null ? known.get().wantedFor() : wantedFor,
          now());
    } else {
      id = table.save(queued(file, url, wantedFor)).id();
    }
    Optional<String> there = library.withSha1(file.sha1());
    there.ifPresent(sha256 -> table.completes(id, sha256, now()));
    return there.isPresent() ? Optional.empty() : Optional.of(id);
  }

  private Download queued(PayloadFile file, String url, String wantedFor) {
    return new Download(
        null,
        file.sha1(),
        file.sha256(),
        file.fileName(),
        file.size(),
        url,
        wantedFor,
        State.QUEUED,
        0,
        0,
        null,
        null,
        null,
        now(),
        null,
        null);
  }

  private boolean isThere(Download download) {
    return download.state() == State.COMPLETE && library.contains(download.contentSha256());
  }

  private boolean isOnItsWay(Download download) {
    return (download.state() == State.QUEUED || download.state() == State.DOWNLOADING)
        && download.processInstanceId() != null
        && processes.active(download.processInstanceId());
  }

  private static String reason(IOException e) {
    return e instanceof DownloadFailedException
            || e.getMessage() != null && e.getMessage().contains(" ")
        ? e.getMessage()
        : "Fetching it failed: " + e + ".";
  }

  private static String shortened(String name) {
    return name == null || name.isBlank() ? null : shortened(name.strip(), LONGEST_NAME);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** To the precision that every supported database keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Records how far a file is, and how far the whole request. */
  private final class Control implements FetchControl {

    private final Download download;
    private final int place;
    private final int files;
    private final TaskContext context;
    private long recorded = System.nanoTime();

    Control(Download download, int place, int files, TaskContext context) {
      this.download = download;
      this.place = place;
      this.files = files;
      this.context = context;
    }

    @Override
    public void checkCancelled() {
      context.checkCancelled();
    }

    @Override
    public void confirmOwnership() {
      context.confirmOwnership();
    }

    @Override
    public void arrived(long bytes) {
      long now = System.nanoTime();
      if (now - recorded >= PAUSE) {
        recorded = now;
        table.arrived(download.id(), bytes);
        context.progress(100.0 * (place + (double) bytes / download.sizeBytes()) / files);
      }
    }
  }
}
