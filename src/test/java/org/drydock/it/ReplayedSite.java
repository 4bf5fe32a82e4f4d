package org.drydock.it;

import java.nio.file.Path;
import org.drydock.dism.ReplayDism;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the server an empty data folder, and transcripts to be played instead of DISM.exe. */
public class ReplayedSite extends FreshSite {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    super.initialize(context);
    Path data = Path.of(context.getEnvironment().getRequiredProperty("drydock.data"));
    TestPropertyValues.of(
            "drydock.dism.command=" + String.join(",", ReplayDism.in(transcripts(data)).command()),
            "drydock.dism.retry-pauses=PT0.01S,PT0.02S")
        .applyTo(context);
  }

  /** Where the transcripts lie that are played. */
  static Path transcripts(Path data) {
    return data.resolve("replay");
  }
}
