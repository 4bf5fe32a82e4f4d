package org.drydock.site;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock everything reads, so that tests can set it. */
@Configuration
class TimeConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemDefaultZone();
  }
}
