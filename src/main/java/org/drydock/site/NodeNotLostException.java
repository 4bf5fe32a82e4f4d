package org.drydock.site;

/** A node was said to be down that is not lost. */
public class NodeNotLostException extends Conflict {

  NodeNotLostException(Node node) {
    super(
        "Node "
            + node.name()
            + " is "
            + node.state().label()
            + ", not lost. Only a host that has been silent for longer than its lease can be"
            + " confirmed to be down.");
  }
}
