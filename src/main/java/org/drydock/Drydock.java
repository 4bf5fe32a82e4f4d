package org.drydock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The Drydock server: services Windows images offline, as a BPMN process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Drydock {

  public static void main(String[] args) {
    SpringApplication.run(Drydock.class, args);
  }
}
