package org.wimdism.cbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;

/** What a component has outside of the store while it is in force, with every macro resolved. */
record ComponentEffects(
    List<PlacedFile> files, List<String> directories, List<RegistryChange> registry) {

  /**
   * A payload file.
   *
   * @param destination path in the image; nothing where the file stays in WinSxS only
   */
  record PlacedFile(PayloadFile file, Optional<String> destination) {}

  /** 32-bit components of a 64-bit Windows. */
  private static final Set<String> THIRTY_TWO_BIT = Set.of("wow64", "x86");

  /** The store, the package records and the hives change by wimdism's own hand only. */
  private static final List<String> RESERVED =
      List.of("windows/winsxs/", "windows/servicing/packages/", "windows/system32/config/");

  /**
   * Resolves all of them.
   *
   * @throws Unsupported with the first element that wimdism cannot carry out
   */
  static ComponentEffects of(ComponentManifest component, String imageArchitecture)
      throws Unsupported {
    if (!component.unsupported().isEmpty()) {
      throw new Unsupported(component.unsupported().get(0));
    }
    boolean thirtyTwoBit = isThirtyTwoBit(component.identity(), imageArchitecture);
    List<PlacedFile> files = new ArrayList<>();
    for (PayloadFile file : component.files()) {
      files.add(new PlacedFile(file, destination(file, thirtyTwoBit)));
    }
    List<String> directories = new ArrayList<>();
    for (String directory : component.directories()) {
      directories.add(folder(directory, thirtyTwoBit));
    }
    List<RegistryChange> registry = new ArrayList<>();
    for (RegistrySetting setting : component.registry()) {
      registry.add(RegistryChange.of(setting, thirtyTwoBit));
    }
    return new ComponentEffects(files, directories, registry);
  }

  static boolean isThirtyTwoBit(Identity component, String imageArchitecture) {
    return !imageArchitecture.equals("x86")
        && THIRTY_TWO_BIT.contains(component.architecture().toLowerCase(Locale.ROOT));
  }

  /** Where the file is used; nothing for one that stays in WinSxS. */
  static Optional<String> destination(PayloadFile file, boolean thirtyTwoBit) throws Unsupported {
    if (file.destination().isEmpty()) {
      return Optional.empty();
    }
    String folder = folder(file.destination(), thirtyTwoBit);
    String path = folder.isEmpty() ? file.name() : folder + "/" + file.name();
    for (String reserved : RESERVED) {
      if (path.toLowerCase(Locale.ROOT).startsWith(reserved)) {
        throw new Unsupported("file with destination " + path);
      }
    }
    return Optional.of(path);
  }

  static String folder(String destination, boolean thirtyTwoBit) throws Unsupported {
    return Place.path(destination, thirtyTwoBit)
        .orElseThrow(() -> new Unsupported("destinationPath " + destination));
  }
}
