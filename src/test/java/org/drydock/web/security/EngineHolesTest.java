package org.drydock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.drydock.ProcessTest;
import org.drydock.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The engine's known holes, each tried with the request an attacker would send. */
@ProcessTest
class EngineHolesTest {

  private static final String MARY = "mary";
  private static final String MARYS_PASSWORD = "mary's password";

  private static final String HOLE = "drydock.hole";

  /** Leaves a trace when it is evaluated. */
  private static final String EXPRESSION = "${systemProperties.put('drydock.hole', 'open')}";

  private static final String NESTED =
      "{\"orQueries\":[{\"assigneeExpression\":\"" + EXPRESSION + "\"}]}";

  private static final String TOP = "{\"assigneeExpression\":\"" + EXPRESSION + "\"}";

  /** Where the engine's REST interface stands. */
  static Stream<String> doors() {
    return Stream.of(
        "/engine-rest", "/engine-rest/engine/default", "/camunda/api/engine/engine/default");
  }

  @Autowired private IdentityService identities;
  @Autowired private FilterService filters;
  @Autowired private TaskService tasks;
  @Autowired private RuntimeService runtime;
  @Autowired private ProcessEngineConfigurationImpl engine;
  @Autowired private JdbcTemplate database;
  @LocalServerPort private int port;

  private final List<String> madeFilters = new ArrayList<>();

  @BeforeEach
  void mary() {
    User user = identities.newUser(MARY);
    user.setPassword(MARYS_PASSWORD);
    identities.saveUser(user);
  }

  @AfterEach
  void tidyUp() {
    System.clearProperty(HOLE);
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("open-task")
        .list()
        .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
    identities.deleteUser(MARY);
    madeFilters.forEach(filters::deleteFilter);
  }

  @Test
  void theExpressionWouldLeaveATrace() {
    engine
        .getCommandExecutorTxRequired()
        .execute(
            command -> engine.getExpressionManager().createExpression(EXPRESSION).getValue(null));
    assertThat(System.getProperty(HOLE)).isEqualTo("open");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void expressionsInTaskQueriesAreRefused(String door) {
    for (String query : List.of(NESTED, TOP)) {
      assertRefused(admin(door).post(door + "/task", query));
      assertRefused(admin(door).post(door + "/task/count", query));
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void expressionsInSavedFiltersAreRefused(String door) {
    String body = "{\"resourceType\":\"Task\",\"name\":\"f\",\"query\":%s}";
    for (String query : List.of(NESTED, TOP)) {
      assertRefused(admin(door).post(door + "/filter/create", body.formatted(query)));
    }
    assertThat(filters.createFilterQuery().filterName("f").count()).isZero();

    String id = filter("{}");
    assertRefused(admin(door).put(door + "/filter/" + id, body.formatted(NESTED)));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void expressionsThatExtendAFilterAreRefused(String door) {
    String id = filter("{}");
    for (String query : List.of(NESTED, TOP)) {
      assertRefused(admin(door).post(door + "/filter/" + id + "/list", query));
      assertRefused(admin(door).post(door + "/filter/" + id + "/count", query));
      assertRefused(admin(door).post(door + "/filter/" + id + "/singleResult", query));
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void expressionsInAFilterThatIsThereAlreadyAreNotEvaluated(String door) {
    String id = filter(NESTED);
    assertRefused(admin(door).get(door + "/filter/" + id + "/list"));
    assertRefused(admin(door).get(door + "/filter/" + id + "/count"));
    assertRefused(admin(door).get(door + "/filter/" + id + "/singleResult"));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void ordinaryQueriesAndFiltersStillWork(String door) {
    String query = "{\"orQueries\":[{\"assignee\":\"mary\",\"candidateUser\":\"mary\"}]}";
    assertThat(admin(door).post(door + "/task/count", query).body()).contains("\"count\":0");
    String id = filter("{}");
    assertThat(admin(door).get(door + "/filter/" + id + "/count").body()).contains("\"count\":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/setup/default/user/create/",
        "/camunda/api/admin/setup/other/user/create",
        "/camunda/api//admin/setup/default/user/create",
        "/camunda/api/admin/setup;x=y/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create"
      })
  void nobodyMakesHimselfAdministratorWhileThereIsNone(String path) {
    String body =
        """
        {"profile":{"id":"mallory","firstName":"M","lastName":"M"},
         "credentials":{"password":"mallory's password"}}
        """;
    Client logged = Client.session(port, "admin", TestSite.ADMIN_PASSWORD);
    logged.get("/camunda/app/admin/default/setup/");
    identities.deleteMembership("admin", Groups.CAMUNDA_ADMIN);
    try {
      assertThat(Client.anonymous(port).post(path, body).statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(logged.post(path, body).statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(identities.createUserQuery().userId("mallory").count()).isZero();
    } finally {
      identities.createMembership("admin", Groups.CAMUNDA_ADMIN);
    }
  }

  @ParameterizedTest
  @MethodSource("doors")
  void whoMayNothingDeploysNothing(String door) {
    HttpResponse<String> answer =
        mary(door)
            .upload(
                door + "/deployment/create",
                "evil.bpmn",
                """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
                  <process id="evil" isExecutable="true" camunda:historyTimeToLive="1">
                    <startEvent id="s"/></process></definitions>
                """);
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void whoMayNothingTouchesNoInstance(String door) {
    String instance = runtime.startProcessInstanceByKey("open-task").getId();
    String definition =
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(instance)
            .singleResult()
            .getProcessDefinitionId();
    Client client = mary(door);

    assertForbidden(client.delete(door + "/process-instance/" + instance));
    assertForbidden(
        client.post(
            door + "/process-instance/" + instance + "/modification",
            "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"Task_Open\"}]}"));
    assertForbidden(
        client.post(
            door + "/modification/execute",
            """
            {"processDefinitionId":"%s","processInstanceIds":["%s"],
             "instructions":[{"type":"cancel","activityId":"Task_Open"}]}
            """
                .formatted(definition, instance)));
    assertForbidden(
        client.post(
            door + "/migration/execute",
            """
            {"processInstanceIds":["%2$s"],"migrationPlan":{
             "sourceProcessDefinitionId":"%1$s","targetProcessDefinitionId":"%1$s",
             "instructions":[{"sourceActivityIds":["Task_Open"],
                              "targetActivityIds":["Task_Open"]}]}}
            """
                .formatted(definition, instance)));
    assertForbidden(
        client.post(door + "/process-definition/key/open-task/start", "{\"variables\":{}}"));
    assertThat(client.get(door + "/process-instance?maxResults=10").body()).isEqualTo("[]");

    assertThat(tasks.createTaskQuery().processInstanceId(instance).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("doors")
  void serialisedJavaObjectsAreRefused(String door) {
    HttpResponse<String> answer =
        admin(door)
            .post(
                door + "/process-definition/key/open-task/start",
                """
                {"variables":{"x":{"type":"Object","value":"rO0ABQ==","valueInfo":{
                 "objectTypeName":"java.util.HashMap",
                 "serializationDataFormat":"application/x-java-serialized-object"}}}}
                """);
    assertThat(answer.statusCode()).isBetween(400, 500);
    assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("open-task").count())
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void aListIsNeverUnbounded(String door) {
    assertThat(admin(door).get(door + "/task?maxResults=2001").statusCode()).isEqualTo(400);
    assertThat(admin(door).get(door + "/task?maxResults=2000").statusCode()).isEqualTo(200);
    assertThat(admin(door).get(door + "/task").body()).isEqualTo("[]");
    assertThat(admin(door).post(door + "/task?x=y", "{}").body()).isEqualTo("[]");
  }

  @Test
  void noScriptLanguageIsThere() {
    assertThat(new ScriptEngineManager().getEngineFactories())
        .extracting(ScriptEngineFactory::getLanguageName)
        .isSubsetOf("JSP 2.1 EL", "feel", "feel-unary-tests");
  }

  /** A filter with a query that was stored before the guard was there. */
  private String filter(String query) {
    Filter filter = filters.newTaskFilter("stored").setQuery(tasks.createTaskQuery());
    String id = filters.saveFilter(filter).getId();
    madeFilters.add(id);
    database.update("UPDATE ACT_RU_FILTER SET QUERY_ = ? WHERE ID_ = ?", query, id);
    return id;
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    // Where one result is asked for, the interface has its own words for every refusal.
    assertThat(answer.body()).containsAnyOf("xpressions", "valid single result");
    assertThat(System.getProperty(HOLE)).isNull();
  }

  private static void assertForbidden(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(403, 404);
  }

  private Client admin(String door) {
    return client(door, "admin", TestSite.ADMIN_PASSWORD);
  }

  private Client mary(String door) {
    return client(door, MARY, MARYS_PASSWORD);
  }

  /** The web applications want the token against forged requests that they handed out. */
  private Client client(String door, String user, String password) {
    if (!door.startsWith("/camunda")) {
      return Client.basic(port, user, password);
    }
    Client browser = Client.session(port, user, password);
    HttpResponse<String> page = browser.get("/camunda/app/welcome/default/");
    String token = page.headers().firstValue("X-XSRF-TOKEN").orElse("");
    return browser.with("X-XSRF-TOKEN", token);
  }
}
