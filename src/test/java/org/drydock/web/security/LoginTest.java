package org.drydock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets in, and who does not. */
@ProcessTest
class LoginTest {

  private static final String MARY = "mary";
  private static final String MARYS_PASSWORD = "mary's password";

  /** As the README says. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);

  @Autowired private IdentityService identities;
  @Autowired private ObjectMapper json;
  @Autowired private JdbcClient sql;
  @LocalServerPort private int port;

  @BeforeEach
  void mary() {
    User user = identities.newUser(MARY);
    user.setPassword(MARYS_PASSWORD);
    identities.saveUser(user);
  }

  @AfterEach
  void noMary() {
    ClockUtil.reset();
    identities.deleteUser(MARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/images",
        "/api/v1/api-tokens",
        "/v3/api-docs",
        "/engine-rest/task",
        "/engine-rest/engine",
        "/engine-rest/process-definition",
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/engine/engine",
        "/camunda/api/admin/auth/user/default",
        "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
        "/camunda/app/cockpit/default/",
        "/no-such-page"
      })
  void aRequestWithoutLoginIsRefusedAsAProblem(String path) throws Exception {
    HttpResponse<String> answer = anonymous().get(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(401);
    assertThat(problem.path("detail").asText()).startsWith("Log in with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/images",
        "/engine-rest/task",
        "/engine-rest/deployment/create",
        "/engine-rest/message",
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/admin/auth/user/default/login/cockpit",
        "/camunda/api/admin/setup/default/user/create"
      })
  void nothingCanBePostedWithoutLogin(String path) {
    assertThat(anonymous().post(path, "{}").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/images", "/engine-rest/task", "/camunda/app/cockpit/default/"})
  void aBrowserIsSentToTheLoginPage(String path) {
    HttpResponse<String> answer =
        anonymous().with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").get(path);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    assertThat(anonymous().get("/login").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/api-tokens", "/engine-rest/task"})
  void aWrongPasswordIsRefused(String path) {
    assertThat(Client.basic(port, MARY, "wrong").get(path).statusCode()).isEqualTo(401);
    assertThat(Client.basic(port, "nobody", "wrong").get(path).statusCode()).isEqualTo(401);
    assertThat(Client.token(port, "drydock_wrong").get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void wrongPasswordsDelayTheNextTry_everLonger_andNeverForGood() {
    Instant now = Instant.now();
    for (int wrong = 1; wrong <= 20; wrong++) {
      ClockUtil.setCurrentTime(Date.from(now));
      assertThat(status("wrong")).isEqualTo(401);
      assertThat(status(MARYS_PASSWORD)).as("at once after %d tries", wrong).isEqualTo(401);
      now = now.plus(LONGEST_DELAY).plusSeconds(1);
    }
    ClockUtil.setCurrentTime(Date.from(now.minus(LONGEST_DELAY).plusSeconds(30)));
    assertThat(status(MARYS_PASSWORD)).as("half a minute after many tries").isEqualTo(401);
    ClockUtil.setCurrentTime(Date.from(now));
    assertThat(status(MARYS_PASSWORD)).as("after the longest delay").isEqualTo(200);

    assertThat(status("wrong")).isEqualTo(401);
    ClockUtil.setCurrentTime(Date.from(now.plusSeconds(4)));
    assertThat(status(MARYS_PASSWORD)).as("the delays begin anew").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/api-tokens",
        "/v3/api-docs",
        "/engine-rest/task",
        "/camunda/api/engine/engine/default/process-definition/count"
      })
  void anAdministratorGetsInWithPasswordOrToken(String path) throws Exception {
    assertThat(admin().get(path).statusCode()).isEqualTo(200);
    assertThat(Client.token(port, newToken()).get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionOpensTheApiAndCockpitButNotTheEnginesRest() {
    Client browser = Client.session(port, "admin", TestSite.ADMIN_PASSWORD);
    assertThat(browser.get("/api/v1/api-tokens").statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
    assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).contains("admin");
    assertThat(browser.get("/engine-rest/task").statusCode()).isEqualTo(401);
  }

  @Test
  void aPasswordLeavesNoSessionOnTheApi() {
    Client client = admin();
    assertThat(client.get("/api/v1/api-tokens").headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(client.get("/engine-rest/task").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aTokenWorksUntilItIsRevoked() throws Exception {
    JsonNode issued = json.readTree(admin().post("/api/v1/api-tokens", named("build")).body());
    Client program = Client.token(port, issued.path("token").asText());
    assertThat(program.get("/engine-rest/engine").statusCode()).isEqualTo(200);

    JsonNode listed = json.readTree(admin().get("/api/v1/api-tokens").body());
    assertThat(listed.findValuesAsText("name")).contains("build");
    assertThat(listed.findValuesAsText("token")).isEmpty();

    String path = "/api/v1/api-tokens/" + issued.path("id").asLong();
    assertThat(admin().delete(path).statusCode()).isEqualTo(204);
    assertThat(program.get("/engine-rest/engine").statusCode()).isEqualTo(401);
    assertThat(admin().delete(path).statusCode()).isEqualTo(404);
  }

  @Test
  void onlyAnAdministratorHandlesTokensOrChangesAnything() {
    Client client = Client.basic(port, MARY, MARYS_PASSWORD);
    assertThat(client.get("/api/v1/api-tokens").statusCode()).isEqualTo(403);
    assertThat(client.post("/api/v1/api-tokens", named("mine")).statusCode()).isEqualTo(403);
    assertThat(client.post("/api/v1/images", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() {
    Client browser = Client.session(port, "admin", TestSite.ADMIN_PASSWORD);
    browser.with("Origin", "https://elsewhere.example");
    assertThat(browser.post("/api/v1/api-tokens", named("stolen")).statusCode()).isEqualTo(403);

    Client remembered = admin().with("Sec-Fetch-Site", "cross-site");
    assertThat(remembered.post("/api/v1/api-tokens", named("x")).statusCode()).isEqualTo(403);
    assertThat(remembered.post("/engine-rest/task/count", "{}").statusCode()).isEqualTo(403);
    assertThat(remembered.login("admin", TestSite.ADMIN_PASSWORD).statusCode()).isEqualTo(403);
  }

  @Test
  void theOwnPageMayChangeThings() {
    Client browser = Client.session(port, "admin", TestSite.ADMIN_PASSWORD);
    browser.with("Origin", "http://localhost:" + port);
    assertThat(browser.post("/api/v1/api-tokens", named("own")).statusCode()).isEqualTo(201);
  }

  @Test
  void theHealthIsOpenAndTellsNoMore() {
    assertThat(anonymous().get("/health").body()).isEqualTo("{\"status\":\"up\"}");
  }

  @Test
  void aLoginIsKeptWhereItIsAskedFor_forAllPartsOfAPageThatComeBackAtOnce() {
    assertThat(keptLogin(anonymous().login(MARY, MARYS_PASSWORD))).isEmpty();
    String cookie = signInToStay();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Max-Age=2592000");

    // The session is gone, as after the end of a server.
    List<Integer> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(part -> withCookie(cookie).get("/api/v1/images").statusCode())
            .toList();

    assertThat(answers).containsOnly(200);
    assertThat(withCookie(cookie).post("/api/v1/images", "{}").statusCode()).isEqualTo(403);
    assertThat(sql.sql("select hash from kept_login").query(String.class).list())
        .doesNotContain(value(cookie));
  }

  @Test
  void aKeptLoginEnds_withASignOut_anotherPassword_itsTime_orItsUser() {
    String signedOut = signInToStay();
    withCookie(signedOut).post("/logout", "");
    assertThat(getsIn(signedOut)).isFalse();

    String old = signInToStay();
    sql.sql("update kept_login set created_at = :then")
        .param("then", Timestamp.from(Instant.now().minus(Duration.ofDays(31))))
        .update();
    assertThat(getsIn(old)).isFalse();

    String changed = signInToStay();
    assertThat(getsIn(changed)).isTrue();
    User user = identities.createUserQuery().userId(MARY).singleResult();
    user.setPassword("another");
    identities.saveUser(user);
    assertThat(getsIn(changed)).isFalse();

    user.setPassword(MARYS_PASSWORD);
    identities.saveUser(user);
    String gone = signInToStay();
    identities.deleteUser(MARY);
    assertThat(getsIn(gone)).isFalse();
    assertThat(getsIn("drydock-login=invented")).isFalse();
  }

  @Test
  void whoSignsInComesBackToThePage_notToAPartOfIt() {
    Client browser = anonymous();
    browser.with("Accept", "*/*").get("/runs/7/course");
    assertThat(browser.login(MARY, MARYS_PASSWORD).headers().firstValue("Location"))
        .hasValueSatisfying(address -> assertThat(address).doesNotContain("course"));

    Client other = anonymous().with("Accept", "text/html");
    other.get("/runs/7");
    assertThat(other.login(MARY, MARYS_PASSWORD).headers().firstValue("Location"))
        .hasValueSatisfying(address -> assertThat(address).contains("/runs/7"));
  }

  /** The cookie with which Mary's browser stays signed in. */
  private String signInToStay() {
    return keptLogin(anonymous().login(MARY, MARYS_PASSWORD, "&keep=true")).orElseThrow();
  }

  private static Optional<String> keptLogin(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("drydock-login="))
        .findFirst();
  }

  private Client withCookie(String cookie) {
    return anonymous().with("Cookie", cookie.split(";")[0]);
  }

  private boolean getsIn(String cookie) {
    return withCookie(cookie).get("/api/v1/images").statusCode() == 200;
  }

  private static String value(String cookie) {
    return cookie.split(";")[0].split("=", 2)[1];
  }

  private int status(String password) {
    return Client.basic(port, MARY, password).get("/api/v1/images").statusCode();
  }

  private String newToken() throws Exception {
    return json.readTree(admin().post("/api/v1/api-tokens", named("test")).body())
        .path("token")
        .asText();
  }

  private static String named(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  private Client admin() {
    return Client.basic(port, "admin", TestSite.ADMIN_PASSWORD);
  }

  private Client anonymous() {
    return Client.anonymous(port);
  }
}
