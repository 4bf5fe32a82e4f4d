package org.drydock.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.ActivityStatistics;
import org.camunda.bpm.engine.management.IncidentStatistics;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The process models in the engine, and what their instances did, as the system. */
@Service
public class DeployedProcesses {

  /** Of a visit that was interrupted, in ACT_INST_STATE_. */
  private static final int CANCELLED = 2;

  private final RepositoryService repository;
  private final HistoryService history;
  private final ManagementService management;
  private final JdbcClient jdbc;

  DeployedProcesses(
      RepositoryService repository,
      HistoryService history,
      ManagementService management,
      JdbcClient jdbc) {
    this.repository = repository;
    this.history = history;
    this.management = management;
    this.jdbc = jdbc;
  }

  /** The latest version of each model, by name. */
  public List<DeployedProcess> latest() {
    return repository
        .createProcessDefinitionQuery()
        .latestVersion()
        .orderByProcessDefinitionName()
        .asc()
        .list()
        .stream()
        .map(this::view)
        .toList();
  }

  /**
   * All versions of a model, the latest first.
   *
   * @throws ProcessNotFoundException when there is none with this key
   */
  public List<DeployedProcess> versions(String key) {
    List<DeployedProcess> versions =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(key)
            .orderByProcessDefinitionVersion()
            .desc()
            .list()
            .stream()
            .map(this::view)
            .toList();
    if (versions.isEmpty()) {
      throw new ProcessNotFoundException("process \"" + key + "\"");
    }
    return versions;
  }

  /**
   * @throws ProcessNotFoundException when there is none
   */
  public DeployedProcess version(String key, int version) {
    return versions(key).stream()
        .filter(known -> known.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new ProcessNotFoundException("version " + version + " of process \"" + key + "\""));
  }

  /** The steps of a model that take time, by their ids, with their labels. */
  public Map<String, String> steps(String id) {
    Map<String, String> steps = new LinkedHashMap<>();
    require(id);
    repository.getBpmnModelInstance(id).getModelElementsByType(Activity.class).stream()
        .filter(activity -> !(activity instanceof SubProcess))
        .forEach(
            activity ->
                steps.put(
                    activity.getId(),
                    activity.getName() == null ? activity.getId() : activity.getName()));
    return steps;
  }

  /** The version that an instance follows; empty where history no longer knows the instance. */
  public Optional<DeployedProcess> ofInstance(String instanceId) {
    return Optional.ofNullable(
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instanceId)
                .singleResult())
        .map(instance -> repository.getProcessDefinition(instance.getProcessDefinitionId()))
        .map(this::view);
  }

  /**
   * The model as XML.
   *
   * @throws ProcessNotFoundException when there is no version with this id
   */
  public String model(String id) {
    require(id);
    try (InputStream model = repository.getProcessModel(id)) {
      return new String(model.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the model of process " + id, e);
    }
  }

  /** How many instances of a version are active. */
  public long running(String id) {
    return history
        .createHistoricProcessInstanceQuery()
        .processDefinitionId(id)
        .unfinished()
        .count();
  }

  /** How many instances of a version history knows that have ended. */
  public long ended(String id) {
    return history.createHistoricProcessInstanceQuery().processDefinitionId(id).finished().count();
  }

  /** What the instances of one version did at each element they have met. */
  public List<ElementStatistics> statistics(String id) {
    Map<String, ActivityStatistics> now = new HashMap<>();
    management
        .createActivityStatisticsQuery(id)
        .includeIncidents()
        .list()
        .forEach(statistics -> now.put(statistics.getId(), statistics));
    Map<String, Past> past = past(id);
    TreeSet<String> elements = new TreeSet<>(now.keySet());
    elements.addAll(past.keySet());
    return elements.stream()
        .map(
            element ->
                statistics(
                    element, now.get(element), past.getOrDefault(element, new Past(0, 0, null))))
        .toList();
  }

  private record Past(long visits, long cancelled, Duration mean) {}

  /** Camunda's own statistics know no durations. */
  private Map<String, Past> past(String id) {
    Map<String, Past> past = new HashMap<>();
    jdbc.sql(
            "SELECT ACT_ID_, COUNT(*) AS VISITS,"
                + " SUM(CASE WHEN ACT_INST_STATE_ = :cancelled THEN 1 ELSE 0 END) AS CANCELLED,"
                + " AVG(CASE WHEN ACT_INST_STATE_ = :cancelled THEN NULL ELSE DURATION_ END)"
                + " AS MEAN FROM ACT_HI_ACTINST"
                + " WHERE PROC_DEF_ID_ = :id AND END_TIME_ IS NOT NULL"
                + " AND ACT_TYPE_ <> 'multiInstanceBody' GROUP BY ACT_ID_")
        .param("cancelled", CANCELLED)
        .param("id", id)
        .query(
            row -> {
              double mean = row.getDouble("MEAN");
              Duration duration = row.wasNull() ? null : Duration.ofMillis(Math.round(mean));
              past.put(
                  row.getString("ACT_ID_"),
                  new Past(row.getLong("VISITS"), row.getLong("CANCELLED"), duration));
            });
    return past;
  }

  private static ElementStatistics statistics(String element, ActivityStatistics now, Past past) {
    return new ElementStatistics(
        element,
        now == null ? 0 : now.getInstances(),
        past.visits(),
        past.cancelled(),
        past.mean(),
        now == null
            ? 0
            : now.getIncidentStatistics().stream()
                .mapToLong(IncidentStatistics::getIncidentCount)
                .sum());
  }

  private ProcessDefinition require(String id) {
    ProcessDefinition definition =
        repository.createProcessDefinitionQuery().processDefinitionId(id).singleResult();
    if (definition == null) {
      throw new ProcessNotFoundException("version of a process with the id \"" + id + "\"");
    }
    return definition;
  }

  private DeployedProcess view(ProcessDefinition definition) {
    return new DeployedProcess(
        definition.getId(),
        definition.getKey(),
        definition.getName() == null ? definition.getKey() : definition.getName(),
        definition.getVersion(),
        deployedAt(definition),
        description(definition));
  }

  private Instant deployedAt(ProcessDefinition definition) {
    return repository
        .createDeploymentQuery()
        .deploymentId(definition.getDeploymentId())
        .singleResult()
        .getDeploymentTime()
        .toInstant();
  }

  private String description(ProcessDefinition definition) {
    Process process =
        repository
            .getBpmnModelInstance(definition.getId())
            .getModelElementById(definition.getKey());
    return process.getDocumentations().stream()
        .map(documentation -> documentation.getTextContent().strip())
        .findFirst()
        .orElse("");
  }
}
