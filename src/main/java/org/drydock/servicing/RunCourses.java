package org.drydock.servicing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drydock.engine.ActivityView;
import org.drydock.engine.DeployedProcesses;
import org.drydock.engine.Processes;
import org.drydock.operation.OperationState;
import org.drydock.operation.OperationView;
import org.drydock.operation.Operations;
import org.drydock.servicing.RunCourse.Element;
import org.drydock.servicing.RunCourse.Flow;
import org.springframework.stereotype.Component;

/**
 * Tells the way of a run from the engine's history, with what operations and plan add. History does
 * not say which flow was taken, nor what a repetition was for; both follow from the order of the
 * visits.
 */
@Component
public class RunCourses {

  private static final Set<String> STEPS = Set.of("serviceTask", "callActivity");
  private static final String EACH_INDEX = "SubProcess_ServiceIndex";
  private static final String EACH_UPDATE = "SubProcess_ApplyUpdates";
  private static final String EXPORT = "Task_ExportImage";

  private final Processes processes;
  private final Operations operations;
  private final Runs runs;
  private final DeployedProcesses models;

  RunCourses(Processes processes, Operations operations, Runs runs, DeployedProcesses models) {
    this.processes = processes;
    this.models = models;
    this.operations = operations;
    this.runs = runs;
  }

  public RunCourse of(Run run) {
    Map<String, OperationView> byVisit =
        operations.ofRun(run.runNumber()).stream()
            .filter(operation -> operation.activityInstanceId() != null)
            .collect(
                Collectors.toMap(
                    OperationView::activityInstanceId, Function.identity(), (first, last) -> last));
    ServicingPlan plan = runs.plan(run.runNumber());
    List<RunVisit> visits = new ArrayList<>();
    List<RunCourse.Instance> instances = new ArrayList<>();
    follow(run.processInstanceId(), byVisit, run, plan, visits, instances);
    return new RunCourse(visits, instances);
  }

  private void follow(
      String instance,
      Map<String, OperationView> operations,
      Run run,
      ServicingPlan plan,
      List<RunVisit> visits,
      List<RunCourse.Instance> instances) {
    History history = new History(instance, processes.activities(instance), operations);
    instances.add(
        new RunCourse.Instance(
            instance, models.ofInstance(instance), history.elements(), history.flows()));
    for (ActivityView view : history.all) {
      if (STEPS.contains(view.type())) {
        visits.add(history.visit(view, run, plan));
      }
      if (view.called() != null) {
        follow(view.called(), operations, run, plan, visits, instances);
      }
    }
  }

  /** What one process instance has visited. */
  private static final class History {

    private final String instance;
    private final List<ActivityView> all;
    private final Map<String, OperationView> operations;
    private final Map<String, ActivityView> byId = new HashMap<>();
    private final Map<String, List<ActivityView>> byParent = new LinkedHashMap<>();

    private History(
        String instance, List<ActivityView> all, Map<String, OperationView> operations) {
      this.instance = instance;
      this.all = all;
      this.operations = operations;
      for (ActivityView view : all) {
        byId.put(view.id(), view);
        byParent.computeIfAbsent(view.parent(), id -> new ArrayList<>()).add(view);
      }
    }

    private RunVisit visit(ActivityView view, Run run, ServicingPlan plan) {
      OperationView operation = operations.get(view.id());
      return new RunVisit(
          view.id(),
          instance,
          view.elementId(),
          view.name() == null ? view.elementId() : view.name(),
          state(view, operation),
          view.started(),
          view.ended(),
          operation == null ? null : operation.progress(),
          operation == null ? null : operation.message(),
          index(view, plan),
          update(view, run, plan),
          operation == null ? null : operation.operationId());
    }

    /** A step that ended with a BPMN error counts as cancelled for the engine; the row knows. */
    private static RunStep.State state(ActivityView view, OperationView operation) {
      if (operation != null && operation.state() == OperationState.FAILED) {
        return RunStep.State.FAILED;
      }
      if (view.ended() == null) {
        return RunStep.State.ACTIVE;
      }
      return view.canceled() ? RunStep.State.CANCELLED : RunStep.State.DONE;
    }

    private Map<String, Element> elements() {
      Map<String, Element> elements = new LinkedHashMap<>();
      all.stream()
          .filter(view -> !view.isRepetition())
          .forEach(view -> elements.merge(view.elementId(), element(view), Element::with));
      return elements;
    }

    private Element element(ActivityView view) {
      boolean failed = state(view, operations.get(view.id())) == RunStep.State.FAILED;
      Duration took =
          view.ended() == null ? Duration.ZERO : Duration.between(view.started(), view.ended());
      return new Element(1, view.ended() == null, failed ? 1 : 0, took);
    }

    /** One token runs through each scope, so that two visits after one another were joined. */
    private Set<Flow> flows() {
      Set<Flow> flows = new LinkedHashSet<>();
      for (List<ActivityView> siblings : byParent.values()) {
        for (int i = 1; i < siblings.size(); i++) {
          flows.add(
              new Flow(siblings.get(i - 1).modelElementId(), siblings.get(i).modelElementId()));
        }
      }
      return flows;
    }

    private Integer index(ActivityView view, ServicingPlan plan) {
      for (ActivityView at = view; at != null; at = byId.get(at.parent())) {
        ActivityView whole = byId.get(at.parent());
        if (whole != null
            && whole.isRepetition()
            && (at.elementId().equals(EACH_INDEX) || at.elementId().equals(EXPORT))) {
          return element(plan.indexes(), position(at));
        }
      }
      return null;
    }

    private String update(ActivityView view, Run run, ServicingPlan plan) {
      for (ActivityView at = view; at != null; at = byId.get(at.parent())) {
        ActivityView whole = byId.get(at.parent());
        if (whole != null && whole.isRepetition() && at.elementId().equals(EACH_UPDATE)) {
          ServicingPlan.PlannedUpdate update =
              element(
                  plan.updates(position(whole) + 1, run.removeSupersededUpdates()), position(at));
          return update == null ? null : update.updateId();
        }
      }
      return null;
    }

    /** The how manieth visit of its element it is inside of its parent, from 0. */
    private int position(ActivityView view) {
      return byParent.get(view.parent()).stream()
          .filter(other -> other.elementId().equals(view.elementId()))
          .toList()
          .indexOf(view);
    }

    private static <T> T element(List<T> list, int position) {
      return position < list.size() ? list.get(position) : null;
    }
  }
}
