package org.drydock.servicing;

import java.util.List;
import org.drydock.image.CompanionImage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a run did not service although it comes with the image. */
@Component
public class UnservicedImages {

  private final JdbcClient jdbc;

  UnservicedImages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Records what was found; found again, it replaces what was recorded. */
  public void record(long run, List<CompanionImage> images) {
    jdbc.sql("DELETE FROM unserviced_image WHERE run_number = ?").param(run).update();
    for (int place = 0; place < images.size(); place++) {
      jdbc.sql(
              "INSERT INTO unserviced_image (run_number, place, name, version)"
                  + " VALUES (?, ?, ?, ?)")
          .param(run)
          .param(place)
          .param(images.get(place).name())
          .param(images.get(place).version())
          .update();
    }
  }

  /** In the order in which they were found; empty before the verification and where none is. */
  public List<CompanionImage> ofRun(long run) {
    return jdbc.sql(
            "SELECT name, version FROM unserviced_image WHERE run_number = ? ORDER BY place")
        .param(run)
        .query((row, n) -> new CompanionImage(row.getString("name"), row.getString("version")))
        .list();
  }
}
