package org.drydock.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.CompositeProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.util.CamundaSpringBootUtil;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The engine, started after Flyway has made its tables. Its settings are in application.yaml. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  private static final int FAREWELL_SECONDS = 20;

  /** Its threads are waited for: a thread that is interrupted in H2 closes it for everybody. */
  @Bean
  ThreadPoolTaskExecutor camundaTaskExecutor(CamundaBpmProperties properties) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(properties.getJobExecution().getCorePoolSize());
    executor.setMaxPoolSize(properties.getJobExecution().getMaxPoolSize());
    executor.setQueueCapacity(properties.getJobExecution().getQueueCapacity());
    executor.setThreadNamePrefix("job-");
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.setAwaitTerminationSeconds(FAREWELL_SECONDS);
    return executor;
  }

  @Bean
  @DependsOnDatabaseInitialization
  ProcessEngineConfigurationImpl processEngineConfigurationImpl(List<ProcessEnginePlugin> plugins) {
    SpringProcessEngineConfiguration configuration =
        CamundaSpringBootUtil.springProcessEngineConfiguration();
    configuration.getProcessEnginePlugins().add(new CompositeProcessEnginePlugin(plugins));
    return configuration;
  }
}
