package org.wimdism.sample;

import java.util.ArrayList;
import java.util.List;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.Version;

/** A package: its manifest, the packages nested in it and the components it brings. */
final class SamplePackage {

  private final Identity identity;
  private final String kb;
  private final String releaseType;
  private final List<String> parents = new ArrayList<>();
  private final List<SamplePackage> nested = new ArrayList<>();
  private final List<SampleComponent> components = new ArrayList<>();
  private final List<SampleComponent> listed = new ArrayList<>();
  private String stack = "6.0.0.0";
  private String attributes = "";
  private String condition = "";
  private String customInformation = "";

  SamplePackage(String name, String architecture, String version, String kb, String releaseType) {
    identity =
        Identity.parse(String.join("~", name, SampleComponent.TOKEN, architecture, "", version));
    this.kb = kb;
    this.releaseType = releaseType;
  }

  Identity identity() {
    return identity;
  }

  String kb() {
    return kb;
  }

  String releaseType() {
    return releaseType;
  }

  List<SamplePackage> nested() {
    return nested;
  }

  /** Everything whose manifest and payload the cabinet carries. */
  List<SampleComponent> components() {
    return components;
  }

  /** Needs one of the alternatives in this build and at least this revision. */
  SamplePackage onParent(String compare, Identity... alternatives) {
    StringBuilder xml = new StringBuilder("    <parent " + compare + " integrate=\"delegate\">\n");
    for (Identity alternative : alternatives) {
      xml.append("    ").append(Xml.identity(alternative));
    }
    parents.add(xml.append("    </parent>\n").toString());
    return this;
  }

  SamplePackage needingStack(String version) {
    stack = version;
    return this;
  }

  SamplePackage containing(SamplePackage part) {
    nested.add(part);
    return this;
  }

  /** Brings the components through a deployment of the given name. */
  SamplePackage deploying(String deployment, List<SampleComponent> parts) {
    SampleComponent whole =
        SampleComponent.named(
                deployment, identity.architecture(), componentVersion(identity.version()))
            .deploying(parts);
    listed.add(whole);
    components.add(whole);
    components.addAll(parts);
    return this;
  }

  SamplePackage listing(SampleComponent component) {
    listed.add(component);
    components.add(component);
    return this;
  }

  /** The deployments are only for images that have a version of this component. */
  SamplePackage raising(Identity component) {
    condition =
        "      <applicable disposition=\"staged\">\n"
            + "        <updateComponent elevate=\"revision\">\n        "
            + Xml.component(component)
            + "        </updateComponent>\n      </applicable>\n";
    return this;
  }

  SamplePackage asDeltas(String payloadStream) {
    attributes = " psfName=\"" + payloadStream + "\"";
    customInformation =
        "    <mum2:customInformation xmlns:mum2=\"urn:schemas-microsoft-com:asm.v3\""
            + " PackageFormat=\"PSFX\" Version=\"10.0."
            + identity.version().major()
            + "."
            + identity.version().minor()
            + "\" />\n";
    return this;
  }

  String manifest() {
    StringBuilder xml = new StringBuilder(Xml.PROLOG);
    xml.append(
        Xml.assembly(
            " description=\"Fix for %s\" displayName=\"default\" company=\"Synthetic sample\""
                    .formatted(kb)
                + " creationTimeStamp=\"2024-10-01T08:00:00Z\""
                + " lastUpdateTimeStamp=\"2024-10-01T08:00:00Z\""
                + " supportInformation=\"https://support.example.com/help/%s\""
                    .formatted(kb.replace("KB", ""))));
    xml.append(Xml.identity(identity));
    xml.append(
        "  <package identifier=\"%s\" applicabilityEvaluation=\"deep\" releaseType=\"%s\""
                .formatted(kb, releaseType)
            + " restart=\"possible\""
            + attributes
            + ">\n");
    parents.forEach(xml::append);
    xml.append(
        "    <installerAssembly name=\"Microsoft-Windows-ServicingStack\" version=\"%s\""
                .formatted(stack)
            + " language=\"neutral\" processorArchitecture=\"%s\" versionScope=\"nonSxS\""
                .formatted(identity.architecture())
            + " publicKeyToken=\"%s\" />\n".formatted(SampleComponent.TOKEN));
    xml.append(customInformation);
    nested.forEach(part -> xml.append(update(part)));
    listed.forEach(component -> xml.append(update(component)));
    return xml.append("  </package>\n</assembly>\n").toString();
  }

  private String update(SamplePackage part) {
    return "    <update name=\"%s\">\n".formatted(part.identity.name())
        + "      <package contained=\"false\" integrate=\"hidden\">\n      "
        + Xml.identity(part.identity)
        + "      </package>\n    </update>\n";
  }

  private String update(SampleComponent component) {
    return "    <update name=\"%s\">\n".formatted(component.identity().name())
        + condition
        + "      <component>\n      "
        + Xml.component(component.identity())
        + "      </component>\n    </update>\n";
  }

  /** Rollups are versioned BUILD.REVISION.x.y, their components 10.0.BUILD.REVISION. */
  private static String componentVersion(Version version) {
    return version.major() < 10_000
        ? version.toString()
        : "10.0." + version.major() + "." + version.minor();
  }
}
