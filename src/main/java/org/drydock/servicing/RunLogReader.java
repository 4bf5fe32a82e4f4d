package org.drydock.servicing;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drydock.servicing.RunLogTable.Line;
import org.springframework.stereotype.Component;

/**
 * Reads windows of a run's log, searches it, and finds the part that belongs to one visit of a
 * step. Whatever the size of the log, a call holds a bounded part of it, read through the index.
 */
@Component
public class RunLogReader {

  /** How much of the log one window holds, unless a single line is longer. */
  public static final int WINDOW_BYTES = 1 << 16;

  /** How much of the log one call of a search looks at: a moment's work for the database. */
  private static final long SEARCHED_BYTES = 1 << 23;

  private static final int MOST_HITS = 1000;

  /** A step may tell its end a moment after the engine has left it. */
  private static final long LEEWAY_MILLIS = 1000;

  private final RunLogTable table;

  RunLogReader(RunLogTable table) {
    this.table = table;
  }

  /**
   * A part of the log.
   *
   * @param start where its first line begins, in bytes
   * @param end the offset behind its last line
   * @param size of the whole log
   */
  public record Window(List<LoggedLine> lines, long start, long end, long size) {}

  /**
   * @param offset where the line begins in the log, in bytes
   * @param activityId the step it comes from; null where none is known
   */
  public record LoggedLine(long offset, String activityId, String text) {}

  /** A part of the log by its offsets; the end is not in it. */
  public record Span(long from, long until) {

    public static final Span ALL = new Span(0, Long.MAX_VALUE);
  }

  /**
   * @param offsets of the lines that hold the text, in order
   * @param end how far was looked
   * @param more whether to look on from there
   */
  public record Hits(List<Long> offsets, long end, boolean more) {}

  public long size(long run) {
    return table.size(run);
  }

  /**
   * The lines from an offset on.
   *
   * @param offset of a line, or inside of one, which then comes first
   * @param activityId of the step whose lines alone are wanted; null for all
   */
  public Window forward(long run, long offset, Span span, String activityId) {
    long size = table.size(run);
    long until = Math.min(span.until(), size);
    long start = lineAt(run, Math.min(Math.max(offset, span.from()), until));
    if (activityId != null) {
      start = table.first(run, start, until, activityId).orElse(until);
    }
    if (start >= until) {
      return new Window(List.of(), until, until, size);
    }
    long end = Math.min(start + WINDOW_BYTES, until);
    List<Line> lines = table.lines(run, start, end, activityId);
    return lines.isEmpty()
        ? new Window(List.of(), until, until, size)
        : window(lines, lines.get(0).offset(), Math.max(end, endOf(lines)), size);
  }

  /**
   * The lines before an offset.
   *
   * @param activityId of the step whose lines alone are wanted; null for all
   */
  public Window backward(long run, long offset, Span span, String activityId) {
    long size = table.size(run);
    long end = Math.min(offset, Math.min(span.until(), size));
    long behind =
        activityId == null
            ? end
            : table.last(run, span.from(), end, activityId).map(last -> last + 1).orElse(0L);
    if (behind <= span.from()) {
      return new Window(List.of(), span.from(), span.from(), size);
    }
    long from = Math.max(lineAt(run, Math.max(behind - WINDOW_BYTES, 0)), span.from());
    return window(table.lines(run, from, behind, activityId), from, end, size);
  }

  /**
   * Looks for a text, whatever the case of its letters, in a bounded part of the log.
   *
   * @param activityId of the step whose lines alone are looked at; null for all
   */
  public Hits search(long run, String text, long from, Span span, String activityId) {
    long until = Math.min(span.until(), table.size(run));
    long start = Math.max(from, span.from());
    long end = Math.min(start + SEARCHED_BYTES, until);
    if (text.isEmpty() || start >= until) {
      return new Hits(List.of(), until, false);
    }
    List<Long> offsets = table.holding(run, start, end, activityId, text, MOST_HITS);
    if (offsets.size() == MOST_HITS) {
      end = offsets.get(MOST_HITS - 1) + 1;
    }
    return new Hits(offsets, end, end < until);
  }

  /** Where the lines of this visit are; other steps may have written there, too. */
  public Span span(RunVisit visit, long run) {
    long from = firstSince(run, visit.startedAt());
    return new Span(
        from,
        visit.endedAt() == null
            ? Long.MAX_VALUE
            : Math.max(from, firstSince(run, visit.endedAt().plusMillis(LEEWAY_MILLIS))));
  }

  /**
   * Where the first line is that was written at that moment or later. Lines stand in the order of
   * their times but for moments, so that halving finds it.
   */
  private long firstSince(long run, Instant moment) {
    long low = 0;
    long high = table.size(run);
    while (low < high) {
      long middle = (low + high) >>> 1;
      Optional<Line> line = table.from(run, middle);
      if (line.isEmpty() || line.get().offset() >= high) {
        high = middle;
      } else if (time(line.get()).isBefore(moment)) {
        low = line.get().end();
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Instant time(Line line) {
    int end = line.text().indexOf(' ');
    try {
      return Instant.parse(line.text().substring(0, Math.max(end, 0)));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH; // the second line of a text with line ends
    }
  }

  /** Where the line begins that this offset is in. */
  private long lineAt(long run, long offset) {
    return table
        .before(run, offset + 1)
        .filter(row -> row.end() > offset)
        .map(RunLogTable.Row::offset)
        .orElse(offset);
  }

  private static long endOf(List<Line> lines) {
    return lines.get(lines.size() - 1).end();
  }

  private static Window window(List<Line> lines, long start, long end, long size) {
    List<LoggedLine> logged = new ArrayList<>(lines.size());
    lines.forEach(
        line -> logged.add(new LoggedLine(line.offset(), line.activityId(), line.text())));
    return new Window(logged, start, end, size);
  }
}
