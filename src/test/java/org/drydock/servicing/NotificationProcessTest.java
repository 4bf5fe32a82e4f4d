package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.drydock.notification.Delivery;
import org.drydock.notification.NotificationTargets;
import org.drydock.notification.Notifications;
import org.drydock.notification.TargetRequest;
import org.drydock.notification.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Who wants to know is told how a run ended; what does not arrive is sent again, then given up. */
@ProcessTest
class NotificationProcessTest {

  private static final String TARGETS = "/api/v1/notifications/targets";

  @Autowired ProcessStory story;
  @Autowired NotificationTargets targets;
  @Autowired Notifications notifications;
  @Autowired RuntimeService runtime;
  @Autowired RepositoryService repository;
  @Autowired TestRestTemplate http;
  @Autowired ObjectMapper json;

  @AfterEach
  void nobodyIsToldAnyMore() {
    targets.all().forEach(target -> targets.delete(target.id()));
  }

  @Test
  void aFailedRunIsToldWithItsCodeAndWhatToDo_alsoWhenTheReceiverFailsAtFirst() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver(500)) {
      targets.create(new TargetRequest(null, receiver.url(), "s3cret", null, null));
      String image = story.image(1);
      String run = story.start(image, List.of(story.rollup("KB5990401", 401)), Map.of());
      story.mountsTheFirstIndex();
      story.isApplicable();
      story.failsWith("Task_ApplyUpdate", "0x800f081f", "The source files could not be found.");
      story.discardsAndCleansUp();
      assertThat(story.run(run).status()).isEqualTo(RunStatus.FAILED);
      assertThat(story.endOf(run)).isEqualTo("EndEvent_Failed");

      story.does("Task_DeliverNotification");
      assertThat(latest().state()).isEqualTo(Delivery.State.PENDING);
      assertThat(latest().message()).contains("answered 500");
      story.timerFires("CatchEvent_Pause");
      story.does("Task_DeliverNotification");
      assertThat(latest().state()).isEqualTo(Delivery.State.DELIVERED);
      assertThat(latest().attempts()).isEqualTo(2);

      WebhookReceiver.Received second = receiver.received().get(1);
      assertThat(second.body()).isEqualTo(receiver.received().get(0).body());
      assertThat(second.header("X-Drydock-Signature"))
          .isEqualTo(
              "sha256="
                  + WebhookReceiver.hmac(
                      "s3cret", second.header("X-Drydock-Timestamp") + "." + second.body()));
      JsonNode told = json.readTree(second.body());
      assertThat(told.path("event").asText()).isEqualTo("run-failed");
      assertThat(told.path("run").asLong()).isEqualTo(story.run(run).runNumber());
      assertThat(told.path("image").asText()).isEqualTo(image);
      assertThat(told.path("status").asText()).isEqualTo("Failed");
      assertThat(told.at("/failure/step").asText()).isEqualTo("Apply update");
      assertThat(told.at("/failure/code").asText()).isEqualTo("0x800f081f");
      assertThat(told.at("/failure/meaning").asText()).isNotBlank();
      assertThat(told.at("/failure/remedy").asText()).isNotBlank();
      assertThat(told.path("link").asText()).endsWith("/runs/" + told.path("run").asLong());
    }
  }

  @Test
  void whatNeverArrivesIsGivenUp_andTheRunHasEndedAllTheSame() {
    try (WebhookReceiver receiver = new WebhookReceiver(302, 503, 503, 503, 503, 503)) {
      targets.create(
          new TargetRequest(
              "pager", receiver.url(), null, null, List.of("run-cancelled", "run-failed")));
      String run = isCancelledInTheQueue("KB5990402", 402);
      for (int pause = 1; pause <= 5; pause++) {
        story.does("Task_DeliverNotification");
        story.timerFires("CatchEvent_Pause");
      }
      story.does("Task_DeliverNotification");

      assertThat(latest().state()).isEqualTo(Delivery.State.FAILED);
      assertThat(latest().attempts()).isEqualTo(6);
      assertThat(latest().message()).contains("503");
      assertThat(receiver.received()).hasSize(6);
      assertThat(story.run(run).status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void whoDoesNotWantToKnowIsNotTold() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      targets.create(
          new TargetRequest(null, receiver.url(), null, null, List.of("schedule-disabled")));
      isCancelledInTheQueue("KB5990403", 403);
      assertThat(story.waiting()).doesNotContain("Task_DeliverNotification");
      assertThat(receiver.received()).isEmpty();
    }
  }

  @Test
  void aProcessOfSomebodysOwnTellsWhatItLikes() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      targets.create(new TargetRequest(null, receiver.url(), null, null, null));
      repository
          .createDeployment()
          .addModelInstance(
              "own.bpmn",
              Bpmn.createExecutableProcess("own-notification")
                  .camundaHistoryTimeToLiveString("P1D")
                  .startEvent()
                  .serviceTask("Task_Own")
                  .camundaDelegateExpression("${sendNotifications}")
                  .camundaInputParameter("event", "${told}")
                  .endEvent()
                  .done())
          .deploy();
      runtime.startProcessInstanceByKey(
          "own-notification",
          Map.of("told", "source-out-of-date", "text", "wsusscn2.cab is 40 days old."));
      runtime.startProcessInstanceByKey("own-notification", Map.of("told", "no-such-event"));
      story.goOn();
      story.does("Task_DeliverNotification");

      assertThat(receiver.received()).hasSize(1);
      JsonNode told = json.readTree(receiver.received().get(0).body());
      assertThat(told.path("event").asText()).isEqualTo("source-out-of-date");
      assertThat(told.path("text").asText()).isEqualTo("wsusscn2.cab is 40 days old.");
    }
  }

  @Test
  void targetsAreKeptOverHttp_andTheirSecretIsNeverShown() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      Map<String, Object> wanted =
          Map.of("url", receiver.url(), "secret", "s3cret", "events", List.of("run-failed"));
      ResponseEntity<JsonNode> created = call(HttpMethod.POST, TARGETS, wanted);
      assertThat(created.getStatusCode().value()).isEqualTo(201);
      assertThat(created.getBody().toString()).doesNotContain("s3cret").contains("\"signed\":true");
      String one = TARGETS + "/" + created.getBody().path("id").asLong();
      assertThat(call(HttpMethod.GET, one, null).getBody().toString()).doesNotContain("s3cret");
      JsonNode replaced =
          call(HttpMethod.PUT, one, Map.of("url", receiver.url(), "name", "ops")).getBody();
      assertThat(replaced.path("name").asText()).isEqualTo("ops");
      assertThat(replaced.path("signed").asBoolean()).isTrue();
      assertThat(replaced.path("events").toString())
          .contains("schedule-disabled")
          .doesNotContain("occurrence-skipped");

      assertThat(call(HttpMethod.POST, one + "/test", null).getStatusCode().value()).isEqualTo(202);
      story.goOn();
      story.does("Task_DeliverNotification");
      assertThat(receiver.received().get(0).header("X-Drydock-Event")).isEqualTo("test");
      JsonNode delivery =
          call(HttpMethod.GET, "/api/v1/notifications/deliveries?size=1", null)
              .getBody()
              .at("/items/0");
      assertThat(delivery.path("state").asText()).isEqualTo("delivered");
      assertThat(delivery.path("target").asText()).isEqualTo("ops");

      assertThat(call(HttpMethod.DELETE, one, null).getStatusCode().value()).isEqualTo(204);
      assertThat(call(HttpMethod.GET, one, null).getStatusCode().value()).isEqualTo(404);
    }
  }

  @Test
  void aTargetThatCannotBeIsRefusedInWords() {
    refuses(Map.of("url", "ftp://example.org/x"), 400, "http or https");
    refuses(Map.of("url", "http://me:pw@example.org/"), 400, "no address of a webhook");
    refuses(Map.of("url", "http://example.org/", "to", "a@example.org"), 400, "either a url");
    refuses(Map.of(), 400, "either a url");
    refuses(
        Map.of("url", "http://example.org/", "events", List.of("run-began")), 400, "run-failed");
    refuses(Map.of("to", "nobody"), 400, "no e-mail address");
    refuses(Map.of("to", "ops@example.org"), 409, "spring.mail.host");
  }

  private void refuses(Map<String, Object> target, int status, String reason) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, TARGETS, target);
    assertThat(answer.getStatusCode().value()).as("%s", target).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asText()).contains(reason);
  }

  private String isCancelledInTheQueue(String kb, int revision) {
    String run = story.start(story.image(1), List.of(story.rollup(kb, revision)), Map.of());
    story.cancels(run);
    story.operations().endCancelled();
    story.cleansUp();
    return run;
  }

  private Delivery latest() {
    return notifications.deliveries(null, 1).get(0);
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.withBasicAuth("admin", TestSite.ADMIN_PASSWORD)
        .exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }
}
