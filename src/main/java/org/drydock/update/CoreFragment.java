package org.drydock.update;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.drydock.update.Rule.Operator;
import org.drydock.update.WindowsVersionRule.Comparison;

/** Reads a core fragment: identity, relationships and the rules of applicability. */
final class CoreFragment {

  private static final List<String> WINDOWS_PARTS =
      List.of(
          "MajorVersion", "MinorVersion", "BuildNumber", "ServicePackMajor", "ServicePackMinor");
  private static final List<String> WINDOWS_MORE = List.of("ProductType", "SuiteMask");

  private final XMLStreamReader xml;
  private final Path name;
  private final List<List<String>> prerequisites = new ArrayList<>();
  private final List<PackageMetadata> packages = new ArrayList<>();
  private String updateId;
  private String type;
  private Rule installed;
  private Rule installable;

  private CoreFragment(XMLStreamReader xml, String name) {
    this.xml = xml;
    this.name = Path.of(name);
  }

  static Fragments.Core read(byte[] content, String name) throws UnreadableUpdateException {
    try {
      CoreFragment fragment = new CoreFragment(OfflineXml.fragment(content), name);
      fragment.read();
      return new Fragments.Core(
          fragment.updateId,
          fragment.type,
          List.copyOf(fragment.prerequisites),
          new Rules(fragment.installed, fragment.installable, List.copyOf(fragment.packages)));
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw new UnreadableUpdateException(
          "The fragment " + name + " cannot be read: " + OfflineXml.oneLine(e), e);
    }
  }

  private void read() throws XMLStreamException, UnreadableUpdateException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (OfflineXml.name(xml)) {
          case "UpdateIdentity" -> updateId = id();
          case "Properties" -> type = OfflineXml.attribute(xml, "UpdateType");
          case "Relationships" -> relationships();
          case "IsInstalled" -> installed = rule(Operator.AND, 0);
          case "IsInstallable" -> installable = rule(Operator.AND, 0);
          case "CbsPackageApplicabilityMetadata" -> packages();
          default -> {
            // IsSuperseded and what newer catalogues may add.
          }
        }
      }
    }
  }

  /** Only the prerequisites: the list of the catalogue tells bundles and what supersedes. */
  private void relationships() throws XMLStreamException {
    int depth = 1;
    boolean wanted = false;
    List<String> alternatives = null;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          switch (OfflineXml.name(xml)) {
            case "Prerequisites" -> wanted = true;
            case "AtLeastOne" -> alternatives = new ArrayList<>();
            case "UpdateIdentity" -> {
              if (wanted && alternatives != null) {
                alternatives.add(id());
              } else if (wanted) {
                prerequisites.add(List.of(id()));
              }
            }
            default -> {
              // No prerequisite.
            }
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          switch (OfflineXml.name(xml)) {
            case "Prerequisites" -> wanted = false;
            case "AtLeastOne" -> {
              if (wanted && alternatives != null && !alternatives.isEmpty()) {
                prerequisites.add(List.copyOf(alternatives));
              }
              alternatives = null;
            }
            default -> {
              // The end of anything else changes nothing.
            }
          }
        }
        default -> {
          // Text says nothing here.
        }
      }
    }
  }

  private String id() {
    String id = OfflineXml.attribute(xml, "UpdateID");
    if (id == null) {
      throw new IllegalArgumentException("an UpdateIdentity without UpdateID");
    }
    return id.toLowerCase(Locale.ROOT);
  }

  /** The rules inside of the element that was begun, combined. */
  private Rule rule(Operator operator, int depth) throws XMLStreamException {
    if (depth > OfflineXml.DEEPEST) {
      throw new IllegalArgumentException("its rules are nested too deeply");
    }
    List<Rule> operands = new ArrayList<>();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> operands.add(single(depth + 1));
        case XMLStreamConstants.END_ELEMENT -> {
          return Rule.of(operator, operands);
        }
        default -> {
          // Text says nothing here.
        }
      }
    }
  }

  private Rule single(int depth) throws XMLStreamException {
    String element = OfflineXml.name(xml);
    Rule rule;
    switch (element) {
      case "And":
        return rule(Operator.AND, depth);
      case "Or":
        return rule(Operator.OR, depth);
      case "Not":
        return rule(Operator.NOT, depth);
      case "True":
        rule = Rule.TRUE;
        break;
      case "False":
        rule = Rule.of(Operator.FALSE, (String) null);
        break;
      case "b.WindowsVersion":
        rule = windows();
        break;
      case "b.Processor":
        rule = withAttribute(Operator.PROCESSOR, "Architecture", element);
        break;
      case "CbsPackageInstalled":
        rule = Rule.of(Operator.PACKAGES_INSTALLED, (String) null);
        break;
      case "CbsPackageInstallable":
        rule = Rule.of(Operator.PACKAGES_INSTALLABLE, (String) null);
        break;
      case "CbsPackageInstalledByIdentity":
        rule = withAttribute(Operator.PACKAGE_PRESENT, "PackageIdentity", element);
        break;
      default:
        rule = Rule.unknown(element);
    }
    leave();
    return rule;
  }

  private Rule withAttribute(Operator operator, String attribute, String element) {
    String value = OfflineXml.attribute(xml, attribute);
    return value == null ? Rule.unknown(element) : Rule.of(operator, value);
  }

  private Rule windows() {
    Optional<Comparison> comparison = Comparison.of(OfflineXml.attribute(xml, "Comparison"));
    Integer[] numbers = new Integer[WindowsVersionRule.PARTS];
    for (int i = 0; i < numbers.length; i++) {
      String written = OfflineXml.attribute(xml, WINDOWS_PARTS.get(i));
      numbers[i] = written == null ? null : Integer.valueOf(written);
    }
    boolean more = WINDOWS_MORE.stream().anyMatch(name -> OfflineXml.attribute(xml, name) != null);
    return comparison
        .map(how -> Rule.of(Operator.WINDOWS, new WindowsVersionRule(how, numbers, more).written()))
        .orElse(Rule.unknown("b.WindowsVersion"));
  }

  /** Past the end of the element that was begun, whatever is in it. */
  private void leave() throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** The package manifests, written out inside of the fragment. */
  private void packages() throws XMLStreamException, UnreadableUpdateException {
    List<String> path = new ArrayList<>();
    PackageManifest.Builder manifest = null;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        path.add(OfflineXml.name(xml));
        if (path.size() > OfflineXml.DEEPEST) {
          throw new IllegalArgumentException("its elements are nested too deeply");
        }
        if (path.size() == 1) {
          manifest = new PackageManifest.Builder();
        }
        manifest.element(String.join("/", path), xml);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (path.isEmpty()) {
          return;
        }
        String ended = path.remove(path.size() - 1);
        if (path.isEmpty() && ended.equals("assembly")) {
          packages.add(manifest.build(name).metadata());
        }
      }
    }
  }
}
