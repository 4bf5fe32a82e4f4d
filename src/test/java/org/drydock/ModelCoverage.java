package org.drydock;

import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.community.process_test_coverage.core.model.DefaultCollector;
import org.camunda.community.process_test_coverage.core.model.Model;
import org.camunda.community.process_test_coverage.core.model.Run;
import org.camunda.community.process_test_coverage.core.model.Suite;
import org.camunda.community.process_test_coverage.engine.platform7.ExecutionContextModelProvider;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageConfigurator;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessEngineAdapter;
import org.camunda.community.process_test_coverage.report.CoverageReportUtil;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Counts which elements of the process models the tests of a class reach. */
public final class ModelCoverage {

  private final DefaultCollector collector =
      new DefaultCollector(new ExecutionContextModelProvider());
  private String suite;

  private ModelCoverage(ProcessEngine engine) {
    count(ModelCoverage.class);
    new ProcessEngineAdapter(engine, collector).initializeListeners();
  }

  /** From here on, what is reached counts for the tests of this class. */
  public void count(Class<?> tests) {
    suite = tests.getName();
    collector.createSuite(new Suite(suite, tests.getSimpleName()));
    collector.activateSuite(suite);
    String run = UUID.randomUUID().toString();
    collector.createRun(new Run(run, tests.getSimpleName()), suite);
    collector.activateRun(run);
  }

  /** The share of a model's elements that was reached, 0 to 1; writes the report beside it. */
  public double of(String processKey) {
    CoverageReportUtil.createReport(collector, null);
    Model model =
        collector.getModels().stream()
            .filter(candidate -> candidate.getKey().equals(processKey))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No test entered " + processKey));
    return collector.getSuites().get(suite).calculateCoverage(model);
  }

  /** Has the engine tell which elements are reached. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Configuration {

    @Bean
    ModelCoverage modelCoverage(ProcessEngine engine) {
      return new ModelCoverage(engine);
    }

    @Bean
    ProcessEnginePlugin elementEvents() {
      return new AbstractProcessEnginePlugin() {
        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
          ProcessCoverageConfigurator.initializeProcessCoverageExtensions(configuration);
        }
      };
    }
  }
}
