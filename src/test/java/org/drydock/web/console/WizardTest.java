package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.drydock.schedule.SchedulePreview;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.schedule.WantedSchedule;
import org.drydock.servicing.ProcessStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The wizard asks for what was typed into it, and says beside each field what is wrong. */
@ProcessTest
class WizardTest {

  private static final String BERLIN = "Europe/Berlin";

  /** What a schedule is asked for, and nothing that only it has once it exists. */
  private static final String[] NOT_ASKED_FOR = {
    "id", "createdAt", "processInstanceId", "state", "startAt"
  };

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @LocalServerPort int port;
  @Autowired ProcessStory story;
  @Autowired ServicingSchedules schedules;
  @Autowired SchedulePreview preview;
  @Autowired Drafts drafts;

  @ParameterizedTest
  @CsvSource({
    // each way to recur, windows of all units, seconds where one can have them
    "'0 30 6 ? * FRIL', , , , PT90M, monthly",
    "'15 0 22 ? * TUE', , , 2998-12-31T22:00:30, P2D, weekly",
    "'0 0 3 * * *', , , , PT45S, cron",
    ", 27, 22:00:15, , PT36H, patch tuesday",
    ", 0, 03:30, 2998-12-31T22:00, , patch tuesday with a first time",
    ", , , 2998-12-31T22:00, P1D, once"
  })
  void aScheduleThatIsChangedInTheWizardKeepsWhatIsNotChanged(
      String cron, Integer days, String time, String start, String window, String way) {
    Recurrence recurrence =
        cron == null && days == null ? null : new Recurrence(cron, days, time, BERLIN);
    ServicingSchedule schedule =
        schedules.create(
            WantedSchedule.of(List.of(story.image(1), story.image(2)))
                .named(way)
                .rule(new ScheduleRequest.Rule("words", "Windows 11", List.of("Updates"), 7))
                .start(start)
                .recurring(recurrence)
                .restartingAfterHostLoss()
                .parallel(true)
                .within(window)
                .missed("skip")
                .disabledAfter(0)
                .request());
    try {
      ServicingSchedule again = preview.of(DraftRequest.of(drafts.of(schedule)));

      assertThat(again)
          .usingRecursiveComparison()
          .ignoringFields(NOT_ASKED_FOR)
          .isEqualTo(schedule);
      assertThat(again.startAt()).isEqualTo(schedule.startAt());
    } finally {
      schedules.delete(schedule.id());
    }
  }

  @Test
  void pickedUpdatesStayPickedInTheWizard_andATimeThatHasPassedIsNotRunAtOnce() {
    String update = story.rollup("KB5990461", 461);
    ServicingSchedule schedule =
        schedules.create(
            WantedSchedule.of(List.of(story.image(1)))
                .updates(List.of(update))
                .start("now")
                .request());

    WizardDraft draft = drafts.of(schedule);

    assertThat(draft.updates().picks()).containsExactly(update);
    assertThat(draft.updates().byRule()).isFalse();
    assertThat(draft.times().when()).isEqualTo(DraftTimes.ONCE);
    schedules.delete(schedule.id());
  }

  @Test
  void everyWrongFieldIsToldBesideIt_andNothingTypedIsLost() throws Exception {
    String image = story.image(1);
    String update = story.rollup("KB5990462", 462);
    String key = begin("/schedule-updates?image=" + image);

    assertThat(go(key, "updates", "image=" + image + "&way=fixed"))
        .contains("id=\"e-updates\" role=\"alert\">Pick at least one update");
    assertThat(
            go(key, "updates", "image=" + image + "&way=rule&olderThan=soon&ruleFilter=Far+away"))
        .contains("&quot;soon&quot; is no number of days", "value=\"Far away\"");
    assertThat(go(key, "updates", "image=" + image + "&way=fixed&update=" + update))
        .contains("<h2>Set schedule</h2>", "The date");

    assertThat(
            go(
                key,
                "schedule",
                "when=patch-tuesday&days=28&time=&zone=Europe%2FBerlin&first=at&firstAt="
                    + "&name=Ring+%3Cb%3E&window=soon&failures=-1&missed=skip"))
        .contains(
            "Give 0 to 27 days",
            "Give the time of day",
            "Give the date and time of the first occurrence",
            "Give a whole number, of at most 28 days",
            "&quot;-1&quot; is no number",
            "value=\"Ring &lt;b&gt;\"",
            "value=\"soon\"");
    assertThat(go(key, "schedule", "when=cron&cron=0+0+22+*+*&zone=Europe%2FBerlin&failures=0"))
        .contains("is not a cron expression");
    assertThat(
            go(
                key,
                "schedule",
                "when=once&at=2020-01-01T10%3A00&zone=UTC&failures=0&removeSuperseded=on"))
        .contains("lies in the past", "Shown as soon as the times are right");
  }

  @Test
  void datesAreShownWhileTheyAreTyped_andNothingIsTakenOverByThat() throws Exception {
    String image = story.image(1);
    String update = story.rollup("KB5990463", 463);
    String key = begin("/schedule-updates?image=" + image);
    go(key, "updates", "image=" + image + "&way=fixed&update=" + update);

    assertThat(
            post(
                "/schedule-updates",
                "key=" + key + "&step=schedule&go=look&when=once&at=&zone=UTC&failures=3"))
        .contains("Give the date and time at which to start.")
        .doesNotContain("id=\"e-at\" role=\"alert\"");
    String looked =
        post(
            "/schedule-updates",
            "key="
                + key
                + "&step=schedule&go=look&when=monthly&week=L&weekday=FRIDAY&time=06:30"
                + "&zone=Asia%2FTokyo&failures=3");
    assertThat(looked).contains("06:30</span>", "for you", "Asia/Tokyo");
    assertThat(looked.split("<li><span>Fri ", -1)).hasSize(6);

    assertThat(get("/schedule-updates?key=" + key + "&step=schedule"))
        .contains("id=\"w-now\" name=\"when\" value=\"now\" checked");
    assertThat(get("/schedule-updates?key=" + key + "&step=summary"))
        .contains("KB5990463", "As soon as possible", "no earlier run tells how long");
  }

  /** The key of a new draft. */
  private String begin(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(to(path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*key=", "");
  }

  /** What is shown after the form of a step was sent. */
  private String go(String key, String step, String form) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            form("/schedule-updates", "key=" + key + "&step=" + step + "&" + form),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(302);
    return get(
        answer.headers().firstValue("Location").orElseThrow().replaceAll("^http://[^/]+", ""));
  }

  private String post(String path, String form) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(form(path, form), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(to(path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpRequest form(String path, String fields) {
    return to(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields))
        .build();
  }

  private HttpRequest.Builder to(String path) {
    byte[] pair = ("admin:" + TestSite.ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Accept", "text/html")
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
