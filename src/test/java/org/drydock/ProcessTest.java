package org.drydock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.drydock.operation.OperationsByHand;
import org.drydock.operation.WaitingSteps;
import org.drydock.servicing.ProcessStory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test on the whole server with the job executor off and operations done by hand. All tests with
 * this annotation alone share one server.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "camunda.bpm.job-execution.enabled=false",
      "spring.main.allow-bean-definition-overriding=true"
    })
@ContextConfiguration(initializers = TestSite.class)
@Import({
  OperationsByHand.Configuration.class,
  WaitingSteps.class,
  ModelCoverage.Configuration.class,
  ProcessStory.class
})
public @interface ProcessTest {}
