package org.drydock.update;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, piece by piece: the next one is asked for when the last has been taken,
 * and the taker decides how long it waits, which the client's own time-outs do not cover.
 */
final class ArrivingBody implements BodySubscriber<ArrivingBody>, AutoCloseable {

  /** What arrived: bytes, the end, or a failure. */
  private record Piece(List<ByteBuffer> bytes, Throwable failure) {

    boolean isEnd() {
      return bytes == null;
    }
  }

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  /** Nothing has arrived within the patience. */
  static final List<ByteBuffer> NOTHING = List.of();

  /**
   * @return null at the end, {@link #NOTHING} when the patience is over
   * @throws DownloadFailedException when the connection broke
   */
  List<ByteBuffer> next(Duration patience) throws DownloadFailedException, InterruptedException {
    Piece piece = pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (piece == null) {
      return NOTHING;
    }
    if (piece.failure() != null) {
      throw new DownloadFailedException(
          "The connection broke: " + piece.failure().getMessage() + ".", piece.failure());
    }
    if (!piece.isEnd()) {
      subscription.join().request(1);
    }
    return piece.bytes();
  }

  @Override
  public CompletionStage<ArrivingBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription.complete(given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(null, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(null, null));
  }

  @Override
  public void close() {
    subscription.thenAccept(Flow.Subscription::cancel);
  }
}
