package org.drydock.it.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The disk with everything on it, the database too, fills up in the middle of a run. */
class FullDataFolderIT {

  private static final long SIZE = 256 << 20;

  @Test
  void explore() throws Exception {
    assumeTrue(SmallDisk.possible(), "mounting is not allowed here");
    try (Site site = Site.onSmallDisk(SIZE)) {
      Scene scene = Step.APPLY_UPDATE.stage(site);
      site.disk().fill();
      scene.hold().release();
      long t = System.nanoTime();
      boolean cleared = false;
      for (int i = 0; i < 120; i++) {
        for (int k = 0; k < 100; k++) {
          Thread.sleep(10);
          if (i < 40) site.disk().fill();
        }
        String now;
        try {
          JsonNode run = site.administrator().run(scene.run());
          now =
              run.path("status")
                  + " "
                  + run.path("steps").findValuesAsText("name")
                  + " "
                  + run.path("failure")
                  + " incident "
                  + run.path("incident");
          if (run.hasNonNull("endedAt")) {
            System.out.println("ended " + run);
            break;
          }
        } catch (RuntimeException | Error e) {
          now = e.toString().replaceAll("\\s+", " ");
        }
        System.out.println(
            (System.nanoTime() - t) / 1_000_000_000
                + " s: "
                + now.substring(0, Math.min(400, now.length())));
        if (i == 40) {
          System.out.println("clear");
          site.disk().clear();
        }
      }
      System.out.println(
          Files.readString(site.serverLog())
              .lines()
              .filter(l -> l.contains("WARN") || l.contains("ERROR") || l.contains("Exception"))
              .map(l -> l.substring(0, Math.min(300, l.length())))
              .distinct()
              .limit(150)
              .reduce("", (a, b) -> a + "\n" + b));
      try (var files = Files.walk(site.data().resolve("logs/runs"))) {
        System.out.println(files.toList());
      }
      System.out.println(Files.readString(site.data().resolve("logs/runs/1.log")));
      site.state().nothingIsLeft();
    }
  }
}
