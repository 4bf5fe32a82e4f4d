package org.drydock.update;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the extended and the localised fragment of a revision. */
final class OtherFragments {

  private static final String SHA1 = "SHA1";
  private static final String SHA256 = "SHA256";

  private OtherFragments() {}

  static Fragments.Extended extended(byte[] content, String name) throws UnreadableUpdateException {
    try {
      return extended(OfflineXml.fragment(content));
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw unreadable(name, e);
    }
  }

  static Fragments.Localized localized(byte[] content, String name)
      throws UnreadableUpdateException {
    try {
      XMLStreamReader xml = OfflineXml.fragment(content);
      String title = null;
      String description = null;
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (OfflineXml.name(xml)) {
            case "Title" -> title = xml.getElementText().strip();
            case "Description" -> description = xml.getElementText().strip();
            default -> {
              // Addresses and notes.
            }
          }
        }
      }
      return new Fragments.Localized(title, description);
    } catch (XMLStreamException e) {
      throw unreadable(name, e);
    }
  }

  private static Fragments.Extended extended(XMLStreamReader xml) throws XMLStreamException {
    String kb = null;
    String severity = null;
    String handler = null;
    List<PayloadFile> files = new ArrayList<>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (OfflineXml.name(xml)) {
          case "ExtendedProperties" -> {
            severity = OfflineXml.attribute(xml, "MsrcSeverity");
            handler = lastSegment(OfflineXml.attribute(xml, "Handler"));
          }
          case "KBArticleID" -> kb = "KB" + xml.getElementText().strip();
          case "File" -> file(xml, files);
          default -> {
            // What installs it and how.
          }
        }
      }
    }
    return new Fragments.Extended(kb, severity, handler, List.copyOf(files));
  }

  /** A file with the digests that stand inside of it. */
  private static void file(XMLStreamReader xml, List<PayloadFile> files) throws XMLStreamException {
    String name = OfflineXml.attribute(xml, "FileName");
    String size = OfflineXml.attribute(xml, "Size");
    String digest = OfflineXml.attribute(xml, "Digest");
    String algorithm = OfflineXml.attribute(xml, "DigestAlgorithm");
    if (name == null || size == null || digest == null) {
      throw new IllegalArgumentException("a File without FileName, Size or Digest");
    }
    String sha1 = algorithm == null || algorithm.equalsIgnoreCase(SHA1) ? digest : null;
    String sha256 = SHA256.equalsIgnoreCase(algorithm) ? digest : null;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT
          && OfflineXml.name(xml).equals("AdditionalDigest")) {
        String which = OfflineXml.attribute(xml, "Algorithm");
        String text = xml.getElementText().strip();
        if (SHA256.equalsIgnoreCase(which)) {
          sha256 = text;
        } else if (SHA1.equalsIgnoreCase(which)) {
          sha1 = text;
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && OfflineXml.name(xml).equals("File")) {
        break;
      }
    }
    if (sha1 == null) {
      throw new IllegalArgumentException("the file " + name + " has no SHA-1");
    }
    files.add(
        new PayloadFile(
            withoutFolder(name),
            Long.parseLong(size),
            OfflineXml.digest(sha1),
            sha256 == null ? null : OfflineXml.digest(sha256),
            null));
  }

  private static String withoutFolder(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private static String lastSegment(String handler) {
    return handler == null ? null : handler.substring(handler.lastIndexOf('/') + 1);
  }

  private static UnreadableUpdateException unreadable(String name, Exception e) {
    return new UnreadableUpdateException(
        "The fragment " + name + " cannot be read: " + OfflineXml.oneLine(e), e);
  }
}
