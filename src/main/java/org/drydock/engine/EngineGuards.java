package org.drydock.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.stereotype.Component;

/** Puts the guards before every command of the engine, wherever it comes from. */
@Component
class EngineGuards extends AbstractProcessEnginePlugin {

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // An interceptor belongs to one chain: each gets its own.
    add(configuration.getCustomPreCommandInterceptorsTxRequired());
    add(configuration.getCustomPreCommandInterceptorsTxRequiresNew());
  }

  private static void add(List<CommandInterceptor> chain) {
    chain.add(new QueryExpressionGuard());
  }
}
