package org.drydock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.drydock.site.RetentionProperties;
import org.drydock.site.RetentionTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessModelsTest {

  /** A built-in model: it is on the class path of the tests. */
  private static final String BUILT_IN = "distribute-image";

  @TempDir private Path folder;

  private ProcessEngine engine;

  @BeforeEach
  void startEngine() {
    engine = BareEngine.start();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void theBuiltInModelsAreDeployedOnceHoweverOftenTheServerStarts() {
    deploy(null);
    deploy(null);
    assertThat(latest(BUILT_IN).getVersion()).isEqualTo(1);
  }

  @Test
  void aModelInTheFolderIsAdded() throws IOException {
    write("own.bpmn", "own-process", "first");
    deploy(folder);
    assertThat(latest("own-process").getVersion()).isEqualTo(1);
    assertThat(latest(BUILT_IN).getVersion()).isEqualTo(1);
  }

  @Test
  void aModelThatChangedGetsANewVersionAndTheOthersDoNot() throws IOException {
    write("own.bpmn", "own-process", "first");
    deploy(folder);
    write("own.bpmn", "own-process", "second");
    deploy(folder);
    assertThat(latest("own-process").getVersion()).isEqualTo(2);
    assertThat(latest("own-process").getName()).isEqualTo("second");
    assertThat(latest(BUILT_IN).getVersion()).isEqualTo(1);
  }

  @Test
  void aModelInTheFolderReplacesTheBuiltInOneOfThatFileName() throws IOException {
    write(BUILT_IN + ".bpmn", BUILT_IN, "ours");
    deploy(folder);
    assertThat(latest(BUILT_IN).getName()).isEqualTo("ours");
    assertThat(latest(BUILT_IN).getVersion()).isEqualTo(1);
  }

  @Test
  void theTimerOfANightIsThereOnce_howeverOftenTheServerStartsOrTheModelChanges()
      throws IOException {
    deploy(null);
    deploy(null);
    assertThat(nights()).hasSize(1);
    Files.writeString(
        folder.resolve("apply-retention.bpmn"),
        Files.readString(Path.of("processes/apply-retention.bpmn"))
            .replace("name=\"Apply retention\"", "name=\"ours\""));
    deploy(folder);
    assertThat(latest("apply-retention").getVersion()).isEqualTo(2);
    assertThat(nights())
        .singleElement()
        .extracting(Job::getProcessDefinitionId)
        .isEqualTo(latest("apply-retention").getId());
  }

  @Test
  void theTimerOfANightTakesTheTimeThatIsConfiguredNow() {
    deploy(null);
    assertThat(dueTime()).isEqualTo(LocalTime.of(3, 0));
    atStart(LocalTime.of(23, 30));
    assertThat(dueTime()).isEqualTo(LocalTime.of(23, 30));
    assertThat(((TimerEntity) nights().get(0)).getRepeat()).isEqualTo("0 30 23 * * ?");
  }

  @Test
  void aTimerThatIsOverdueSinceTheServerWasOffStaysSo() {
    deploy(null);
    Date missed = Date.from(Instant.now().minusSeconds(3600));
    engine.getManagementService().setJobDuedate(nights().get(0).getId(), missed);
    atStart(LocalTime.of(3, 0));
    assertThat(nights().get(0).getDuedate()).isInThePast();
  }

  @Test
  void aBrokenModelStopsTheStartAndIsNamed() throws IOException {
    Files.writeString(folder.resolve("broken.bpmn"), "<definitions>");
    assertThatThrownBy(() -> deploy(folder))
        .hasMessageContaining("broken.bpmn")
        .hasMessageContaining("drydock.processes");
  }

  @Test
  void aFolderThatIsNotThereStopsTheStartAndIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> deploy(missing)).hasMessageContaining(missing.toString());
  }

  private void deploy(Path processes) {
    Map<String, String> settings =
        processes == null ? Map.of() : Map.of("drydock.processes", processes.toString());
    new ProcessModels(BareEngine.settings(folder, settings)).postProcessEngineBuild(engine);
  }

  private void atStart(LocalTime time) {
    ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getBeans()
        .put("retentionTime", new RetentionTime(new RetentionProperties(time)));
    new StartTimers().postProcessEngineBuild(engine);
  }

  private List<Job> nights() {
    return engine
        .getManagementService()
        .createJobQuery()
        .timers()
        .processDefinitionKey("apply-retention")
        .list();
  }

  private LocalTime dueTime() {
    return LocalTime.ofInstant(nights().get(0).getDuedate().toInstant(), ZoneId.systemDefault());
  }

  private ProcessDefinition latest(String key) {
    RepositoryService repository = engine.getRepositoryService();
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult();
  }

  private void write(String file, String key, String name) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
          <process id="%s" name="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
            <startEvent id="Start"/>
          </process>
        </definitions>
        """
            .formatted(key, name));
  }
}
