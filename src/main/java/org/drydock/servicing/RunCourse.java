package org.drydock.servicing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drydock.engine.DeployedProcess;

/**
 * The way a run has taken through its process, and through those that it called.
 *
 * @param visits of steps, in the order in which they were begun
 * @param processes the run's own process instance first
 */
public record RunCourse(List<RunVisit> visits, List<Instance> processes) {

  /**
   * One process instance.
   *
   * @param model the version of the process that it follows; empty once history has forgotten it
   * @param elements what it met in its model: steps, gateways, events
   * @param flows the sequence flows that it took
   */
  public record Instance(
      String id, Optional<DeployedProcess> model, Map<String, Element> elements, Set<Flow> flows) {}

  /**
   * An element of a model.
   *
   * @param visits how often it was entered
   * @param active whether the instance is there now
   * @param failed how many visits failed
   * @param took how long the visits that are over took together
   */
  public record Element(int visits, boolean active, int failed, Duration took) {

    Element with(Element other) {
      return new Element(
          visits + other.visits,
          active || other.active,
          failed + other.failed,
          took.plus(other.took));
    }
  }

  /** A sequence flow by its ends: no two elements of a model are joined twice. */
  public record Flow(String from, String to) {}

  /** The visits to these steps, in the run's own process or a called one. */
  public List<RunVisit> to(Set<String> elements) {
    return visits.stream().filter(visit -> elements.contains(visit.elementId())).toList();
  }

  /** Whether the run was ever at this element of its own model. */
  public boolean met(String element) {
    return processes.get(0).elements().containsKey(element);
  }

  /** The step that the run is at, in a called process rather than at the call. */
  public Optional<RunVisit> current() {
    return visits.stream().filter(RunVisit::isActive).reduce((first, last) -> last);
  }
}
