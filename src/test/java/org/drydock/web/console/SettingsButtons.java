package org.drydock.web.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.drydock.servicing.ProcessStory;
import org.drydock.site.DataFolder;
import org.drydock.update.Packages;
import org.junit.jupiter.api.function.Executable;

/** Presses the buttons of the settings' page. */
final class SettingsButtons {

  private final Console admin;
  private final ProcessStory story;
  private final DataFolder data;

  SettingsButtons(Console admin, ProcessStory story, DataFolder data) {
    this.admin = admin;
    this.story = story;
    this.data = data;
  }

  /** What each button sends its form to, and the test that presses it. */
  Map<String, Executable> all() {
    return Map.ofEntries(
        entry("/settings/servicing-drive", this::choosesTheDrive),
        entry("/settings/retention", this::setsAndAppliesRetention),
        entry("/settings/retention/apply", this::setsAndAppliesRetention),
        entry("/settings/api-tokens", this::issuesAndRevokesAToken),
        entry("/settings/api-tokens/*/revoke", this::issuesAndRevokesAToken),
        entry("/settings/notifications", this::addsTestsAndRemovesATarget),
        entry("/settings/notifications/*/test", this::addsTestsAndRemovesATarget),
        entry("/settings/notifications/*/remove", this::addsTestsAndRemovesATarget),
        entry("/settings/content/scrub", this::checksTheLibrary),
        entry("/settings/content/remove-unneeded", this::removesWhatNothingNeeds));
  }

  private void choosesTheDrive() {
    String page = "/settings";
    String action = "/settings/servicing-drive";
    admin.press(page, action, "drive", data.root().toString());
    assertThat(rest(action, "drive")).isEqualTo(data.root().toString());
    assertThat(admin.refused(400, page, action, "drive", "no/full/path")).contains("no/full/path");
    admin.press(page, action, "drive", "");
    assertThat(rest(action, "drive")).isEqualTo("automatic");
  }

  private void setsAndAppliesRetention() {
    String page = "/settings";
    String action = "/settings/retention";
    admin.press(page, action, "runsKeep", "5000", "runsDays", "", "versionsKeep", "700");
    JsonNode rules = admin.rest(action);
    assertThat(rules.at("/runs/keep").asInt()).isEqualTo(5000);
    assertThat(rules.at("/runs/days").isNull()).isTrue();
    assertThat(rules.at("/versions/keep").asInt()).isEqualTo(700);
    admin.refused(400, page, action, "runsKeep", "0");
    assertThat(admin.refused(400, page, action, "runsKeep", "many")).contains("many");
    assertThat(admin.rest(action)).isEqualTo(rules);

    admin.press(page, action + "/apply");
    assertThat(admin.post(action + "/apply").body()).contains("are being applied");
    story.goOn();
    story.does("Task_ApplyRetention");
    admin.press(page, action, "runsKeep", "", "runsDays", "", "versionsKeep", "");
  }

  private void issuesAndRevokesAToken() {
    String shown = admin.press("/settings", "/settings/api-tokens", "name", "pressed").body();
    assertThat(shown).contains("shown this once", "drydock_");
    assertThat(admin.post("/settings/api-tokens", "name", " ").statusCode()).isEqualTo(400);
    JsonNode token = last(admin.rest("/api-tokens"));
    assertThat(token.path("name").asText()).isEqualTo("pressed");
    String revoke = "/settings/api-tokens/" + token.path("id").asText() + "/revoke";
    admin.press("/settings", revoke);
    assertThat(admin.rest("/api-tokens").findValuesAsText("name")).doesNotContain("pressed");
    assertThat(admin.post(revoke).statusCode()).isEqualTo(404);
  }

  private void addsTestsAndRemovesATarget() {
    String page = "/settings";
    String action = "/settings/notifications";
    assertThat(
            admin.refused(
                400, page, action, "name", "x", "address", "nobody", "events", "run-failed"))
        .contains("nobody");
    admin.press(
        page, action, "name", "pressed", "address", "http://127.0.0.1:9/", "events", "run-failed");
    assertThat(admin.refused(409, page, action, "address", "ops@example.org", "name", "m"))
        .contains("No mail server is configured");
    JsonNode target = last(admin.rest("/notifications/targets"));
    assertThat(target.path("url").asText()).isEqualTo("http://127.0.0.1:9/");
    String id = target.path("id").asText();

    admin.press(page, action + "/" + id + "/test");
    assertThat(admin.rest("/notifications/deliveries").toString())
        .contains("\"targetId\":" + id + ",\"target\":\"pressed\",\"event\":\"test\"");
    admin.press(page, action + "/" + id + "/remove");
    assertThat(admin.rest("/notifications/targets").findValuesAsText("id")).doesNotContain(id);
    assertThat(admin.post(action + "/" + id + "/test").statusCode()).isEqualTo(404);
  }

  private void checksTheLibrary() {
    String action = "/settings/content/scrub";
    admin.press("/settings", action);
    assertThat(rest("/content/scrub", "state")).isEqualTo("running");
    assertThat(admin.refused(409, "/settings", action)).contains("is being read already");
    story.operations().performDetached();
    assertThat(rest("/content/scrub", "state")).isEqualTo("complete");
    assertThat(admin.page("/settings")).contains("Last check: <b>complete</b>");
  }

  private void removesWhatNothingNeeds() {
    Packages.cabinet(
        data.inbox().resolve("KB5990455.cab"),
        Packages.manifestWith(
            "Package_for_KB5990455~" + Packages.TOKEN + "~arm64~~10.0.1.1",
            "identifier=\"KB5990455\" releaseType=\"Update\"",
            Packages.parent(Packages.FOUNDATION + "~" + Packages.TOKEN + "~arm64~~10.0.26100.1")));
    admin.press("/updates", "/updates/synchronize");
    assertThat(admin.page("/settings")).contains("KB5990455.cab");
    admin.press("/settings", "/settings/content/remove-unneeded");
    assertThat(admin.page("/settings")).doesNotContain("KB5990455.cab");
    assertThat(admin.rest("/content").toString())
        .containsPattern("\"fileName\":\"KB5990455.cab\"[^}]*\"state\":\"removed\"");
  }

  private String rest(String path, String field) {
    return admin.rest(path).path(field).asText();
  }

  private static JsonNode last(JsonNode list) {
    return list.get(list.size() - 1);
  }
}
