package org.drydock.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.util.FileSystemUtils;
import org.wimdism.sample.SampleData;

/** The sample images and updates, made once, and the sample updates in the server's catalogue. */
@TestComponent
public class SampleSite {

  private static Path samples;

  private final Administrator administrator;
  private final Path inbox;
  private final Map<String, String> updates = new HashMap<>();
  private String unchangedImage;

  @Autowired
  SampleSite(Administrator administrator, DrydockProperties properties) {
    this(administrator, properties.data());
  }

  public SampleSite(Administrator administrator, Path data) {
    this.administrator = administrator;
    this.inbox = data.resolve("inbox");
  }

  public static synchronized Path folder() {
    if (samples == null) {
      try {
        Path made = Files.createTempDirectory("drydock-samples");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
        SampleData.write(made);
        samples = made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return samples;
  }

  /** Imports an image of its own for a test that publishes a new version. */
  public String importsOneIndex() {
    return administrator.imports(folder().resolve("images/one-index.wim"), "image");
  }

  /** An image with one index for all tests that never publish a version of it. */
  public synchronized String unchangedImage() {
    if (unchangedImage == null) {
      unchangedImage = importsOneIndex();
    }
    return unchangedImage;
  }

  public String importsThreeIndexes() {
    return administrator.imports(folder().resolve("images/three-indexes.wim"), "image");
  }

  public String importsUpgradePackage() {
    return administrator.imports(folder().resolve("upgrade-package"), "upgrade-package");
  }

  /** The id of a sample update, good or faulty. */
  public synchronized String update(String kb) {
    if (updates.isEmpty()) {
      fillInbox();
      administrator.post("/api/v1/updates/synchronize", Map.of()).ok();
      administrator
          .get("/api/v1/updates?superseded=true&size=500")
          .ok()
          .path("items")
          .forEach(update -> updates.put(update.path("kb").asText(), update.path("id").asText()));
    }
    return updates.get(kb);
  }

  public List<String> updates(String... kbs) {
    return Stream.of(kbs).map(this::update).toList();
  }

  private void fillInbox() {
    for (String kind : new String[] {"updates", "faulty"}) {
      try (Stream<Path> files = Files.list(folder().resolve(kind))) {
        for (Path file : files.toList()) {
          Files.copy(file, inbox.resolve(file.getFileName()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
