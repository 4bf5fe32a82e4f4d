package org.drydock.engine;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.drydock.site.DrydockProperties;
import org.drydock.site.RetentionProperties;
import org.drydock.site.RetentionTime;
import org.drydock.site.SynchronizationProperties;
import org.drydock.site.SynchronizationTime;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** An engine with an empty database and nothing of ours in it. */
final class BareEngine {

  private BareEngine() {}

  static ProcessEngine start() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(UUID.randomUUID().toString());
    configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    // The models ask it for the time of their timers.
    configuration.setBeans(
        new HashMap<>(
            Map.of(
                "retentionTime", new RetentionTime(new RetentionProperties(LocalTime.of(3, 0))),
                "synchronizationTime",
                    new SynchronizationTime(
                        new SynchronizationProperties(
                            "0 0 2 * * ?", java.time.Duration.ofDays(35))))));
    return configuration.buildProcessEngine();
  }

  /** The settings of a server with this data folder and otherwise the given ones. */
  static DrydockProperties settings(Path data, Map<String, String> given) {
    Map<String, String> settings = new HashMap<>(given);
    settings.put("drydock.data", data.toString());
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("drydock", DrydockProperties.class)
        .get();
  }
}
