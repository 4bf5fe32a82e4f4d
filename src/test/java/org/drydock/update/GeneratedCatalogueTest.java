package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drydock.bench.CatalogueData;
import org.drydock.update.Assessment.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue that the benchmark measures with, in small. */
class GeneratedCatalogueTest extends UpdateRoom {

  private static final int UPDATES = 3000;
  private static final int CABINETS = 3;

  @TempDir Path work;

  @Test
  void itIsReadWithoutErrorsAndSomeOfItBelongsIntoAnImage() throws IOException {
    Path making = Files.createDirectories(work.resolve("making"));
    new CatalogueData(UPDATES, CABINETS).write(inbox("wsusscn2.cab"), making);

    CatalogueReport report = catalog.synchronize().catalogues().get(0);

    assertThat(report.errors()).isEmpty();
    assertThat(report.added()).isEqualTo(UPDATES);
    assertThat(report.cabinetsRead()).isEqualTo(CABINETS);
    assertThat(
            listings.judge(
                new UpdateSearch(null, "x64", false, null, 50), List.of(image()), true, false))
        .isNotEmpty()
        .allMatch(judged -> judged.assessment().state() == State.APPLICABLE);
  }

  private static ImageFacts image() {
    return new ImageFacts(
        "x64",
        "10.0.26100.1742",
        List.of(
            new InstalledFact(
                PackageIdentity.parse(
                    Packages.FOUNDATION + "~" + Packages.TOKEN + "~amd64~~10.0.26100.1"),
                "Installed")));
  }
}
