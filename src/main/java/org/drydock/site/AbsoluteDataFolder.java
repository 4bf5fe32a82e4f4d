package org.drydock.site;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Makes a relative {@code drydock.data} absolute, since H2 refuses relative paths. */
class AbsoluteDataFolder implements EnvironmentPostProcessor {

  private static final String PROPERTY = "drydock.data";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String folder = environment.getProperty(PROPERTY);
    if (folder != null) {
      String absolute = Path.of(folder).toAbsolutePath().normalize().toString();
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("absoluteDataFolder", Map.of(PROPERTY, absolute)));
    }
  }
}
