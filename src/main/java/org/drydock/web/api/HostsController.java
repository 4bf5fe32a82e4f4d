package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.site.Node;
import org.drydock.site.Nodes;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The servicing hosts over HTTP: each node of the site services on its own. */
@RestController
@RequestMapping("/api/v1/hosts")
class HostsController {

  private final Nodes nodes;
  private final Runs runs;

  HostsController(Nodes nodes, Runs runs) {
    this.nodes = nodes;
    this.runs = runs;
  }

  /**
   * @param state up, returning, stopped, lost or down
   * @param runs the numbers of the runs that have the host
   * @param seenAt its last sign of life
   */
  record Host(
      String name, String state, int slots, List<Long> runs, Instant startedAt, Instant seenAt) {}

  @GetMapping
  List<Host> hosts() {
    List<Run> active = runs.active();
    return nodes.all().stream().map(node -> host(node, active)).toList();
  }

  /** An administrator confirms that nothing runs on a lost host any more. */
  @PostMapping("/{name}/down")
  @Audited("Confirm that a lost host is down")
  Host down(@PathVariable String name) {
    return host(nodes.confirmDown(name), runs.active());
  }

  private static Host host(Node node, List<Run> active) {
    return new Host(
        node.name(),
        node.state().label(),
        node.slots(),
        active.stream().filter(run -> node.name().equals(run.host())).map(Run::runNumber).toList(),
        node.startedAt(),
        node.seenAt());
  }
}
