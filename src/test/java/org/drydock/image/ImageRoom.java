package org.drydock.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.drydock.TestSite;
import org.drydock.dism.Dism;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.drydock.site.ServicingDrive;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;

/** The image library with its database and a stand-in for DISM; no web, no engine. */
@TestConfiguration(proxyBeanMethods = false)
@AutoConfigurationPackage(basePackageClasses = {ImageLibrary.class, Dism.class})
@EnableConfigurationProperties(DrydockProperties.class)
@EnableJdbcRepositories(basePackageClasses = ImageLibrary.class)
@ComponentScan(basePackageClasses = {ImageLibrary.class, Dism.class})
@Import({DataFolder.class, LocalHost.class, ServicingDrive.class})
class ImageRoom {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  DismStandIn dismStandIn(DataFolder data) {
    return new DismStandIn(data.root().resolve("stand-in"));
  }

  /** A site of its own whose DISM is the stand-in and whose only import root is {@code media}. */
  static class Site implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      new TestSite().initialize(context);
      Path data = Path.of(context.getEnvironment().getRequiredProperty("drydock.data"));
      try {
        Path media = Files.createDirectories(data.resolve("media"));
        Path program = DismStandIn.program(data.resolve("stand-in"));
        TestPropertyValues.of("drydock.import-roots=" + media, "drydock.dism.command=sh," + program)
            .applyTo(context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
