package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.drydock.TestSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.autoconfigure.data.jdbc.DataJdbcTest;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

@DataJdbcTest(
    properties = {
      "spring.flyway.enabled=false",
      "spring.sql.init.mode=always",
      "spring.sql.init.schema-locations=classpath:db/migration/V10__site.sql"
    })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = RetentionTest.Room.class, initializers = TestSite.class)
class RetentionTest {

  @Autowired Retention retention;

  @Configuration
  @AutoConfigurationPackage
  @Import({JacksonAutoConfiguration.class, Retention.class})
  static class Room {}

  @Test
  void untilSomebodyChoosesTheDefaultsHold() {
    assertThat(retention.rules()).isEqualTo(Retention.DEFAULT);
  }

  @Test
  void theRulesCanBeReplaced_andALimitMayBeMissing() {
    retention.use(rules(1, 1, 100000, 36500));
    assertThat(retention.rules()).isEqualTo(rules(1, 1, 100000, 36500));
    retention.use(rules(null, null, 7, null));
    assertThat(retention.rules()).isEqualTo(rules(null, null, 7, null));
  }

  @ParameterizedTest
  @CsvSource({"0,", "-1,", ",0", ",-5", ",36501", "5,0", "0,5"})
  void aLimitThatMakesNoSenseIsRefused_andChangesNothing(Integer keep, Integer days) {
    assertThatThrownBy(() -> retention.use(rules(keep, days, 5, null)))
        .isInstanceOf(InvalidRetentionException.class)
        .hasMessageContaining("of \"runs\"");
    assertThatThrownBy(() -> retention.use(rules(null, null, keep, days)))
        .isInstanceOf(InvalidRetentionException.class)
        .hasMessageContaining("of \"versions\"");
    assertThat(retention.rules()).isEqualTo(Retention.DEFAULT);
  }

  @Test
  void bothRulesMustBeGiven() {
    RetentionRule rule = new RetentionRule(1, 1);
    assertThatThrownBy(() -> retention.use(new RetentionRules(rule, null)))
        .isInstanceOf(InvalidRetentionException.class)
        .hasMessageContaining("\"versions\" is missing");
    assertThatThrownBy(() -> retention.use(new RetentionRules(null, rule)))
        .isInstanceOf(InvalidRetentionException.class)
        .hasMessageContaining("\"runs\" is missing");
  }

  private static RetentionRules rules(
      Integer keepRuns, Integer runDays, Integer keepVersions, Integer versionDays) {
    return new RetentionRules(
        new RetentionRule(keepRuns, runDays), new RetentionRule(keepVersions, versionDays));
  }
}
