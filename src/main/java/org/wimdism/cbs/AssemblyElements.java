package org.wimdism.cbs;

import java.util.List;
import java.util.function.Function;

/** Reads what package and component manifests have in common; errors name the manifest. */
record AssemblyElements(String manifest) {

  /** The only child of that name. */
  Element only(Element parent, String childName) {
    List<Element> found = parent.children(childName).toList();
    if (found.size() != 1) {
      throw broken("has " + found.size() + " elements \"" + childName + "\" where one belongs");
    }
    return found.get(0);
  }

  Identity packageIdentity(Element assembly) {
    return ofPackage(only(assembly, "assemblyIdentity"));
  }

  Identity componentIdentity(Element assembly) {
    return ofComponent(only(assembly, "assemblyIdentity"));
  }

  List<Identity> packageIdentities(Element parent) {
    return identities(parent, this::ofPackage);
  }

  List<Identity> componentIdentities(Element parent) {
    return identities(parent, this::ofComponent);
  }

  Version version(String text) {
    try {
      return Version.parse(text);
    } catch (IllegalArgumentException e) {
      throw Fault.MANIFEST_BROKEN.with(manifest + ": " + e.getMessage(), e);
    }
  }

  RuntimeException broken(String fact) {
    return Fault.MANIFEST_BROKEN.with(manifest + " " + fact + ".");
  }

  private List<Identity> identities(Element parent, Function<Element, Identity> form) {
    List<Identity> found = parent.children("assemblyIdentity").map(form).toList();
    if (found.isEmpty()) {
      throw broken("has an element \"" + parent.name() + "\" without assemblyIdentity");
    }
    return found;
  }

  private Identity ofPackage(Element identity) {
    return Identity.ofPackage(
        nameOf(identity),
        identity.attribute("publicKeyToken"),
        identity.attribute("processorArchitecture"),
        identity.attribute("language"),
        version(identity.attribute("version")));
  }

  private Identity ofComponent(Element identity) {
    return new Identity(
        nameOf(identity),
        identity.attribute("publicKeyToken"),
        identity.attribute("processorArchitecture"),
        identity.attribute("language"),
        version(identity.attribute("version")),
        identity.attribute("type"),
        identity.attribute("versionScope"));
  }

  /** Names become file names and registry keys, so they must not hold what leads elsewhere. */
  private String nameOf(Element identity) {
    for (String part : List.of("name", "publicKeyToken", "processorArchitecture", "language")) {
      if (identity.attribute(part).matches(".*[\\\\/~:*?\"<>|\\p{Cntrl}].*")
          && !identity.attribute(part).equals("*")) {
        throw broken("has an assemblyIdentity whose " + part + " holds a character of paths");
      }
    }
    if (identity.attribute("name").isBlank()) {
      throw broken("has an assemblyIdentity without a name");
    }
    return identity.attribute("name");
  }
}
