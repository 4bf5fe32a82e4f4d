package org.drydock.update;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.drydock.update.CatalogueRevision.Category;

/** Reads {@code package.xml}, the list of the offline catalogue, one update after the other. */
final class CatalogueList {

  private static final String UPDATE = "Update";

  private final XMLStreamReader xml;
  private final Listener listener;

  private CatalogueList(XMLStreamReader xml, Listener listener) {
    this.xml = xml;
    this.listener = listener;
  }

  /** Hears what is in the list, in its order. */
  interface Listener {

    void revision(CatalogueRevision revision);

    /** Where a payload file is; sha1 in hexadecimal. */
    void location(String sha1, String url);

    /** An entry that says nothing usable; the others count. */
    void unusable(String what, String reason);
  }

  /**
   * @throws UnreadableUpdateException when the list breaks off or is none; what was heard until
   *     then is not the whole
   */
  static void read(InputStream in, Listener listener) throws UnreadableUpdateException {
    try {
      XMLStreamReader xml = OfflineXml.document(in);
      new CatalogueList(xml, listener).read();
    } catch (XMLStreamException e) {
      throw new UnreadableUpdateException(
          "Its list of updates (package.xml) cannot be read: " + OfflineXml.oneLine(e), e);
    }
  }

  private void read() throws XMLStreamException, UnreadableUpdateException {
    boolean isList = false;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (OfflineXml.name(xml)) {
          case "OfflineSyncPackage" -> isList = true;
          case UPDATE -> update();
          case "FileLocation" -> location();
          default -> {
            // Containers, and what newer catalogues may add.
          }
        }
      }
    }
    if (!isList) {
      throw new UnreadableUpdateException(
          "Its package.xml is no list of updates: there is no OfflineSyncPackage in it.");
    }
  }

  private void update() throws XMLStreamException {
    Entry entry = new Entry(xml);
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          entry.element(OfflineXml.name(xml), xml);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          entry.end(OfflineXml.name(xml));
        }
        default -> {
          // Text says nothing here.
        }
      }
    }
    try {
      listener.revision(entry.revision());
    } catch (IllegalArgumentException | DateTimeException e) {
      listener.unusable("update " + entry.updateId, OfflineXml.oneLine(e));
    }
  }

  private void location() {
    String id = OfflineXml.attribute(xml, "Id");
    String url = OfflineXml.attribute(xml, "Url");
    try {
      if (id != null && url != null) {
        listener.location(OfflineXml.digest(id), url);
      }
    } catch (IllegalArgumentException e) {
      listener.unusable("file " + id, "Its id is no digest in base64.");
    }
  }

  /** Collects one update, element by element. */
  private static final class Entry {

    private final String updateId;
    private final String revisionId;
    private final String revisionNumber;
    private final String createdAt;
    private final String language;
    private final boolean bundle;
    private final boolean software;
    private final List<Category> categories = new ArrayList<>();
    private final List<List<String>> prerequisites = new ArrayList<>();
    private final List<Long> bundledBy = new ArrayList<>();
    private final List<Long> supersededBy = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private List<Long> revisions = new ArrayList<>();
    private List<String> alternatives;
    private boolean inPrerequisites;

    Entry(XMLStreamReader xml) {
      updateId = OfflineXml.attribute(xml, "UpdateId");
      revisionId = OfflineXml.attribute(xml, "RevisionId");
      revisionNumber = OfflineXml.attribute(xml, "RevisionNumber");
      createdAt = OfflineXml.attribute(xml, "CreationDate");
      language = OfflineXml.attribute(xml, "DefaultLanguage");
      bundle = OfflineXml.flag(xml, "IsBundle");
      software = !"false".equalsIgnoreCase(OfflineXml.attribute(xml, "IsSoftware"));
    }

    void element(String name, XMLStreamReader xml) {
      switch (name) {
        case "Prerequisites" -> inPrerequisites = true;
        case "Or" -> alternatives = new ArrayList<>();
        case "UpdateId" -> {
          if (inPrerequisites) {
            withId(xml, this::prerequisite);
          }
        }
        case "BundledBy" -> revisions = bundledBy;
        case "SupersededBy" -> revisions = supersededBy;
        case "Revision" -> withId(xml, id -> revisions.add(Long.parseLong(id)));
        case "Category" -> {
          String type = OfflineXml.attribute(xml, "Type");
          withId(xml, id -> categories.add(new Category(type == null ? "" : type, lower(id))));
        }
        default -> {
          // PayloadFiles and Languages are told in more detail by the fragments.
        }
      }
    }

    void end(String name) {
      switch (name) {
        case "Prerequisites" -> inPrerequisites = false;
        case "Or" -> {
          if (alternatives != null && !alternatives.isEmpty()) {
            prerequisites.add(List.copyOf(alternatives));
          }
          alternatives = null;
        }
        case "BundledBy", "SupersededBy" -> revisions = new ArrayList<>();
        default -> {
          // The end of anything else changes nothing.
        }
      }
    }

    CatalogueRevision revision() {
      if (!unusable.isEmpty()) {
        throw new IllegalArgumentException(unusable.get(0));
      }
      if (updateId == null || revisionId == null || createdAt == null) {
        throw new IllegalArgumentException("It has no UpdateId, RevisionId or CreationDate.");
      }
      return new CatalogueRevision(
          Long.parseLong(revisionId),
          lower(updateId),
          revisionNumber == null ? 0 : Integer.parseInt(revisionNumber),
          created(),
          bundle,
          software,
          language,
          List.copyOf(categories),
          List.copyOf(prerequisites),
          List.copyOf(bundledBy),
          List.copyOf(supersededBy));
    }

    private Instant created() {
      return OffsetDateTime.parse(createdAt).toInstant();
    }

    private void prerequisite(String id) {
      if (alternatives == null) {
        prerequisites.add(List.of(lower(id)));
      } else {
        alternatives.add(lower(id));
      }
    }

    private void withId(XMLStreamReader xml, Consumer<String> use) {
      String id = OfflineXml.attribute(xml, "Id");
      try {
        if (id != null) {
          use.accept(id);
        }
      } catch (NumberFormatException e) {
        unusable.add("\"" + id + "\" is no revision id.");
      }
    }

    private static String lower(String id) {
      return id.toLowerCase(Locale.ROOT);
    }
  }
}
