package org.drydock;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Puts the engine of the test's own server in charge of {@code /engine-rest} and the web
 * applications. They ask a register of the whole JVM, in which the server started last has replaced
 * those before it.
 */
public class EngineInCharge extends AbstractTestExecutionListener {

  @Override
  public void beforeTestClass(TestContext test) {
    test.getApplicationContext()
        .getBeanProvider(ProcessEngine.class)
        .ifAvailable(ProcessEngines::registerProcessEngine);
  }
}
