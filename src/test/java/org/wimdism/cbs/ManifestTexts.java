package org.wimdism.cbs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Manifests in the form of Windows' own, for tests. */
public final class ManifestTexts {

  public static final String TOKEN = "31bf3856ad364e35";

  private ManifestTexts() {}

  public static String packageManifest(String name, String version, String body) {
    return packageManifest(name, version, "", body);
  }

  public static String packageManifest(
      String name, String version, String attributes, String body) {
    return """
        <?xml version="1.0" encoding="utf-8" standalone="yes"?>
        <assembly xmlns="urn:schemas-microsoft-com:asm.v3" manifestVersion="1.0" description="Fix for KB5990999" displayName="default" company="Nobody" creationTimeStamp="2024-10-01T08:00:00Z" supportInformation="https://support.example.com">
          <assemblyIdentity language="neutral" name="%s" version="%s" processorArchitecture="amd64" buildType="release" publicKeyToken="%s" />
          <package identifier="KB5990999" releaseType="Security Update" restart="possible"%s>
        %s
          </package>
        </assembly>
        """
        .formatted(name, version, TOKEN, attributes, body);
  }

  public static String parent(String attributes, String... identities) {
    return "<parent " + attributes + ">" + String.join("", identities) + "</parent>";
  }

  public static String packageIdentity(String name, String version) {
    return identity(name, version, "");
  }

  public static String componentIdentity(String name, String version) {
    return identity(name, version, "versionScope=\"nonSxS\"");
  }

  public static String update(String name, String content) {
    return "<update name=\"" + name + "\">" + content + "</update>";
  }

  public static String component(String name, String version) {
    return "<component>" + componentIdentity(name, version) + "</component>";
  }

  public static String nested(String name, String version) {
    return "<package contained=\"false\" integrate=\"hidden\">"
        + packageIdentity(name, version)
        + "</package>";
  }

  public static String componentManifest(String name, String version, String body) {
    return """
        <?xml version="1.0" encoding="utf-8" standalone="yes"?>
        <assembly xmlns="urn:schemas-microsoft-com:asm.v3" manifestVersion="1.0">
          %s
          %s
        </assembly>
        """
        .formatted(componentIdentity(name, version), body);
  }

  public static String file(String name, String destination, byte[] content) {
    return """
        <file name="%s" destinationPath="%s" sourceName="%s" importPath="$(build.nttree)\\" sourcePath=".\\">
          <securityDescriptor name="WRP_FILE_DEFAULT_SDDL" />
          <asmv2:hash xmlns:asmv2="urn:schemas-microsoft-com:asm.v2" xmlns:dsig="http://www.w3.org/2000/09/xmldsig#">
            <dsig:Transforms><dsig:Transform Algorithm="urn:schemas-microsoft-com:HashTransforms.Identity" /></dsig:Transforms>
            <dsig:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha256" />
            <dsig:DigestValue>%s</dsig:DigestValue>
          </asmv2:hash>
        </file>
        """
        .formatted(
            name,
            destination,
            name,
            Base64.getEncoder().encodeToString(Digests.of("SHA-256", content)));
  }

  public static String registryValue(String key, String name, String type, String value) {
    return """
        <registryKeys>
          <registryKey keyName="%s">
            <registryValue name="%s" valueType="%s" value="%s" />
          </registryKey>
        </registryKeys>
        """
        .formatted(key, name, type, value.replace("\"", "&quot;"));
  }

  public static String dependency(String name, String version) {
    return """
        <dependency discoverable="yes">
          <dependentAssembly dependencyType="install">%s</dependentAssembly>
        </dependency>
        """
        .formatted(componentIdentity(name, version));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String identity(String name, String version, String scope) {
    return ("<assemblyIdentity name=\"%s\" version=\"%s\" processorArchitecture=\"amd64\""
            + " language=\"neutral\" buildType=\"release\" publicKeyToken=\"%s\" %s/>")
        .formatted(name, version, TOKEN, scope);
  }
}
