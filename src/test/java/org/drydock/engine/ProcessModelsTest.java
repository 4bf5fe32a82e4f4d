package org.drydock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
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
