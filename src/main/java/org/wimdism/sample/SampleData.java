package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.wimdism.cbs.ScratchFolder;

/**
 * Makes synthetic Windows images and update packages.
 *
 * <p>Below the folder given: {@code images}, {@code upgrade-package}, {@code updates} (all of which
 * can succeed on the images) and {@code faulty} (which must be refused, each for another reason).
 */
public final class SampleData {

  private static final String LZX = "LZX";
  private static final String IMAGE_PROPERTY = "--image-property=";

  private final Path target;
  private final Path work;

  private SampleData(Path target, Path work) {
    this.target = target;
    this.work = work;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: SampleData FOLDER");
      System.exit(2);
    }
    write(Path.of(args[0]));
  }

  /** Writes all samples; the folder may exist. */
  public static void write(Path target) throws IOException {
    Files.createDirectories(target);
    try (ScratchFolder work = ScratchFolder.in(target)) {
      SampleData samples = new SampleData(target, work.path());
      samples.writeImages();
      samples.writeUpdates();
      samples.writeFaulty();
    }
  }

  private void writeImages() throws IOException {
    Path images = Files.createDirectories(target.resolve("images"));
    Path root = work.resolve("tree");
    SampleTree tree = new SampleTree(root);
    tree.writeCommon();
    tree.writeEdition("Windows 11 Pro", "Professional");
    Path one = images.resolve("one-index.wim");
    Path three = images.resolve("three-indexes.wim");
    Files.deleteIfExists(one);
    capture(root, one, true, LZX, "Windows 11 Pro", "Professional");
    Path upgrade = Files.createDirectories(target.resolve("upgrade-package/sources"));
    Files.copy(one, upgrade.resolve("install.wim"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(upgrade.resolveSibling("setup.exe"), "MZ synthetic setup\r\n");
    Files.writeString(upgrade.resolve("lang.ini"), "[Available UI Languages]\r\nen-US = 3\r\n");
    Files.copy(one, three, StandardCopyOption.REPLACE_EXISTING);
    tree.writeEdition("Windows 11 Home", "Core");
    capture(root, three, false, LZX, "Windows 11 Home", "Core");
    tree.writeEdition("Windows 11 Enterprise", "Enterprise");
    capture(root, three, false, LZX, "Windows 11 Enterprise", "Enterprise");
  }

  private void writeUpdates() throws IOException {
    Path updates = target.resolve("updates");
    PackageWriter writer = new PackageWriter(work);
    writer.cabinet(
        SampleUpdates.servicingStack(), updates.resolve("ssu-26100.2310-kb5990100-x64.cab"));
    writer.cabinet(SampleUpdates.olderRollup(), updates.resolve("windows11.0-kb5990101-x64.cab"));
    writer.msu(
        SampleUpdates.newerRollup(),
        "Windows11.0-KB5990102-x64",
        updates.resolve("windows11.0-kb5990102-x64.msu"));
    writer.cabinet(SampleUpdates.netFx(), updates.resolve("windows11.0-kb5990103-x64-ndp481.cab"));
  }

  private void writeFaulty() throws IOException {
    Path faulty = Files.createDirectories(target.resolve("faulty"));
    PackageWriter writer = new PackageWriter(work);
    writer.cabinet(
        SampleUpdates.otherArchitecture(), faulty.resolve("windows11.0-kb5990104-arm64.cab"));
    writer.cabinet(
        SampleUpdates.alreadyInstalled(), faulty.resolve("windows11.0-kb5990105-x64.cab"));
    writer.cabinetWithDeltas(
        SampleUpdates.deltas(), faulty.resolve("windows11.0-kb5990106-x64-psfx.cab"));
    writer.cabinetWithWrongPayload(
        SampleUpdates.withWrongPayload(), faulty.resolve("windows11.0-kb5990107-x64.cab"));
    Files.writeString(
        faulty.resolve("windows11.0-kb5990108-x64.cab"),
        "<html><body>404 Not Found</body></html>\n");
    writer.cabinet(SampleUpdates.withoutParent(), faulty.resolve("windows11.0-kb5990109-x64.cab"));
    writer.cabinet(SampleUpdates.withService(), faulty.resolve("windows11.0-kb5990110-x64.cab"));
  }

  /** Captures a tree as the first image of a new WIM, or as a further one. */
  static void capture(
      Path tree, Path wim, boolean first, String compression, String name, String edition)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("wimlib-imagex", first ? "capture" : "append"));
    line.addAll(List.of(tree.toString(), wim.toAbsolutePath().toString(), name, name));
    if (first) {
      line.add("--compress=" + compression);
    }
    for (String property :
        List.of(
            "DISPLAYNAME=" + name,
            "DISPLAYDESCRIPTION=" + name,
            "FLAGS=" + edition,
            "WINDOWS/ARCH=9",
            "WINDOWS/PRODUCTNAME=Microsoft Windows Operating System",
            "WINDOWS/EDITIONID=" + edition,
            "WINDOWS/INSTALLATIONTYPE=Client",
            "WINDOWS/PRODUCTTYPE=WinNT",
            "WINDOWS/PRODUCTSUITE=Terminal Server",
            "WINDOWS/LANGUAGES/LANGUAGE=en-US",
            "WINDOWS/LANGUAGES/DEFAULT=en-US",
            "WINDOWS/VERSION/MAJOR=10",
            "WINDOWS/VERSION/MINOR=0",
            "WINDOWS/VERSION/BUILD=26100",
            "WINDOWS/VERSION/SPBUILD=" + SampleSystem.BASE_REVISION,
            "WINDOWS/VERSION/SPLEVEL=0",
            "WINDOWS/SYSTEMROOT=WINDOWS")) {
      line.add(IMAGE_PROPERTY + property);
    }
    Programs.run(tree, line);
  }
}
