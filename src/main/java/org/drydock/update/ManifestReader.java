package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one package manifest ({@code .mum}) and refuses what no honest manifest has. */
final class ManifestReader {

  private static final long MOST_BYTES = 64L << 20;
  private static final int DEEPEST = 64;

  private static final XMLInputFactory XML = factory();

  private ManifestReader() {}

  static PackageManifest read(Path file) throws IOException, UnreadableUpdateException {
    if (Files.size(file) > MOST_BYTES) {
      throw new UnreadableUpdateException(
          "The manifest " + file.getFileName() + " is larger than " + MOST_BYTES + " bytes.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = XML.createXMLStreamReader(in);
      try {
        return read(xml, file);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new UnreadableUpdateException(
          "The manifest " + file.getFileName() + " cannot be read: " + oneLine(e), e);
    }
  }

  private static PackageManifest read(XMLStreamReader xml, Path file)
      throws XMLStreamException, UnreadableUpdateException {
    PackageManifest.Builder manifest = new PackageManifest.Builder();
    List<String> path = new ArrayList<>();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new UnreadableUpdateException(
                "The manifest "
                    + file.getFileName()
                    + " declares XML entities (DOCTYPE). No update does that: do not use this"
                    + " file.");
        case XMLStreamConstants.START_ELEMENT -> {
          path.add(xml.getLocalName());
          if (path.size() > DEEPEST) {
            throw new UnreadableUpdateException(
                "The manifest " + file.getFileName() + " nests its elements too deeply.");
          }
          manifest.element(String.join("/", path), xml);
        }
        case XMLStreamConstants.END_ELEMENT -> path.remove(path.size() - 1);
        default -> {
          // Text and comments say nothing here.
        }
      }
    }
    return manifest.build(file);
  }

  private static String oneLine(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().replaceAll("\\s+", " ");
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }
}
