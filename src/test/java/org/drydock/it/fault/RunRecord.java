package org.drydock.it.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.drydock.dism.RecordedCall;

/**
 * What can be read about a run from outside the server, without what differs from run to run.
 *
 * @param log the lines of its log
 * @param steps the names of its steps
 * @param calls the calls of DISM that were made in its staging area
 */
record RunRecord(List<String> log, List<String> steps, List<String> calls) {

  static RunRecord of(Site site, long run) {
    JsonNode details = site.administrator().run(run);
    String mine = "/run-" + run + "-";
    return new RunRecord(
        site.administrator().log(run).lines().map(RunRecord::withoutTime).toList(),
        details.path("steps").findValuesAsText("name"),
        site.dism().calls().stream()
            .map(RecordedCall::command)
            .filter(call -> call.contains(mine))
            .map(call -> call.substring(call.indexOf("/English")))
            .map(RunRecord::plain)
            .toList());
  }

  /** The calls that change something. */
  List<String> changes() {
    return calls.stream().filter(RunRecord::isChange).toList();
  }

  private static boolean isChange(String call) {
    return call.matches(".*/(Add-Package|Cleanup-Image|Export-Image|Commit) .*")
        || call.contains("/Mount-Image") && !call.contains("/ReadOnly");
  }

  private static String withoutTime(String line) {
    return plain(line.substring(line.indexOf(' ') + 1).strip());
  }

  private static String plain(String text) {
    return text.replaceAll("(/[^/: ]+)+/ConfigMgr_OfflineImageServicing", "DRIVE")
        .replaceAll("run-\\d+(-\\p{XDigit}{8})?", "run-N")
        .replaceAll("\\b(Run|[Ss]chedule|[Vv]ersion) \\d+", "$1 N")
        .replaceAll("[\\d,]+ bytes, SHA-256 \\p{XDigit}+", "N bytes")
        .replaceAll("\\d+ % of the image file's [\\d,]+ bytes", "N % of the image file's N bytes")
        .replaceAll("runs/\\d+\\.", "runs/N.");
  }
}
