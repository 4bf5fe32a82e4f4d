package org.drydock.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.FileSystemUtils;

/** Gives the server an empty data folder, gone when the server closes. */
public class FreshSite implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final String ADMIN_PASSWORD = "correct horse battery staple";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      Path data = Files.createTempDirectory("drydock-it");
      TestPropertyValues.of(
              "drydock.data=" + data,
              "drydock.admin.password=" + ADMIN_PASSWORD,
              "drydock.distribution.pause=PT0.2S")
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
