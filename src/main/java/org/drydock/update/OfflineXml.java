package org.drydock.update;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How the XML of the offline catalogue is read: as a stream, without entities. */
final class OfflineXml {

  static final int DEEPEST = 128;

  private static final byte[] OPENING = "<fragment>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSING = "</fragment>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final XMLInputFactory XML = factory();

  private OfflineXml() {}

  static XMLStreamReader document(InputStream in) throws XMLStreamException {
    return XML.createXMLStreamReader(in);
  }

  /** A fragment has several roots, so one is put around them. */
  static XMLStreamReader fragment(byte[] content) throws XMLStreamException {
    int from = startsWithMark(content) ? BYTE_ORDER_MARK.length : 0;
    return XML.createXMLStreamReader(
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(OPENING),
                    new ByteArrayInputStream(content, from, content.length - from),
                    new ByteArrayInputStream(CLOSING)))),
        StandardCharsets.UTF_8.name());
  }

  /** An element's name without a prefix: fragments use prefixes that they do not declare. */
  static String name(XMLStreamReader xml) {
    String name = xml.getLocalName();
    return name.substring(name.indexOf(':') + 1);
  }

  static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  static boolean flag(XMLStreamReader xml, String name) {
    return "true".equalsIgnoreCase(attribute(xml, name));
  }

  /** A digest as the catalogue writes it (base64), in hexadecimal. */
  static String digest(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  static String oneLine(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().replaceAll("\\s+", " ");
  }

  private static boolean startsWithMark(byte[] content) {
    return content.length >= BYTE_ORDER_MARK.length
        && content[0] == BYTE_ORDER_MARK[0]
        && content[1] == BYTE_ORDER_MARK[1]
        && content[2] == BYTE_ORDER_MARK[2];
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
