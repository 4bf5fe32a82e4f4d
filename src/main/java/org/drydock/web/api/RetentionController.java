package org.drydock.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.drydock.servicing.RetentionDesk;
import org.drydock.site.Retention;
import org.drydock.site.RetentionRule;
import org.drydock.site.RetentionRules;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rules of retention over HTTP. */
@RestController
@RequestMapping("/api/v1/settings/retention")
class RetentionController {

  private final Retention retention;
  private final RetentionDesk desk;

  RetentionController(Retention retention, RetentionDesk desk) {
    this.retention = retention;
    this.desk = desk;
  }

  /** Both rules; a limit that is not set is shown as null. */
  record View(Rule runs, Rule versions) {

    static View of(RetentionRules rules) {
      return new View(Rule.of(rules.runs()), Rule.of(rules.versions()));
    }
  }

  /** One rule. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Rule(Integer keep, Integer days) {

    static Rule of(RetentionRule rule) {
      return new Rule(rule.keep(), rule.days());
    }
  }

  /**
   * Retention has begun.
   *
   * @param processInstanceId its instance, whose variables tell what was removed
   */
  record Begun(String processInstanceId) {}

  @GetMapping
  View rules() {
    return View.of(retention.rules());
  }

  @PutMapping
  @Audited("Set retention")
  View use(@RequestBody RetentionRules rules) {
    retention.use(rules);
    return rules();
  }

  @PostMapping("/apply")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Audited("Apply retention")
  Begun apply() {
    return new Begun(desk.apply());
  }
}
