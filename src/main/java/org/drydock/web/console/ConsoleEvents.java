package org.drydock.web.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationProgress;
import org.drydock.operation.OperationStarted;
import org.drydock.servicing.RunChanged;
import org.drydock.web.audit.AuditInterceptor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the open pages which of their parts are out of date, as server-sent events. One thread
 * looks at the site for all of them: once a second, because other nodes change it too, and sooner
 * when something happens here. Nobody looks while no page is open. The thread also writes the
 * events: an event is so short that it waits for no reader before that reader counts as gone.
 */
@Component
class ConsoleEvents implements SmartLifecycle {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Between two looks when one thing after another happens, such as the progress of DISM. */
  private static final Duration REST = Duration.ofMillis(300);

  /** Without a word in between, nobody would notice that a reader has gone. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** The thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final SiteLook site;
  private final Map<SseEmitter, Revision> readers = new ConcurrentHashMap<>();
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private Thread thread;
  private long lastWord = System.nanoTime();

  ConsoleEvents(SiteLook site) {
    this.site = site;
  }

  /**
   * @param since what the reader's page shows; what has changed since then is told at once
   */
  SseEmitter follow(Revision since) {
    SseEmitter reader = new SseEmitter(0L);
    reader.onCompletion(() -> readers.remove(reader));
    reader.onTimeout(() -> readers.remove(reader));
    reader.onError(error -> readers.remove(reader));
    if (running) {
      readers.put(reader, since);
      wake();
    } else {
      reader.complete();
    }
    return reader;
  }

  /** How many pages are told. */
  int readers() {
    return readers.size();
  }

  @EventListener({OperationStarted.class, OperationEnded.class, OperationProgress.class})
  void onOperation() {
    wake();
  }

  @TransactionalEventListener(fallbackExecution = true)
  public void on(RunChanged changed) {
    wake();
  }

  @EventListener(AuditInterceptor.Changed.class)
  void onChange() {
    wake();
  }

  private void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = new Thread(this::tellUntilStopped, "console-events");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    wake();
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    readers.keySet().forEach(SseEmitter::complete);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void tellUntilStopped() {
    try {
      while (running) {
        if (readers.isEmpty()) {
          bell.acquire();
        } else {
          tell();
          TimeUnit.MILLISECONDS.sleep(REST.toMillis());
          bell.tryAcquire(LOOK.minus(REST).toMillis(), TimeUnit.MILLISECONDS);
        }
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    try {
      Revision now = site.revision();
      readers.forEach((reader, known) -> tell(reader, known, now));
      if (System.nanoTime() - lastWord > SIGN_OF_LIFE.toNanos()) {
        lastWord = System.nanoTime();
        readers.keySet().forEach(reader -> send(reader, SseEmitter.event().comment("")));
      }
    } catch (DataAccessException | TransactionException e) {
      return; // the database is away; it is asked again at the next look
    }
  }

  private void tell(SseEmitter reader, Revision known, Revision now) {
    for (Topic topic : now.changedSince(known)) {
      send(reader, SseEmitter.event().name(topic.event()).id(now.toString()).data(""));
    }
    readers.replace(reader, known, now);
  }

  private void send(SseEmitter reader, SseEmitter.SseEventBuilder event) {
    try {
      reader.send(event);
    } catch (IOException | IllegalStateException e) {
      readers.remove(reader); // it is gone
    }
  }
}
