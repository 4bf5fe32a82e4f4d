package org.drydock.site;

import java.util.List;
import org.springframework.stereotype.Service;

/** The nodes of the site, as the rest of the server sees them. */
@Service
public class Nodes {

  private final NodeTable table;
  private final NodeMembership membership;

  Nodes(NodeTable table, NodeMembership membership) {
    this.table = table;
    this.membership = membership;
  }

  /** The name of this node. */
  public String self() {
    return membership.name();
  }

  /** By name. */
  public List<Node> all() {
    return table.all();
  }

  /**
   * @throws NodeNotFoundException when there is none with this name
   */
  public Node require(String name) {
    return table.find(name).orElseThrow(() -> new NodeNotFoundException(name));
  }

  /** The nodes that take runs, this one first. One that has just fallen silent takes none. */
  public List<Node> up() {
    return all().stream()
        .filter(node -> node.state() == NodeState.UP)
        .filter(node -> isSelf(node) || membership.hears(node))
        .sorted((one, other) -> Boolean.compare(isSelf(other), isSelf(one)))
        .toList();
  }

  /** Whether the others have given up what the node was doing. */
  public boolean isLost(String name) {
    return table.find(name).filter(node -> lost(node.state())).isPresent();
  }

  /** Whether a command that the node started before it was lost may still be alive. */
  public boolean mayStillWork(String name) {
    return table
        .find(name)
        .filter(node -> node.state() != NodeState.UP && node.state() != NodeState.DOWN)
        .isPresent();
  }

  /**
   * Takes an administrator's word that nothing runs on a lost node's host any more.
   *
   * @throws NodeNotFoundException when there is none with this name
   * @throws NodeNotLostException when it is not lost, or has just returned
   */
  public Node confirmDown(String name) {
    Node node = require(name);
    if (node.state() == NodeState.DOWN) {
      return node;
    }
    if (node.state() != NodeState.LOST || !table.change(node, NodeState.DOWN)) {
      throw new NodeNotLostException(require(name));
    }
    return require(name);
  }

  /** What this node had left when it was lost has been ended. */
  public void returned() {
    membership.returned();
  }

  private boolean isSelf(Node node) {
    return node.name().equals(self());
  }

  static boolean lost(NodeState state) {
    return state == NodeState.LOST || state == NodeState.DOWN;
  }
}
