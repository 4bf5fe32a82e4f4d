package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wimdism.cbs.Parent.Compare;
import org.wimdism.cbs.UpdateElement.Elevate;
import org.wimdism.cbs.UpdateElement.OnComponent;

/** Reads package manifests. */
final class PackageManifestReader {

  private static final String STACK = "Microsoft-Windows-ServicingStack";

  /** Windows writes this as the floor of packages that every servicing stack can install. */
  private static final Version NO_FLOOR = new Version(6, 0, 0, 0);

  private static final Set<String> OF_PACKAGE =
      Set.of("parent", "installerAssembly", "update", "customInformation", "packageExtended");

  private final String name;

  private PackageManifestReader(String name) {
    this.name = name;
  }

  /**
   * Reads one.
   *
   * @param name what errors call it
   */
  static PackageManifest read(byte[] bytes, String name) {
    return new PackageManifestReader(name).read(bytes);
  }

  private PackageManifest read(byte[] bytes) {
    Element assembly = ManifestXml.read(bytes, name);
    AssemblyElements elements = new AssemblyElements(name);
    Identity identity = elements.packageIdentity(assembly);
    Element body = elements.only(assembly, "package");
    return new PackageManifest(
        bytes,
        identity,
        description(assembly, body),
        body.children("parent").map(parent -> parent(parent, elements)).toList(),
        stackFloor(body, elements),
        hasDeltas(assembly, body),
        body.children("update").map(update -> update(update, elements)).toList(),
        unsupported(assembly, body));
  }

  private static PackageManifest.Description description(Element assembly, Element body) {
    String offlineCapable =
        body.child("packageExtended")
            .map(extended -> extended.attribute("completelyOfflineCapable"))
            .orElse("");
    return new PackageManifest.Description(
        body.attribute("identifier"),
        body.attribute("releaseType"),
        body.attribute("restart"),
        assembly.attribute("displayName"),
        assembly.attribute("description"),
        assembly.attribute("company"),
        assembly.attribute("copyright"),
        assembly.attribute("creationTimeStamp"),
        assembly.attribute("lastUpdateTimeStamp"),
        assembly.attribute("supportInformation"),
        body.attribute("productName"),
        body.attribute("selfUpdate").equalsIgnoreCase("true"),
        body.attribute("permanence").equalsIgnoreCase("permanent"),
        offlineCapable);
  }

  private static Parent parent(Element parent, AssemblyElements elements) {
    return new Parent(
        elements.packageIdentities(parent),
        Compare.of(parent.attribute("versionCompare")),
        Compare.of(parent.attribute("buildCompare")),
        Compare.of(parent.attribute("revisionCompare")));
  }

  private static Optional<Version> stackFloor(Element body, AssemblyElements elements) {
    return body.children("installerAssembly")
        .filter(assembly -> assembly.attribute("name").equalsIgnoreCase(STACK))
        .map(assembly -> elements.version(assembly.attribute("version")))
        .filter(version -> !version.equals(NO_FLOOR))
        .max(Version::compareTo);
  }

  private static boolean hasDeltas(Element assembly, Element body) {
    return !body.attribute("psfName").isEmpty()
        || assembly
            .tree()
            .anyMatch(
                element ->
                    element.name().equals("customInformation")
                        && element.attribute("PackageFormat").equalsIgnoreCase("PSFX"));
  }

  private UpdateElement update(Element update, AssemblyElements elements) {
    List<Identity> packages = new ArrayList<>();
    List<Identity> components = new ArrayList<>();
    List<String> onUpdates = new ArrayList<>();
    List<OnComponent> onComponents = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    for (Element child : update.children()) {
      switch (child.name()) {
        case "package" -> packages.addAll(elements.packageIdentities(child));
        case "component" -> components.addAll(elements.componentIdentities(child));
        case "applicable" -> {
          for (Element condition : child.children()) {
            switch (condition.name()) {
              case "detectUpdate" ->
                  condition
                      .children("update")
                      .map(u -> u.attribute("name"))
                      .forEach(onUpdates::add);
              case "updateComponent" ->
                  elevate(condition.attribute("elevate"))
                      .ifPresentOrElse(
                          elevate ->
                              elements
                                  .componentIdentities(condition)
                                  .forEach(id -> onComponents.add(new OnComponent(id, elevate))),
                          () -> unsupported.add("updateComponent elevate=" + quoted(condition)));
              default -> unsupported.add("applicable/" + condition.name());
            }
          }
        }
        case "customInformation" -> {}
        default -> unsupported.add(child.name());
      }
    }
    return new UpdateElement(
        update.attribute("name"), packages, components, onUpdates, onComponents, unsupported);
  }

  private static String quoted(Element condition) {
    return "\"" + condition.attribute("elevate") + "\"";
  }

  private static Optional<Elevate> elevate(String attribute) {
    return switch (attribute) {
      case "revision" -> Optional.of(Elevate.REVISION);
      case "build" -> Optional.of(Elevate.BUILD);
      default -> Optional.empty();
    };
  }

  private static List<String> unsupported(Element assembly, Element body) {
    List<String> names = new ArrayList<>();
    for (Element child : assembly.children()) {
      if (!Set.of("assemblyIdentity", "package", "trustInfo", "localization")
          .contains(child.name())) {
        names.add(child.name());
      }
    }
    body.children().stream()
        .map(Element::name)
        .filter(child -> !OF_PACKAGE.contains(child))
        .forEach(names::add);
    return names;
  }
}
