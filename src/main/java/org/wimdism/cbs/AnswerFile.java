package org.wimdism.cbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** An unattend answer file that adds and removes packages: its {@code servicing} element. */
public final class AnswerFile {

  /** What is done with a package. */
  public enum Action {
    INSTALL,
    REMOVE
  }

  /**
   * One package of the file.
   *
   * @param source the file to install from; empty for a removal
   */
  public record Step(Action action, Identity identity, Optional<Path> source) {}

  /** Notes of the tool that wrote the file about the image it was made for. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("offlineImage");

  private static final String FOLDER_MACRO = "%configsetroot%";

  private final Path file;
  private final AssemblyElements elements;
  private final List<Step> steps = new ArrayList<>();

  private AnswerFile(Path file) {
    this.file = file;
    this.elements = new AssemblyElements(file.getFileName().toString());
  }

  /**
   * Reads the steps, in the order of the file.
   *
   * @throws ServicingError error 50 for everything but packages to be installed or removed
   */
  public static List<Step> read(Path file) {
    AnswerFile answers = new AnswerFile(file);
    answers.readAll();
    return answers.steps;
  }

  private void readAll() {
    Element root = root();
    if (!root.name().equals("unattend")) {
      throw invalid("its root element is \"" + root.name() + "\" and not \"unattend\"");
    }
    for (Element child : root.children()) {
      if (child.name().equals("servicing")) {
        child.children().forEach(this::readPackage);
      } else if (!WITHOUT_EFFECT.contains(child.name())) {
        throw unsupported(child.name());
      }
    }
  }

  private Element root() {
    try {
      if (Files.size(file) > ManifestXml.LARGEST) {
        throw invalid("it is larger than " + ManifestXml.LARGEST + " bytes");
      }
      return ManifestXml.read(Files.readAllBytes(file), file.getFileName().toString());
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND,
          "The system cannot find the file specified.\nThe answer file "
              + file
              + " cannot be read.",
          e);
    } catch (ServicingError e) {
      if (e.code() == Fault.MANIFEST_BROKEN.code()) {
        throw invalid("it is not well-formed XML, or has a document type");
      }
      throw e;
    }
  }

  private void readPackage(Element element) {
    if (!element.name().equals("package")) {
      throw unsupported("servicing/" + element.name());
    }
    for (Element child : element.children()) {
      if (!child.name().equals("assemblyIdentity") && !child.name().equals("source")) {
        throw unsupported("package/" + child.name());
      }
    }
    Identity identity = elements.packageIdentity(element);
    String action = element.attribute("action").toLowerCase(Locale.ROOT);
    switch (action) {
      case "install" -> steps.add(new Step(Action.INSTALL, identity, Optional.of(source(element))));
      case "remove" -> steps.add(new Step(Action.REMOVE, identity, Optional.empty()));
      default -> throw unsupported("package action=\"" + action + "\"");
    }
  }

  private Path source(Element element) {
    String location = elements.only(element, "source").attribute("location");
    boolean inFolder = location.regionMatches(true, 0, FOLDER_MACRO, 0, FOLDER_MACRO.length());
    String text =
        (inFolder ? location.substring(FOLDER_MACRO.length()) : location).replace('\\', '/');
    Path folder = file.toAbsolutePath().getParent();
    Path named = folder.resolve(inFolder ? text.replaceFirst("^/+", "") : text).normalize();
    return inAnyCase(named)
        .orElseThrow(
            () ->
                new ServicingError(
                    ErrorCode.FILE_NOT_FOUND,
                    "The system cannot find the file specified.\nThe source "
                        + location
                        + " that "
                        + file.getFileName()
                        + " names was looked for at "
                        + named
                        + ". Nothing was changed."));
  }

  /** Windows writes %configsetroot%\NAME.CAB for name.cab. */
  private static Optional<Path> inAnyCase(Path named) {
    if (Files.exists(named) || !Files.isDirectory(named.getParent())) {
      return Optional.of(named).filter(Files::exists);
    }
    String wanted = named.getFileName().toString();
    try (Stream<Path> children = Files.list(named.getParent())) {
      return children
          .filter(each -> each.getFileName().toString().equalsIgnoreCase(wanted))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private ServicingError unsupported(String element) {
    return Fault.NOT_SUPPORTED.with(
        "wimdism cannot carry out \""
            + element
            + "\" of "
            + file.getFileName()
            + ": it takes answer files with packages to be installed or removed only. Nothing was"
            + " changed. Use DISM.exe on Windows for it.");
  }

  private ServicingError invalid(String why) {
    return Fault.INVALID_DATA.with(file + " is no answer file: " + why + ".");
  }
}
