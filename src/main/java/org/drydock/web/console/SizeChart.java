package org.drydock.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.drydock.image.ImageVersion;
import org.drydock.web.console.ImagePage.Chart;
import org.drydock.web.console.ImagePage.Dot;
import org.drydock.web.console.ImagePage.Grid;
import org.drydock.web.console.ImagePage.VersionRow;

/** How the size of an image went from version to version, as a line. */
final class SizeChart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 200;
  private static final int LEFT = 74;
  private static final int RIGHT = 50;
  private static final int TOP = 18;
  private static final int BOTTOM = 46;
  private static final int GRIDS = 3;

  /** More would not be legible. */
  private static final int MOST = 12;

  private SizeChart() {}

  /**
   * @param rows the same versions, the oldest first
   * @return null where there is nothing to compare
   */
  static Chart of(List<ImageVersion> all, List<VersionRow> rows) {
    if (all.size() < 2) {
      return null;
    }
    int from = Math.max(0, all.size() - MOST);
    List<ImageVersion> versions = all.subList(from, all.size());
    long most = versions.stream().mapToLong(ImageVersion::size).max().orElseThrow();
    long least = versions.stream().mapToLong(ImageVersion::size).min().orElseThrow();
    long margin = Math.max((most - least) / 4, most / 20 + 1);
    long low = Math.max(0, least - margin);
    long high = most + margin;
    List<Dot> dots = new ArrayList<>();
    for (int place = 0; place < versions.size(); place++) {
      VersionRow row = rows.get(from + place);
      dots.add(
          new Dot(
              LEFT + place * (WIDTH - LEFT - RIGHT) / (versions.size() - 1),
              y(versions.get(place).size(), low, high),
              row.current(),
              "v" + row.version(),
              row.build(),
              "Version " + row.version() + ": " + row.size() + ", build " + row.build()));
    }
    List<Grid> grid = new ArrayList<>();
    for (int line = 0; line < GRIDS; line++) {
      long value = low + (high - low) * line / (GRIDS - 1);
      grid.add(new Grid(y(value, low, high), Wording.size(value)));
    }
    return new Chart(
        WIDTH,
        HEIGHT,
        dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" ")),
        dots,
        grid,
        dots.stream().map(Dot::title).collect(Collectors.joining("; ")));
  }

  private static int y(long size, long low, long high) {
    return (int) (HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (size - low) / (double) (high - low));
  }
}
