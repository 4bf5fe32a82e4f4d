package org.wimdism.sample;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.wimdism.cbs.Digests;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.KeyForm;
import org.wimdism.cbs.Version;

/** A component with its payload, able to write its manifest. */
record SampleComponent(
    Identity identity,
    List<File> files,
    List<RegistryValue> registry,
    List<Identity> deploys,
    String extra) {

  static final String TOKEN = "31bf3856ad364e35";

  /**
   * A payload file.
   *
   * @param destination folder with macros, empty to stay in WinSxS
   */
  record File(String name, String destination, byte[] bytes) {}

  record RegistryValue(String key, String name, String type, String value) {}

  static SampleComponent named(String name, String architecture, String version) {
    return new SampleComponent(
        new Identity(name, TOKEN, architecture, "", Version.parse(version), "", "nonSxS"),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        "");
  }

  SampleComponent with(String file, String destination, int size) {
    String seed = identity.architecture() + "/" + file;
    return with(file, destination, Payload.of(seed, identity.version().toString(), size));
  }

  SampleComponent with(String file, String destination, byte[] bytes) {
    files.add(new File(file, destination, bytes));
    return this;
  }

  SampleComponent sets(String key, String name, String type, String value) {
    registry.add(new RegistryValue(key, name, type, value));
    return this;
  }

  SampleComponent deploying(List<SampleComponent> components) {
    components.forEach(component -> deploys.add(component.identity()));
    return this;
  }

  /** Adds XML below the assembly, for packages that wimdism must refuse. */
  SampleComponent withElement(String xml) {
    return new SampleComponent(identity, files, registry, deploys, extra + xml);
  }

  String keyForm() {
    return KeyForm.of(identity);
  }

  String manifest() {
    StringBuilder xml = new StringBuilder(Xml.PROLOG);
    xml.append(Xml.assembly("")).append(Xml.component(identity));
    if (!deploys.isEmpty()) {
      xml.append("  <deployment xmlns=\"urn:schemas-microsoft-com:asm.v3\" />\n");
    }
    for (Identity part : deploys) {
      xml.append("  <dependency discoverable=\"yes\">\n")
          .append("    <dependentAssembly dependencyType=\"install\">\n    ")
          .append(Xml.component(part))
          .append("    </dependentAssembly>\n  </dependency>\n");
    }
    files.forEach(file -> xml.append(element(file)));
    if (!registry.isEmpty()) {
      xml.append("  <registryKeys>\n");
      registry.forEach(value -> xml.append(element(value)));
      xml.append("  </registryKeys>\n");
    }
    return xml.append(extra).append("</assembly>\n").toString();
  }

  private static String element(File file) {
    String destination =
        file.destination().isEmpty() ? "" : " destinationPath=\"" + file.destination() + "\\\"";
    return """
      <file name="%s"%s sourceName="%s" importPath="$(build.nttree)\\" sourcePath=".\\">
        <securityDescriptor name="WRP_FILE_DEFAULT_SDDL" />
        <asmv2:hash xmlns:asmv2="urn:schemas-microsoft-com:asm.v2" xmlns:dsig="http://www.w3.org/2000/09/xmldsig#">
          <dsig:Transforms>
            <dsig:Transform Algorithm="urn:schemas-microsoft-com:HashTransforms.Identity" />
          </dsig:Transforms>
          <dsig:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha256" />
          <dsig:DigestValue>%s</dsig:DigestValue>
        </asmv2:hash>
      </file>
    """
        .formatted(
            file.name(),
            destination,
            file.name(),
            Base64.getEncoder().encodeToString(Digests.of("SHA-256", file.bytes())));
  }

  private static String element(RegistryValue value) {
    return """
        <registryKey keyName="%s">
          <registryValue name="%s" valueType="%s" value="%s" />
          <securityDescriptor name="WRP_REGKEY_DEFAULT_SDDL" />
        </registryKey>
    """
        .formatted(
            Xml.escaped(value.key()),
            Xml.escaped(value.name()),
            value.type(),
            Xml.escaped(value.value()));
  }
}
