package org.drydock.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.drydock.site.DrydockProperties;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the process models at start-up: the built-in ones, and those in the folder {@code
 * drydock.processes}, which replace built-in ones of the same file name. A file that did not change
 * makes no new version.
 */
@Component
class ProcessModels extends AbstractProcessEnginePlugin {

  private static final String BUILT_IN = "classpath*:processes/*.bpmn";

  private final DrydockProperties properties;

  ProcessModels(DrydockProperties properties) {
    this.properties = properties;
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    Map<String, Resource> models = models();
    if (models.isEmpty()) {
      return;
    }
    DeploymentBuilder deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .name("drydock")
            .source("drydock")
            .enableDuplicateFiltering(true);
    models.forEach((name, model) -> add(deployment, name, model));
    try {
      deployment.deploy();
    } catch (ProcessEngineException e) {
      throw new IllegalStateException(
          "A process model cannot be deployed: "
              + e.getMessage()
              + " If it is yours, correct it or remove it from the folder drydock.processes.",
          e);
    }
  }

  private Map<String, Resource> models() {
    Map<String, Resource> models = new TreeMap<>();
    try {
      for (Resource model : new PathMatchingResourcePatternResolver().getResources(BUILT_IN)) {
        models.put(model.getFilename(), model);
      }
      Path folder = properties.processes();
      if (folder != null) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.getFileName().toString().endsWith(".bpmn"))
              .forEach(
                  file -> models.put(file.getFileName().toString(), new FileSystemResource(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the process models in "
              + properties.processes()
              + ". Set drydock.processes to a folder that the server can read.",
          e);
    }
    return models;
  }

  private static void add(DeploymentBuilder deployment, String name, Resource model) {
    try (InputStream content = model.getInputStream()) {
      deployment.addInputStream(name, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the process model " + model, e);
    }
  }
}
