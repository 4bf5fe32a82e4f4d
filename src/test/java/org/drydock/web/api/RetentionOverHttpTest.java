package org.drydock.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.drydock.servicing.ProcessStory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Retention on the whole server: the site's rules, and its process from every door. */
@ProcessTest
class RetentionOverHttpTest {

  private static final String PATH = "/api/v1/settings/retention";
  private static final String NO_LIMIT = "{\"keep\":null,\"days\":null}";

  @Autowired TestRestTemplate http;
  @Autowired ProcessStory story;

  @Test
  void theRulesAreReadAndReplaced_andTheirNumbersNotRounded() {
    String rules = "{\"runs\":" + NO_LIMIT + ",\"versions\":" + NO_LIMIT + "}";
    assertThat(call(HttpMethod.PUT, PATH, rules).getBody()).hasToString(rules);
    assertThat(call(HttpMethod.GET, PATH, null).getBody()).hasToString(rules);

    ResponseEntity<JsonNode> refused = call(HttpMethod.PUT, PATH, rules.replace("null", "1.9"));
    assertThat(refused.getStatusCode().value()).isEqualTo(400);
    assertThat(refused.getBody().path("detail").asText()).contains("\"runs.keep\"");
    assertThat(call(HttpMethod.GET, PATH, null).getBody()).hasToString(rules);
  }

  @Test
  void retentionIsStartedThroughTheApiAndThroughTheEngine() {
    JsonNode begun = call(HttpMethod.POST, PATH + "/apply", null).getBody();
    story.does("Task_ApplyRetention");
    assertThat(story.endOf(begun.path("processInstanceId").asText()))
        .isEqualTo("EndEvent_RetentionApplied");

    String start = "/engine-rest/process-definition/key/apply-retention/start";
    JsonNode started = call(HttpMethod.POST, start, "{}").getBody();
    story.does("Task_ApplyRetention");
    assertThat(story.endOf(started.path("id").asText())).isEqualTo("EndEvent_RetentionApplied");
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.withBasicAuth("admin", TestSite.ADMIN_PASSWORD)
        .exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }
}
