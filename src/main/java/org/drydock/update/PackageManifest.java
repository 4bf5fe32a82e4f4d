package org.drydock.update;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;

/**
 * One package manifest as it is written: the package's metadata, and the packages it refers to by
 * identity.
 */
record PackageManifest(PackageMetadata metadata, List<PackageIdentity> contained) {

  private static final Pattern KB = Pattern.compile("(?i)KB\\s?(\\d{6,8})");
  private static final Pattern SUPPORT_PAGE =
      Pattern.compile("(?i)(?:kbid=|/help/|/kb/)(\\d{6,8})");

  /** Would start lines of their own in logs. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /** Packages are kept in files that bear their identity, and a file's name has 255 characters. */
  private static final int LONGEST_NAME = 190;

  /** A time outside of this is a mistake, and more than a database can hold. */
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String ASSEMBLY = "assembly";
  private static final String PACKAGE = "assembly/package";
  private static final String PARENT = "assembly/package/parent";

  /** Collects a manifest element by element; paths are local names, whatever the namespace. */
  static final class Builder {

    private PackageIdentity identity;
    private String identifier;
    private String releaseType;
    private String displayName;
    private String description;
    private String support;
    private Instant createdAt;
    private PackageVersion servicingStackFloor;
    private boolean psfx;
    private final List<Parent> parents = new ArrayList<>();
    private final List<PackageIdentity> contained = new ArrayList<>();

    void element(String path, XMLStreamReader xml) {
      switch (path) {
        case ASSEMBLY -> assembly(xml);
        case ASSEMBLY + "/assemblyIdentity" -> identity = identity(xml);
        case PACKAGE -> {
          identifier = text(xml, "identifier");
          releaseType = text(xml, "releaseType");
          psfx |= text(xml, "psfName") != null;
        }
        case PARENT -> parents.add(parent(xml));
        case PARENT + "/assemblyIdentity" -> addAlternative(identity(xml));
        case PACKAGE + "/installerAssembly" -> servicingStackFloor = floor(xml);
        case PACKAGE + "/update/package/assemblyIdentity" -> contained.add(identity(xml));
        default -> {
          if (path.endsWith("/customInformation")) {
            psfx |= "PSFX".equalsIgnoreCase(text(xml, "PackageFormat"));
          }
        }
      }
    }

    PackageManifest build(Path file) throws UnreadableUpdateException {
      if (identity == null) {
        throw new UnreadableUpdateException(
            "The manifest " + file.getFileName() + " has no assemblyIdentity.");
      }
      return new PackageManifest(
          new PackageMetadata(
              identity,
              kb().orElse(null),
              releaseType,
              displayName,
              description,
              createdAt,
              List.copyOf(parents),
              servicingStackFloor,
              psfx,
              List.of(),
              null),
          List.copyOf(contained));
    }

    private void assembly(XMLStreamReader xml) {
      displayName = text(xml, "displayName");
      description = text(xml, "description");
      support = text(xml, "supportInformation");
      createdAt = time(text(xml, "creationTimeStamp"));
    }

    private void addAlternative(PackageIdentity alternative) {
      Parent parent = parents.remove(parents.size() - 1);
      List<PackageIdentity> alternatives = new ArrayList<>(parent.alternatives());
      alternatives.add(alternative);
      parents.add(
          new Parent(
              List.copyOf(alternatives), parent.version(), parent.build(), parent.revision()));
    }

    private Optional<String> kb() {
      return first(KB, identifier)
          .or(() -> first(KB, description))
          .or(() -> first(KB, displayName))
          .or(() -> first(SUPPORT_PAGE, support));
    }

    private static Optional<String> first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text == null ? "" : text);
      return matcher.find() ? Optional.of("KB" + matcher.group(1)) : Optional.empty();
    }

    private static PackageVersion floor(XMLStreamReader xml) {
      return "Microsoft-Windows-ServicingStack".equalsIgnoreCase(text(xml, "name"))
          ? PackageVersion.parse(text(xml, "version"))
          : null;
    }

    private static Parent parent(XMLStreamReader xml) {
      return new Parent(
          List.of(),
          comparison(text(xml, "versionCompare")),
          comparison(text(xml, "buildCompare")),
          revision(xml));
    }

    /**
     * revisionCompare; serviceCompare, its older name for part of the number, where it is absent.
     */
    private static Parent.Comparison revision(XMLStreamReader xml) {
      String revision = text(xml, "revisionCompare");
      return comparison(revision == null ? text(xml, "serviceCompare") : revision);
    }

    /** An absent attribute means EQ. */
    private static Parent.Comparison comparison(String written) {
      return "GE".equalsIgnoreCase(written) ? Parent.Comparison.GE : Parent.Comparison.EQ;
    }

    private static PackageIdentity identity(XMLStreamReader xml) {
      String name = text(xml, "name");
      String version = text(xml, "version");
      if (name == null || version == null) {
        throw new IllegalArgumentException("an assemblyIdentity without name or version");
      }
      if (name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "a package name of " + name.length() + " characters, longer than any file's name");
      }
      return new PackageIdentity(
          name,
          orEmpty(text(xml, "publicKeyToken")),
          orEmpty(text(xml, "processorArchitecture")),
          orEmpty(text(xml, "language")),
          PackageVersion.parse(version));
    }

    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }

    private static String text(XMLStreamReader xml, String attribute) {
      String value = xml.getAttributeValue(null, attribute);
      return value == null || value.isBlank()
          ? null
          : CONTROL.matcher(value.strip()).replaceAll(" ");
    }

    private static Instant time(String written) {
      if (written == null) {
        return null;
      }
      try {
        Instant time = OffsetDateTime.parse(written).toInstant();
        return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
      } catch (DateTimeException e) {
        return null; // the file's own date stands in
      }
    }
  }
}
