package org.drydock.servicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.drydock.dism.DismException;
import org.drydock.dism.DismException.Explanation;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.ServicingPlan.ReplacedUpdate;

/**
 * What became of each update in each index, so far.
 *
 * @param indexes the columns
 * @param rows in the order of applying
 * @param replaced updates that were asked for and are not needed
 */
public record ResultMatrix(List<Integer> indexes, List<Row> rows, List<ReplacedUpdate> replaced) {

  /**
   * @param update of its own, or a checkpoint
   * @param with the update whose command applies it; null unless it is a checkpoint
   * @param reasons why it is not simply applied; the same reason stands there once
   */
  public record Row(
      PlannedUpdate update, PlannedUpdate with, List<Cell> cells, List<Reason> reasons) {}

  /**
   * @param percent how far it is, while it is being applied
   */
  public record Cell(int index, State state, Double percent) {}

  /**
   * @param indexes where it is so
   * @param code DISM's, or null
   * @param dism what the code means and what to do; null where nothing is known of it
   * @param words what DISM itself said, in the first of the indexes; null where it said nothing
   */
  public record Reason(
      List<Integer> indexes,
      State state,
      String code,
      Explanation dism,
      String message,
      DismWords words) {}

  /** What can become of an update, and where it stands before that. */
  public enum State {
    APPLIED,
    INSTALLED,
    NOT_APPLICABLE,
    NOT_SUPPORTED,
    FAILED,
    NOT_ATTEMPTED,
    WAITING,
    CHECKING,
    APPLYING,
    /** The run was stopped before. */
    NOT_REACHED
  }

  private record Why(UpdateResult.State state, String code, String message) {}

  static ResultMatrix of(
      Run run, ServicingPlan plan, List<UpdateResult> results, RunCourse course) {
    List<Row> rows = new ArrayList<>();
    for (PlannedUpdate entry : plan.updates()) {
      for (PlannedUpdate member : entry.members()) {
        List<UpdateResult> ofMember =
            results.stream().filter(result -> result.updateId().equals(member.updateId())).toList();
        List<Cell> cells =
            plan.indexes().stream()
                .map(index -> cell(run, index, entry, ofMember, course))
                .toList();
        rows.add(new Row(member, member == entry ? null : entry, cells, reasons(ofMember)));
      }
    }
    return new ResultMatrix(plan.indexes(), rows, plan.replaced());
  }

  private static Cell cell(
      Run run, int index, PlannedUpdate entry, List<UpdateResult> results, RunCourse course) {
    Optional<UpdateResult> result =
        results.stream().filter(known -> known.index() == index).findFirst();
    if (result.isPresent()) {
      return new Cell(index, State.valueOf(result.get().state().name()), null);
    }
    return course
        .current()
        .filter(visit -> Objects.equals(visit.index(), index))
        .filter(visit -> entry.updateId().equals(visit.updateId()))
        .map(visit -> cell(index, visit))
        .orElseGet(
            () -> new Cell(index, isOver(run, course) ? State.NOT_REACHED : State.WAITING, null));
  }

  private static Cell cell(int index, RunVisit visit) {
    boolean applying = visit.elementId().equals("Task_ApplyUpdate");
    return new Cell(
        index, applying ? State.APPLYING : State.CHECKING, applying ? visit.progress() : null);
  }

  private static boolean isOver(Run run, RunCourse course) {
    return run.status().isFinal()
        || run.status() == RunStatus.CANCELLING
        || course.met("Task_DiscardMount");
  }

  private static List<Reason> reasons(List<UpdateResult> results) {
    Map<Why, List<UpdateResult>> alike = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.message() != null || result.code() != null)
        .forEach(
            result ->
                alike
                    .computeIfAbsent(
                        new Why(result.state(), result.code(), result.message()),
                        why -> new ArrayList<>())
                    .add(result));
    return alike.entrySet().stream()
        .map(
            entry -> {
              Why why = entry.getKey();
              return new Reason(
                  entry.getValue().stream().map(UpdateResult::index).toList(),
                  State.valueOf(why.state().name()),
                  why.code(),
                  DismException.explain(why.code()).orElse(null),
                  why.message(),
                  entry.getValue().get(0).dism());
            })
        .toList();
  }
}
