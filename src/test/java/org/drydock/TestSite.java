package org.drydock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.FileSystemUtils;

/** Gives a test's server a data folder and a database of its own, gone when the server closes. */
public class TestSite implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final String ADMIN_PASSWORD = "correct horse battery staple";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      Path data = Files.createTempDirectory("drydock-test");
      TestPropertyValues.of(
              "drydock.data=" + data,
              "drydock.dism.retry-pauses=PT0S,PT0S",
              "drydock.updates.download.allowed-hosts=127.0.0.1",
              "drydock.updates.download.retry-pauses=PT0S,PT0S",
              "drydock.processes=src/test/resources/models",
              "drydock.admin.password=" + ADMIN_PASSWORD,
              "spring.datasource.url=jdbc:h2:mem:"
                  + UUID.randomUUID()
                  + ";OPTIMIZE_REUSE_RESULTS=FALSE")
          .applyTo(context);
      context.addApplicationListener(
          event -> {
            if (event instanceof ContextClosedEvent closed
                && closed.getApplicationContext() == context) {
              remove(data);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path data) {
    try {
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
