package org.wimdism.cbs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An element of a manifest, by its local name; namespaces only tell versions of it apart. */
record Element(String name, Map<String, String> attributes, List<Element> children, String text) {

  /** The attribute's value, empty where it is not there. */
  String attribute(String attributeName) {
    return attributes.getOrDefault(attributeName, "");
  }

  Stream<Element> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName));
  }

  Optional<Element> child(String childName) {
    return children(childName).findFirst();
  }

  /** This element and everything below it. */
  Stream<Element> tree() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Element::tree));
  }
}
