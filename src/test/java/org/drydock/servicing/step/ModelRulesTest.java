package org.drydock.servicing.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Script;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.ClassUtils;

/** The models keep the rules of the house. */
class ModelRulesTest {

  private static final Map<Class<? extends FlowNode>, String> PREFIXES =
      Map.of(
          ServiceTask.class, "Task_",
          CallActivity.class, "CallActivity_",
          ExclusiveGateway.class, "Gateway_",
          StartEvent.class, "StartEvent_",
          EndEvent.class, "EndEvent_",
          BoundaryEvent.class, "BoundaryEvent_",
          IntermediateCatchEvent.class, "CatchEvent_",
          SubProcess.class, "SubProcess_");
  private static final Pattern DELEGATE = Pattern.compile("\\$\\{([a-z][A-Za-z]+)}");

  static Stream<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void elementsHaveTypedIds(Path file) {
    for (FlowNode node : all(file, FlowNode.class)) {
      String prefix =
          PREFIXES.entrySet().stream()
              .filter(kind -> kind.getKey().isInstance(node))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow(() -> new AssertionError(node.getElementType().getTypeName()));
      assertThat(node.getId()).startsWith(prefix);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyServiceTaskHasADelegateOfItsOwn(Path file) {
    Set<String> beans = new HashSet<>();
    for (ServiceTask task : all(file, ServiceTask.class)) {
      var delegate = DELEGATE.matcher(String.valueOf(task.getCamundaDelegateExpression()));
      assertThat(delegate.matches()).as(task.getId()).isTrue();
      Class<?> type = step(delegate.group(1));
      assertThat(Introspector.decapitalize(type.getSimpleName())).isEqualTo(delegate.group(1));
      assertThat(beans.add(delegate.group(1))).as(task.getId() + " shares its delegate").isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepThatWaitsForWorkIsFollowedByAJob(Path file) {
    for (ServiceTask task : all(file, ServiceTask.class)) {
      var delegate = DELEGATE.matcher(task.getCamundaDelegateExpression());
      assertThat(delegate.matches()).isTrue();
      Class<?> type = step(delegate.group(1));
      assertThat(task.isCamundaAsyncAfter())
          .as(task.getId())
          .isEqualTo(ActivityBehavior.class.isAssignableFrom(type));
      assertThat(
              ActivityBehavior.class.isAssignableFrom(type)
                  ^ JavaDelegate.class.isAssignableFrom(type))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void nothingIsScripted_andHistoryIsKeptForATime(Path file) {
    assertThat(all(file, ScriptTask.class)).isEmpty();
    assertThat(all(file, Script.class)).isEmpty();
    assertThat(all(file, Process.class))
        .allSatisfy(
            process -> assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyElementIsDrawn(Path file) {
    Set<String> drawn = new HashSet<>();
    all(file, BpmnShape.class).forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
    all(file, BpmnEdge.class).forEach(edge -> drawn.add(edge.getBpmnElement().getId()));

    assertThat(drawn).containsAll(ids(all(file, FlowNode.class)));
    assertThat(drawn).containsAll(ids(all(file, SequenceFlow.class)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void noTwoTasksOrEventsOverlap_exceptABoundaryEventAndItsTask(Path file) {
    List<BpmnShape> shapes = new ArrayList<>(all(file, BpmnShape.class));
    shapes.removeIf(
        shape ->
            shape.getBpmnElement() instanceof SubProcess
                || shape.getBpmnElement() instanceof BoundaryEvent);
    for (BpmnShape one : shapes) {
      for (BpmnShape other : shapes) {
        if (one != other) {
          assertThat(overlap(one.getBounds(), other.getBounds()))
              .as(one.getBpmnElement().getId() + " and " + other.getBpmnElement().getId())
              .isFalse();
        }
      }
    }
  }

  private static Class<?> step(String bean) {
    String name =
        PlanServicing.class.getPackageName()
            + "."
            + ClassUtils.getShortName(Character.toUpperCase(bean.charAt(0)) + bean.substring(1));
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("There is no step " + name, e);
    }
  }

  private static boolean overlap(Bounds a, Bounds b) {
    return a.getX() < b.getX() + b.getWidth()
        && b.getX() < a.getX() + a.getWidth()
        && a.getY() < b.getY() + b.getHeight()
        && b.getY() < a.getY() + a.getHeight();
  }

  private static List<String> ids(Collection<? extends BaseElement> elements) {
    return elements.stream().map(BaseElement::getId).toList();
  }

  private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance>
      Collection<T> all(Path file, Class<T> type) {
    BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
    return model.getModelElementsByType(type);
  }
}
