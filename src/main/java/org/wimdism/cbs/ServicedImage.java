package org.wimdism.cbs;

import java.util.Optional;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;

/** The servicing state of a mounted image: its architecture, packages, components and hives. */
final class ServicedImage implements AutoCloseable {

  private final MountedImage image;
  private final Hives hives;
  private final ComponentStore store;
  private final PackageFolder folder;
  private final ComponentRecords components;

  private ServicedImage(MountedImage image, Hives hives, ComponentRecords components) {
    this.image = image;
    this.hives = hives;
    this.store = new ComponentStore(image);
    this.folder = new PackageFolder(image);
    this.components = components;
  }

  static ServicedImage reading(MountedImage image) {
    Hives hives = Hives.reading(image);
    return new ServicedImage(image, hives, ComponentRecords.none(hives));
  }

  /** Sees the changes, too, as far as they are made through this object. */
  static ServicedImage changing(MountedImage image, ChangeSet changes) {
    Hives hives = Hives.changing(changes);
    return new ServicedImage(image, hives, ComponentRecords.of(changes, hives));
  }

  MountedImage image() {
    return image;
  }

  ComponentStore store() {
    return store;
  }

  /** The stored manifests of its packages. */
  PackageFolder folder() {
    return folder;
  }

  /** The list of components in the COMPONENTS hive. */
  ComponentRecords components() {
    return components;
  }

  Hives hives() {
    return hives;
  }

  PackageRecords packages() {
    return new PackageRecords(hives.get(Hives.Name.SOFTWARE));
  }

  /** As package identities write it: x86, arm, amd64, arm64. */
  String architecture() {
    String number = image.property("WINDOWS/ARCH").orElse("");
    return switch (number) {
      case "0" -> "x86";
      case "5" -> "arm";
      case "9" -> "amd64";
      case "12" -> "arm64";
      default ->
          throw Fault.NOT_SUPPORTED.with(
              "The WIM's XML does not tell the architecture of this image (WINDOWS/ARCH is \""
                  + number
                  + "\"), so it cannot be known which packages fit. Is it a Windows image?");
    };
  }

  /** The highest servicing stack in the component store. */
  Optional<Version> servicingStack() {
    Identity stack =
        new Identity(
            "Microsoft-Windows-ServicingStack",
            "31bf3856ad364e35",
            architecture(),
            "",
            new Version(0, 0, 0, 0),
            "",
            "nonSxS");
    return store.anyVersionOf(stack).stream().map(Identity::version).max(Version::compareTo);
  }

  @Override
  public void close() {
    hives.close();
  }
}
