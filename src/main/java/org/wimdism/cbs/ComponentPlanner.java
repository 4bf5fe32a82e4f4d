package org.wimdism.cbs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;
import org.wimdism.cbs.PlannedComponent.PlannedFile;

/** Resolves what a component's manifest asks for into paths and registry keys of the image. */
final class ComponentPlanner {

  /** 32-bit components of a 64-bit Windows. */
  private static final Set<String> THIRTY_TWO_BIT = Set.of("wow64", "x86");

  /** The store, the package records and the hives change by wimdism's own hand only. */
  private static final List<String> RESERVED =
      List.of("windows/winsxs/", "windows/servicing/packages/", "windows/system32/config/");

  private final PackageContents contents;
  private final String imageArchitecture;

  ComponentPlanner(PackageContents contents, String imageArchitecture) {
    this.contents = contents;
    this.imageArchitecture = imageArchitecture;
  }

  /**
   * Resolves a component of the package.
   *
   * @throws Unsupported with the first element that wimdism cannot carry out
   */
  PlannedComponent plan(ComponentManifest component) throws Unsupported {
    if (!component.unsupported().isEmpty()) {
      throw new Unsupported(component.unsupported().get(0));
    }
    boolean thirtyTwoBit =
        !imageArchitecture.equals("x86")
            && THIRTY_TWO_BIT.contains(
                component.identity().architecture().toLowerCase(Locale.ROOT));
    List<PlannedFile> files = new ArrayList<>();
    for (PayloadFile file : component.files()) {
      files.add(new PlannedFile(file, source(component, file), destination(file, thirtyTwoBit)));
    }
    List<String> directories = new ArrayList<>();
    for (String directory : component.directories()) {
      directories.add(resolved(directory, thirtyTwoBit));
    }
    List<RegistryChange> registry = new ArrayList<>();
    for (RegistrySetting setting : component.registry()) {
      RegistryChange change = RegistryChange.of(setting);
      if (thirtyTwoBit && change.hive() == Hives.Name.SOFTWARE) {
        throw new Unsupported("registryKey " + setting.key() + " of a 32-bit component");
      }
      registry.add(change);
    }
    return new PlannedComponent(component, files, directories, registry);
  }

  private Path source(ComponentManifest component, PayloadFile file) {
    return contents
        .payload(component, file)
        .orElseThrow(
            () ->
                Fault.SOURCE_NOT_FOUND.with(
                    contents.name()
                        + " does not hold "
                        + file.name()
                        + " of "
                        + component.identity()
                        + "."));
  }

  private static Optional<String> destination(PayloadFile file, boolean thirtyTwoBit)
      throws Unsupported {
    if (file.destination().isEmpty()) {
      return Optional.empty();
    }
    String folder = resolved(file.destination(), thirtyTwoBit);
    String path = folder.isEmpty() ? file.name() : folder + "/" + file.name();
    for (String reserved : RESERVED) {
      if (path.toLowerCase(Locale.ROOT).startsWith(reserved)) {
        throw new Unsupported("file with destination " + path);
      }
    }
    return Optional.of(path);
  }

  private static String resolved(String destination, boolean thirtyTwoBit) throws Unsupported {
    return Place.path(destination, thirtyTwoBit)
        .orElseThrow(() -> new Unsupported("destinationPath " + destination));
  }
}
