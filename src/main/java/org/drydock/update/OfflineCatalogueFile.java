package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The offline catalogue that Microsoft publishes, {@code wsusscn2.cab}: an index, a cabinet with
 * the list of all updates, and cabinets with three fragments for each revision.
 */
record OfflineCatalogueFile(Cabinet cabinet) {

  static final String LIST = "package.cab";
  private static final String INDEX = "index.xml";

  static boolean is(Cabinet cabinet) {
    return cabinet.has(LIST::equals) && cabinet.has(INDEX::equals);
  }

  Cabinet.Entry index() {
    return find(INDEX).orElseThrow();
  }

  Cabinet.Entry list() {
    return find(LIST).orElseThrow();
  }

  /** When it was made: the day of its list. */
  Instant madeAt() {
    return list().modifiedAt();
  }

  Optional<Cabinet.Entry> find(String name) {
    return cabinet.matching(name.toLowerCase(Locale.ROOT)::equals).stream().findFirst();
  }

  /**
   * Which cabinet has the fragments of which revisions.
   *
   * @param byStart the names of the cabinets by their lowest revision id
   */
  record Ranges(TreeMap<Long, String> byStart) {

    static Ranges read(Path index) throws IOException, UnreadableUpdateException {
      TreeMap<Long, String> byStart = new TreeMap<>();
      try (InputStream in = Files.newInputStream(index)) {
        XMLStreamReader xml = OfflineXml.document(in);
        while (xml.hasNext()) {
          if (xml.next() == XMLStreamConstants.START_ELEMENT
              && OfflineXml.name(xml).equals("CAB")
              && OfflineXml.attribute(xml, "RANGESTART") != null) {
            byStart.put(
                Long.parseLong(OfflineXml.attribute(xml, "RANGESTART")),
                OfflineXml.attribute(xml, "NAME"));
          }
        }
      } catch (XMLStreamException | NumberFormatException e) {
        throw new UnreadableUpdateException(
            "Its index.xml cannot be read: " + OfflineXml.oneLine(e) + ". Copy the file again.", e);
      }
      return new Ranges(byStart);
    }

    /** The cabinet with the largest start that is not above the revision id. */
    Optional<String> cabinet(long revisionId) {
      return Optional.ofNullable(byStart.floorEntry(revisionId)).map(Map.Entry::getValue);
    }
  }
}
