package org.drydock.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.drydock.Drydock;
import org.drydock.dism.GatedDism;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The server as it is shipped, with gates at DISM and at its steps, as a program of its own. */
public final class GatedServer {

  private GatedServer() {}

  /** Holds the port while a server of this data folder is ready for requests. */
  static Path portFile(Path data) {
    return data.resolve("port");
  }

  public static void main(String[] arguments) {
    SpringApplication server =
        new SpringApplication(Drydock.class, GatedDism.Configuration.class, StepGatekeeper.class);
    server.addInitializers(
        context -> context.getBeanFactory().registerSingleton("withoutTests", new WithoutTests()));
    ApplicationListener<ApplicationReadyEvent> ready =
        event -> tellPort(event.getApplicationContext().getEnvironment());
    server.addListeners(ready);
    server.run(arguments);
  }

  private static void tellPort(Environment environment) {
    Path file = portFile(Path.of(environment.getRequiredProperty("drydock.data")));
    try {
      Path written = Files.createTempFile(file.getParent(), "port", ".new");
      Files.writeString(written, environment.getRequiredProperty("local.server.port"));
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the scan for components out of the test classes, which are on the class path too. */
  private static final class WithoutTests extends TypeExcludeFilter {

    private static final String SERVER = Drydock.class.getResource("Drydock.class").toString();
    private static final String CLASSES =
        SERVER.substring(0, SERVER.length() - "org/drydock/Drydock.class".length());

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
      return !type.getResource().getURL().toString().startsWith(CLASSES);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WithoutTests;
    }

    @Override
    public int hashCode() {
      return WithoutTests.class.hashCode();
    }
  }
}
