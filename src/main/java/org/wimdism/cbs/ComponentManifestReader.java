package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.Dependency;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;

/** Reads component manifests and notes by name every element whose effect wimdism does not have. */
final class ComponentManifestReader {

  /** Display texts, and descriptors for images that have some: those wimdism refuses to change. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("localization", "trustInfo");

  private static final Set<String> OF_FILE =
      Set.of("hash", "securityDescriptor", "systemProtection", "signatureInfo");

  /** Memberships that only label the component; others make an installer do something. */
  private static final Set<String> LABELS =
      Set.of("", "BootCritical", "BootRecovery", "ServicingStackComponent", "SingleInstanceFiles");

  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "http://www.w3.org/2000/09/xmldsig#sha256", "SHA-256",
          "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256",
          "http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1");

  private final AssemblyElements elements;
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<PayloadFile> files = new ArrayList<>();
  private final List<String> directories = new ArrayList<>();
  private final List<RegistrySetting> registry = new ArrayList<>();
  private final List<String> unsupported = new ArrayList<>();
  private boolean deployment;

  private ComponentManifestReader(String name) {
    elements = new AssemblyElements(name);
  }

  /**
   * Reads one.
   *
   * @param name what errors call it
   */
  static ComponentManifest read(byte[] bytes, String name) {
    return new ComponentManifestReader(name).readAll(bytes, name);
  }

  private ComponentManifest readAll(byte[] bytes, String name) {
    Element assembly = ManifestXml.read(bytes, name);
    Identity identity = elements.componentIdentity(assembly);
    assembly.children().forEach(this::read);
    return new ComponentManifest(
        bytes, identity, deployment, dependencies, files, directories, registry, unsupported);
  }

  private void read(Element element) {
    switch (element.name()) {
      case "assemblyIdentity" -> {}
      case "deployment" -> deployment = true;
      case "dependency" -> readDependency(element);
      case "file" -> readFile(element);
      case "directories" ->
          element
              .children("directory")
              .map(d -> d.attribute("destinationPath"))
              .forEach(directories::add);
      case "registryKeys" -> element.children("registryKey").forEach(this::readKey);
      case "memberships" -> element.children().forEach(this::readMembership);
      default -> {
        if (!WITHOUT_EFFECT.contains(element.name())) {
          unsupported.add(element.name());
        }
      }
    }
  }

  private void readDependency(Element dependency) {
    for (Element assembly : dependency.children("dependentAssembly").toList()) {
      for (Identity component : elements.componentIdentities(assembly)) {
        boolean optional =
            component.language().equals("*")
                || dependency.attribute("optional").equalsIgnoreCase("yes");
        dependencies.add(new Dependency(component, optional));
      }
    }
  }

  private void readFile(Element file) {
    file.children().stream()
        .map(Element::name)
        .filter(child -> !OF_FILE.contains(child))
        .forEach(child -> unsupported.add("file/" + child));
    if (!file.attribute("attributes").isEmpty()) {
      unsupported.add("file attributes=\"" + file.attribute("attributes") + "\"");
    }
    String name = file.attribute("name").replace('\\', '/');
    if (name.isBlank()
        || name.startsWith("/")
        || name.matches(".*[:*?\"<>|\\p{Cntrl}].*")
        || List.of(name.split("/")).contains("..")) {
      throw elements.broken("has a file with the name \"" + name + "\"");
    }
    Element hash = elements.only(file, "hash");
    String method = elements.only(hash, "DigestMethod").attribute("Algorithm");
    String algorithm = ALGORITHMS.get(method);
    if (algorithm == null) {
      unsupported.add("DigestMethod " + method);
      return;
    }
    try {
      byte[] digest = Base64.getMimeDecoder().decode(elements.only(hash, "DigestValue").text());
      files.add(
          new PayloadFile(
              name,
              file.attribute("sourceName").replace('\\', '/'),
              file.attribute("destinationPath"),
              algorithm,
              digest));
    } catch (IllegalArgumentException e) {
      throw elements.broken("has a DigestValue for " + name + " that is not base64");
    }
  }

  private void readKey(Element key) {
    String keyName = key.attribute("keyName");
    for (Element child : key.children()) {
      switch (child.name()) {
        case "registryValue" -> readValue(keyName, child);
        case "systemProtection" -> {}
        case "securityDescriptor" -> {
          // The descriptors that begin so only keep the key from being changed by others.
          if (!child.attribute("name").startsWith("WRP_")) {
            unsupported.add("registryKey/securityDescriptor " + child.attribute("name"));
          }
        }
        default -> unsupported.add("registryKey/" + child.name());
      }
    }
    if (key.children("registryValue").findAny().isEmpty()) {
      registry.add(new RegistrySetting(keyName, "", "", ""));
    }
  }

  private void readValue(String keyName, Element value) {
    String hint = value.attribute("operationHint");
    if (!hint.isEmpty() && !hint.equalsIgnoreCase("replace")) {
      unsupported.add("registryValue operationHint=\"" + hint + "\"");
      return;
    }
    registry.add(
        new RegistrySetting(
            keyName,
            value.attribute("name"),
            value.attribute("valueType"),
            value.attribute("value")));
  }

  private void readMembership(Element membership) {
    for (Element id : membership.children("id").toList()) {
      boolean label =
          membership.name().equals("categoryMembership")
              && membership.children("categoryInstance").findAny().isEmpty()
              && LABELS.contains(id.attribute("typeName"));
      if (!label) {
        unsupported.add(
            membership.name()
                + " "
                + id.attribute("name")
                + (id.attribute("typeName").isEmpty() ? "" : " " + id.attribute("typeName")));
      }
    }
  }
}
