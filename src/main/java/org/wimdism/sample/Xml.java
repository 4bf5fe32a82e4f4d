package org.wimdism.sample;

import org.wimdism.cbs.Identity;

/** The XML that package and component manifests have in common. */
final class Xml {

  static final String PROLOG = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n";

  private Xml() {}

  /**
   * The opening tag.
   *
   * @param attributes further ones, each with a leading blank
   */
  static String assembly(String attributes) {
    return "<assembly xmlns=\"urn:schemas-microsoft-com:asm.v3\" manifestVersion=\"1.0\""
        + attributes
        + " copyright=\"Synthetic sample data\">\n";
  }

  static String component(Identity identity) {
    return identity(identity, " versionScope=\"" + identity.versionScope() + "\"");
  }

  static String identity(Identity identity) {
    return identity(identity, "");
  }

  private static String identity(Identity identity, String scope) {
    return ("  <assemblyIdentity name=\"%s\" version=\"%s\" processorArchitecture=\"%s\""
            + " language=\"%s\" buildType=\"release\" publicKeyToken=\"%s\"%s />\n")
        .formatted(
            identity.name(),
            identity.version(),
            identity.architecture(),
            identity.language().isEmpty() ? "neutral" : identity.language(),
            identity.publicKeyToken(),
            scope);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
