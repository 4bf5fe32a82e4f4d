package org.drydock.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Service;

/** The site setting that says how many runs and versions are kept, and how long. */
@Service
public class Retention {

  /**
   * The versions have no limit in days: the one before the version in use may be old, and is what
   * one would roll back to.
   */
  static final RetentionRules DEFAULT =
      new RetentionRules(new RetentionRule(200, 365), new RetentionRule(5, null));

  private static final String SETTING = "retention";

  /** A hundred years: what is to stay longer has no limit. */
  private static final int MOST_DAYS = 36500;

  private final JdbcAggregateOperations database;
  private final ObjectMapper json;

  Retention(JdbcAggregateOperations database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  public RetentionRules rules() {
    return Optional.ofNullable(database.findById(SETTING, Setting.class))
        .map(setting -> read(setting.setting()))
        .orElse(DEFAULT);
  }

  /**
   * Replaces the rules, from the next time they are applied.
   *
   * @throws InvalidRetentionException when a rule is missing or makes no sense
   */
  public void use(RetentionRules rules) {
    check("runs", rules.runs());
    check("versions", rules.versions());
    Setting setting = new Setting(SETTING, write(rules));
    if (database.existsById(SETTING, Setting.class)) {
      database.update(setting);
    } else {
      database.insert(setting);
    }
  }

  private static void check(String kind, RetentionRule rule) {
    if (rule == null) {
      throw new InvalidRetentionException(
          "The rule for \""
              + kind
              + "\" is missing. Give {\"keep\": how many, \"days\": how long}; null stands for no"
              + " limit.");
    }
    if (rule.keep() != null && rule.keep() < 1) {
      throw new InvalidRetentionException(
          "\"keep\" of \""
              + kind
              + "\" is "
              + rule.keep()
              + ". Give 1 or more, or null to keep any number.");
    }
    if (rule.days() != null && (rule.days() < 1 || rule.days() > MOST_DAYS)) {
      throw new InvalidRetentionException(
          "\"days\" of \""
              + kind
              + "\" is "
              + rule.days()
              + ". Give a number from 1 to "
              + MOST_DAYS
              + ", or null to keep them however old they are.");
    }
  }

  private RetentionRules read(String setting) {
    try {
      return json.readValue(setting, RetentionRules.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored rules of retention could not be read.", e);
    }
  }

  private String write(RetentionRules rules) {
    try {
      return json.writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The rules of retention could not be written as JSON.", e);
    }
  }
}
