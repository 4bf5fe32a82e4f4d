package org.drydock.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.drydock.dism.GatedDism;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test on the server as it is shipped: job executor, operations, database in a file, wimdism as a
 * program. All tests with this annotation share one server.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = FreshSite.class)
@Import({
  GatedDism.Configuration.class,
  TinyDrive.class,
  Administrator.class,
  SampleSite.class,
  CleanState.class
})
@interface WholeServer {}
