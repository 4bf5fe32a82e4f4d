package org.drydock.web.console;

import java.util.List;
import org.drydock.dism.Dism;
import org.drydock.dism.DismException;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.site.Node;
import org.drydock.site.NodeState;
import org.drydock.site.Nodes;
import org.drydock.site.ServicingDrive;
import org.springframework.stereotype.Component;

/** The servicing hosts as pages show them. */
@Component
class Hosts {

  private final Nodes nodes;
  private final Runs runs;
  private final LocalHost host;
  private final ServicingDrive drive;
  private final Dism dism;

  Hosts(Nodes nodes, Runs runs, LocalHost host, ServicingDrive drive, Dism dism) {
    this.nodes = nodes;
    this.runs = runs;
    this.host = host;
    this.drive = drive;
    this.dism = dism;
  }

  List<DashboardPage.HostRow> rows(Wording words) {
    List<Run> active = runs.active();
    return nodes.all().stream().map(node -> row(node, active, words)).toList();
  }

  /** Bytes free on the servicing drive of this node. */
  long freeRoom() {
    return host.freeSpace(drive.stagingRoot());
  }

  private DashboardPage.HostRow row(Node node, List<Run> active, Wording words) {
    boolean here = node.name().equals(nodes.self());
    List<Link> busy =
        active.stream()
            .filter(run -> node.name().equals(run.host()))
            .map(run -> Link.toRun(run.runNumber()))
            .toList();
    return new DashboardPage.HostRow(
        node.name(),
        state(node.state()),
        busy.size() + " of " + Wording.count(node.slots(), "slot", "slots") + " busy",
        busy,
        words.moment(node.seenAt()),
        words.moment(node.startedAt()),
        here ? Wording.size(freeRoom()) : null,
        here ? drive.stagingRoot().toString() : null,
        here ? dismVersion() : null,
        node.state() == NodeState.LOST);
  }

  private String dismVersion() {
    try {
      return dism.version();
    } catch (DismException | HostException e) {
      return "DISM cannot be started: " + e.getMessage();
    }
  }

  private static Badge state(NodeState state) {
    return switch (state) {
      case UP -> new Badge("ok", "Up");
      case RETURNING -> new Badge("warn", "Returning");
      case STOPPED -> new Badge("idle", "Stopped");
      case LOST -> new Badge("bad", "Lost");
      case DOWN -> new Badge("idle", "Down");
    };
  }
}
