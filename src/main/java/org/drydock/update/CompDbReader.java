package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.stereotype.Component;

/**
 * Reads the composition databases in the aggregated metadata of an .msu: XML files, each in a
 * cabinet of its own within the cabinet.
 */
@Component
class CompDbReader {

  private static final long MOST_BYTES = 256L << 20;
  private static final Pattern NAME = Pattern.compile("(?i)(?:.*/)?([a-z]+?)_?CompDB.*\\.xml");
  private static final XMLInputFactory XML = factory();

  private final CabinetExtractor extractor;

  CompDbReader(CabinetExtractor extractor) {
    this.extractor = extractor;
  }

  /**
   * @param work an empty folder of the caller's, who removes it
   */
  List<CompDb> read(Path aggregated, Path work) throws IOException, UnreadableUpdateException {
    List<CompDb> found = new ArrayList<>();
    Path unpacked = unpacked(aggregated, work);
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (FileType.of(file) == FileType.CABINET) {
          Path inner = unpacked(file, work.resolve("inner-" + found.size() + file.getFileName()));
          try (Stream<Path> databases = Files.walk(inner)) {
            for (Path database : databases.filter(Files::isRegularFile).sorted().toList()) {
              add(database, found);
            }
          }
        } else {
          add(file, found);
        }
      }
    }
    return found;
  }

  private Path unpacked(Path cabinet, Path work) throws IOException, UnreadableUpdateException {
    Path to = work.resolve("unpacked");
    Cabinet opened = Cabinet.open(cabinet);
    extractor.extract(opened, "*", opened.entries(), MOST_BYTES, to);
    return to;
  }

  private static void add(Path file, List<CompDb> found)
      throws IOException, UnreadableUpdateException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (name.matches()) {
      found.add(parsed(file, name.group(1)));
    }
  }

  private static CompDb parsed(Path file, String prefix)
      throws IOException, UnreadableUpdateException {
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = XML.createXMLStreamReader(in);
      try {
        xml.nextTag();
        return new CompDb(prefix, version(xml, "OSVersion"), version(xml, "TargetOSVersion"));
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new UnreadableUpdateException(
          "Its metadata "
              + file.getFileName()
              + " cannot be read: "
              + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
          e);
    }
  }

  private static PackageVersion version(XMLStreamReader xml, String attribute) {
    String written = xml.getAttributeValue(null, attribute);
    return written == null || written.isBlank() ? null : PackageVersion.parse(written);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
