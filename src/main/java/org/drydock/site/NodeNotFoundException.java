package org.drydock.site;

/** No node has this name. */
public class NodeNotFoundException extends NotFound {

  NodeNotFoundException(String name) {
    super("There is no node \"" + name + "\". The list of hosts shows the names.");
  }
}
