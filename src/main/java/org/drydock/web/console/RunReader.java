package org.drydock.web.console;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.drydock.servicing.RunLogReader.Window;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one open page what its run's feed has seen. It has a thread of its own, so that a page that
 * does not read keeps no other one waiting.
 */
final class RunReader {

  /** Without a word in between, nobody would notice that a reader has gone. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** A page that is further behind asks for the part it shows instead. */
  private static final long MOST_BEHIND_BYTES = 1 << 20;

  private final SseEmitter page;
  private final RunFeed feed;
  private final Semaphore bell = new Semaphore(0);
  private long offset;
  private RunNews told;
  private volatile boolean left;

  /**
   * @param offset up to where the page has the log, in bytes
   */
  RunReader(SseEmitter page, RunFeed feed, long offset) {
    this.page = page;
    this.feed = feed;
    this.offset = offset;
  }

  void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** The page is gone, or the server stops. */
  void leave() {
    left = true;
    wake();
  }

  /** Returns when all was told, or when there is nobody to tell. */
  void tell() {
    try {
      while (!left) {
        boolean over = feed.isOver(); // before what was seen, which is complete then
        if (told(feed.look()) && over && !left) { // a feed is over for nobody when the server stops
          page.send(SseEmitter.event().name("over").data("true"));
          break;
        }
        if (!bell.tryAcquire(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
          page.send(SseEmitter.event().comment(""));
        }
        bell.drainPermits();
      }
    } catch (IOException | IllegalStateException e) {
      left = true; // the page is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      feed.leave(this);
      page.complete(); // whatever happened here, a page whose stream has ended connects again
    }
  }

  /**
   * @return whether nothing is left to be told
   */
  private boolean told(RunFeed.Look look) throws IOException {
    if (look == null) {
      return true;
    }
    RunNews news = look.news();
    if (told == null || !news.progress().equals(told.progress())) {
      page.send(SseEmitter.event().name("progress").data(news.progress()));
    }
    if (told == null || !news.course().equals(told.course())) {
      page.send(SseEmitter.event().name("course").data(news.course()));
    }
    try {
      tellLog(look.logSize());
    } catch (DataAccessException | TransactionException e) {
      return false; // the database is away; it is read again at the next look
    }
    if (told == null || !news.revision().equals(told.revision())) {
      page.send(SseEmitter.event().name("revision").data(news.revision()));
    }
    told = news;
    return true;
  }

  private void tellLog(long size) throws IOException {
    if (size - offset > MOST_BEHIND_BYTES) {
      offset = size;
      page.send(SseEmitter.event().name("grown").id(Long.toString(size)).data(new Grown(size)));
    }
    while (offset < size && !left) {
      Window lines = feed.linesFrom(offset);
      if (lines.lines().isEmpty()) {
        return;
      }
      offset = lines.end();
      page.send(SseEmitter.event().name("log").id(Long.toString(offset)).data(LogPart.of(lines)));
    }
  }

  /** The log is much longer than what the page has. */
  record Grown(long size) {}
}
