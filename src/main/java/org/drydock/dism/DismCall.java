package org.drydock.dism;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of DISM with its arguments.
 *
 * @param <T> what DISM answers when it succeeds
 */
public sealed interface DismCall<T> {

  /** As DISM takes them, without the options that every call has. */
  List<String> arguments();

  /** Reads the answer out of the output of a call that succeeded. */
  T answer(Transcript transcript, boolean restartRequired);

  /** A call that changes something. */
  sealed interface Change extends DismCall<Done> {
    @Override
    default Done answer(Transcript transcript, boolean restartRequired) {
      return new Done(restartRequired);
    }
  }

  /** The images in a WIM file. */
  record ImageInfo(Path imageFile) implements DismCall<List<ImageSummary>> {
    @Override
    public List<String> arguments() {
      return List.of("/Get-ImageInfo", "/ImageFile:" + imageFile);
    }

    @Override
    public List<ImageSummary> answer(Transcript transcript, boolean restartRequired) {
      return transcript.blocks("Index").stream().map(ImageSummary::from).toList();
    }
  }

  /** One image of a WIM file. */
  record ImageDetails(Path imageFile, int index)
      implements DismCall<org.drydock.dism.ImageDetails> {
    @Override
    public List<String> arguments() {
      return List.of("/Get-ImageInfo", "/ImageFile:" + imageFile, "/Index:" + index);
    }

    @Override
    public org.drydock.dism.ImageDetails answer(Transcript transcript, boolean restartRequired) {
      return org.drydock.dism.ImageDetails.from(transcript.block("Index"));
    }
  }

  /**
   * Mounts one image in a folder that exists and is empty.
   *
   * @param checkIntegrity whether the WIM's data is checked first
   */
  record MountImage(
      Path imageFile, int index, Path mountDir, boolean readOnly, boolean checkIntegrity)
      implements Change {

    public MountImage(Path imageFile, int index, Path mountDir, boolean readOnly) {
      this(imageFile, index, mountDir, readOnly, false);
    }

    @Override
    public List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "/Mount-Image",
                  "/ImageFile:" + imageFile,
                  "/Index:" + index,
                  "/MountDir:" + mountDir));
      if (readOnly) {
        arguments.add("/ReadOnly");
      }
      if (checkIntegrity) {
        arguments.add("/CheckIntegrity");
      }
      return arguments;
    }
  }

  /** Unmounts an image, with or without its changes. */
  record UnmountImage(Path mountDir, boolean commit) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Unmount-Image", "/MountDir:" + mountDir, commit ? "/Commit" : "/Discard");
    }
  }

  /** Saves the changes of an image that stays mounted. */
  record CommitImage(Path mountDir) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Commit-Image", "/MountDir:" + mountDir);
    }
  }

  /** Brings a mount back that a restart of the host has left behind. */
  record RemountImage(Path mountDir) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Remount-Image", "/MountDir:" + mountDir);
    }
  }

  /** Removes what mounts that are damaged have left; those that are not are left alone. */
  record CleanUpMountpoints() implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Cleanup-Mountpoints");
    }
  }

  /** What is mounted on the host. */
  record MountedImages() implements DismCall<List<MountedImage>> {
    @Override
    public List<String> arguments() {
      return List.of("/Get-MountedImageInfo");
    }

    @Override
    public List<MountedImage> answer(Transcript transcript, boolean restartRequired) {
      return transcript.blocks("Mount Dir").stream().map(MountedImage::from).toList();
    }
  }

  /** The packages of a mounted image. */
  record Packages(Path mountDir) implements DismCall<List<InstalledPackage>> {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Get-Packages");
    }

    @Override
    public List<InstalledPackage> answer(Transcript transcript, boolean restartRequired) {
      return transcript.blocks("Package Identity").stream().map(InstalledPackage::from).toList();
    }
  }

  /** A package file measured against a mounted image. DISM takes a .cab here, never a .msu. */
  record PackageInfo(Path mountDir, Path packageFile) implements DismCall<PackageDetails> {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Get-PackageInfo", "/PackagePath:" + packageFile);
    }

    @Override
    public PackageDetails answer(Transcript transcript, boolean restartRequired) {
      return PackageDetails.from(transcript.block("Package Identity"));
    }
  }

  /** A package of a mounted image, by its identity. */
  record InstalledPackageInfo(Path mountDir, String identity) implements DismCall<PackageDetails> {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Get-PackageInfo", "/PackageName:" + identity);
    }

    @Override
    public PackageDetails answer(Transcript transcript, boolean restartRequired) {
      return PackageDetails.from(transcript.block("Package Identity"));
    }
  }

  /** Adds packages to a mounted image, in the order given. */
  record AddPackage(Path mountDir, List<Path> packageFiles) implements Change {
    @Override
    public List<String> arguments() {
      List<String> arguments = new ArrayList<>(List.of("/Image:" + mountDir, "/Add-Package"));
      packageFiles.forEach(file -> arguments.add("/PackagePath:" + file));
      return arguments;
    }
  }

  /** Removes a package from a mounted image. */
  record RemovePackage(Path mountDir, String identity) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Remove-Package", "/PackageName:" + identity);
    }
  }

  /**
   * Removes superseded components from a mounted image.
   *
   * @param resetBase whether to make what is installed permanent, which frees the most
   */
  record CleanUpImage(Path mountDir, boolean resetBase) implements Change {
    @Override
    public List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(
              List.of("/Image:" + mountDir, "/Cleanup-Image", "/StartComponentCleanup"));
      if (resetBase) {
        arguments.add("/ResetBase");
      }
      return arguments;
    }
  }

  /** Measures the component store of a mounted image. */
  record AnalyzeComponentStore(Path mountDir) implements DismCall<ComponentStore> {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Cleanup-Image", "/AnalyzeComponentStore");
    }

    @Override
    public ComponentStore answer(Transcript transcript, boolean restartRequired) {
      return ComponentStore.from(transcript.block(ComponentStore.FIRST));
    }
  }

  /**
   * Looks for damage in the component store of a mounted image.
   *
   * @param thoroughly whether to look at every file, not only at what was found before
   */
  record CheckHealth(Path mountDir, boolean thoroughly) implements DismCall<StoreHealth> {
    @Override
    public List<String> arguments() {
      return List.of(
          "/Image:" + mountDir, "/Cleanup-Image", thoroughly ? "/ScanHealth" : "/CheckHealth");
    }

    @Override
    public StoreHealth answer(Transcript transcript, boolean restartRequired) {
      return StoreHealth.from(transcript);
    }
  }

  /**
   * Writes one image of a WIM file to another WIM file, leaving out what no image uses any more.
   *
   * @param compress fast, max, none or recovery for a destination that is new, and then worth
   *     naming, since DISM's default is the weaker {@code fast}; null for one that is added to
   * @param bootable whether a machine is to start with the image
   */
  record ExportImage(Path source, int index, Path destination, String compress, boolean bootable)
      implements Change {
    @Override
    public List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "/Export-Image",
                  "/SourceImageFile:" + source,
                  "/SourceIndex:" + index,
                  "/DestinationImageFile:" + destination));
      if (compress != null) {
        arguments.add("/Compress:" + compress);
      }
      if (bootable) {
        arguments.add("/Bootable");
      }
      return arguments;
    }
  }

  /**
   * Takes one image out of a WIM file, which does not shrink by that. The numbers of those behind
   * it change.
   */
  record DeleteImage(Path imageFile, int index) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Delete-Image", "/ImageFile:" + imageFile, "/Index:" + index);
    }
  }

  /** Adds and removes the packages that an answer file names. */
  record ApplyUnattend(Path mountDir, Path answerFile) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Apply-Unattend:" + answerFile);
    }
  }

  /**
   * Adds drivers to a mounted image. Only Microsoft's DISM can.
   *
   * @param driver an .inf file, or a folder of drivers
   * @param recurse whether to look into the folders below, too
   * @param forceUnsigned whether drivers for 64-bit systems may lack a signature
   */
  record AddDriver(Path mountDir, Path driver, boolean recurse, boolean forceUnsigned)
      implements Change {
    @Override
    public List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(List.of("/Image:" + mountDir, "/Add-Driver", "/Driver:" + driver));
      if (recurse) {
        arguments.add("/Recurse");
      }
      if (forceUnsigned) {
        arguments.add("/ForceUnsigned");
      }
      return arguments;
    }
  }

  /** The features of a mounted image. Only Microsoft's DISM knows them. */
  record Features(Path mountDir) implements DismCall<List<Feature>> {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Get-Features");
    }

    @Override
    public List<Feature> answer(Transcript transcript, boolean restartRequired) {
      return transcript.blocks("Feature Name").stream().map(Feature::from).toList();
    }
  }

  /**
   * Turns a feature of a mounted image on, from files on this host alone: Windows Update is not
   * asked. Only Microsoft's DISM can.
   *
   * @param source the folder with files that were removed from the image; null for none
   * @param withParents whether the features that it needs are turned on, too
   */
  record EnableFeature(Path mountDir, String feature, Path source, boolean withParents)
      implements Change {
    @Override
    public List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(
              List.of("/Image:" + mountDir, "/Enable-Feature", "/FeatureName:" + feature));
      if (source != null) {
        arguments.add("/Source:" + source);
      }
      arguments.add("/LimitAccess");
      if (withParents) {
        arguments.add("/All");
      }
      return arguments;
    }
  }

  /** Turns a feature of a mounted image off. Only Microsoft's DISM can. */
  record DisableFeature(Path mountDir, String feature) implements Change {
    @Override
    public List<String> arguments() {
      return List.of("/Image:" + mountDir, "/Disable-Feature", "/FeatureName:" + feature);
    }
  }
}
