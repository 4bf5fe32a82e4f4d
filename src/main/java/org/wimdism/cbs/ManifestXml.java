package org.wimdism.cbs;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads manifests: bounded in size and depth, no document types, no entities but XML's own five.
 */
final class ManifestXml {

  /** The largest manifests seen are rollup packages with some thousand components, about 10 MB. */
  static final int LARGEST = 32 * 1024 * 1024;

  private static final int DEEPEST = 64;
  private static final XMLInputFactory FACTORY = factory();

  private ManifestXml() {}

  /**
   * Reads the root element.
   *
   * @param name what the error calls the manifest
   */
  static Element read(byte[] bytes, String name) {
    if (isCompressed(bytes)) {
      throw Fault.NOT_SUPPORTED.with(
          name + " is a compressed manifest; wimdism reads only plain ones.");
    }
    if (bytes.length > LARGEST) {
      throw Fault.MANIFEST_BROKEN.with(name + " is larger than " + LARGEST + " bytes.");
    }
    try {
      return read(FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes)), name);
    } catch (XMLStreamException e) {
      throw Fault.MANIFEST_BROKEN.with(name + " is not well-formed XML at " + place(e) + ".", e);
    }
  }

  /** Windows stores manifests as {@code DCM} plus a version byte and a delta. */
  static boolean isCompressed(byte[] bytes) {
    return bytes.length > 3 && bytes[0] == 'D' && bytes[1] == 'C' && bytes[2] == 'M';
  }

  private static Element read(XMLStreamReader reader, String name) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    Element root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == DEEPEST) {
            throw Fault.MANIFEST_BROKEN.with(
                name + " is nested deeper than " + DEEPEST + " elements.");
          }
          open.push(new Open(reader.getLocalName(), attributes(reader)));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.peek().text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          Element closed = open.pop().close();
          if (open.isEmpty()) {
            root = closed;
          } else {
            open.peek().children.add(closed);
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw Fault.MANIFEST_BROKEN.with(
                name + " declares a document type or uses an entity; manifests have none.");
        default -> {}
      }
    }
    return root;
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  private static String place(XMLStreamException e) {
    return e.getLocation() == null
        ? "an unknown place"
        : "line "
            + e.getLocation().getLineNumber()
            + ", column "
            + e.getLocation().getColumnNumber();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static final class Open {
    private final String name;
    private final Map<String, String> attributes;
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Open(String name, Map<String, String> attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    Element close() {
      return new Element(name, attributes, List.copyOf(children), text.toString().strip());
    }
  }
}
