package org.drydock.it.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.drydock.it.Administrator;
import org.drydock.it.CleanState;
import org.springframework.mock.env.MockEnvironment;

/** One node of a site: its server, and its host. */
final class ClusterNode {

  private final String name;
  private final ServerProcess server;
  private final MockEnvironment environment = new MockEnvironment();
  private final Administrator administrator = new Administrator(environment);
  private final CleanState state;

  ClusterNode(String name, Path data, ServerProcess server) {
    this.name = name;
    this.server = server;
    this.state = new CleanState(data, administrator);
  }

  String name() {
    return name;
  }

  /** Returns when it is ready. */
  void start() {
    environment.setProperty("local.server.port", Integer.toString(server.start()));
  }

  void kill() {
    server.kill();
  }

  /** Kills all commands of this host; whether there were any. */
  boolean killDism() {
    List<ProcessHandle> alive = state.processes();
    alive.forEach(ProcessHandle::destroyForcibly);
    return !alive.isEmpty();
  }

  /** The administrator who talks to this node. */
  Administrator administrator() {
    return administrator;
  }

  /** What a node of the site is, as this one sees it: up, lost, ... */
  String stateOf(ClusterNode other) {
    for (JsonNode host : administrator.get("/api/v1/hosts").ok()) {
      if (host.path("name").asText().equals(other.name)) {
        return host.path("state").asText();
      }
    }
    return "unknown";
  }

  /** Nothing of any run is left on this host. */
  void nothingIsLeft() {
    state.nothingIsLeft();
  }

  void end() {
    server.kill();
    killDism();
  }
}
