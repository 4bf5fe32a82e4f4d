package org.drydock.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.drydock.host.DurableCopy;
import org.drydock.host.FolderTree;
import org.drydock.host.LocalHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

  private static final String ID = "DRY00001";

  @TempDir Path folder;

  private final Distribution distribution = new Distribution(new LocalHost("here"));
  private final List<Double> progress = new ArrayList<>();
  private DistributionPoint point;

  @BeforeEach
  void onePoint() throws IOException {
    point = new DistributionPoint(1L, "office", Files.createDirectory(folder.resolve("office")));
  }

  @Test
  void anImageArrivesUnderItsName() throws IOException {
    Path sent = send(image(1, "first"));
    assertThat(sent).isEqualTo(point.path().resolve("DRY00001/install.wim")).hasContent("first");
    assertThat(new FolderTree(point.path()).files()).hasSize(1);
    assertThat(progress).last().isEqualTo(100.0);
  }

  @Test
  void theNextVersionTakesThePlaceOfTheLast() throws IOException {
    send(image(1, "first"));
    assertThat(send(image(2, "second"))).hasContent("second");
    assertThat(new FolderTree(point.path()).files()).hasSize(1);
  }

  @Test
  void whatAKilledRunLeftIsReplaced() throws IOException {
    Path partial = point.folderOf(ID).resolve(".install.wim.here.drydock-partial");
    Files.createDirectories(partial.getParent());
    Files.writeString(partial, "a longer text than the image has");
    assertThat(send(image(1, "first"))).hasContent("first");
    assertThat(partial).doesNotExist();
  }

  @Test
  void aCancelLeavesWhatWasThere() throws IOException {
    send(image(1, "first"));
    assertThatThrownBy(
            () -> distribution.send(point, image(2, "second"), () -> true, () -> {}, progress::add))
        .isInstanceOf(CancellationException.class);
    assertThat(point.folderOf(ID).resolve("install.wim")).hasContent("first");
    assertThat(new FolderTree(point.path()).files()).hasSize(1);
  }

  @Test
  void nothingIsReplaced_whenTheSendingWasGivenToAnotherNodeMeanwhile() throws IOException {
    send(image(1, "first"));
    assertThatThrownBy(
            () ->
                distribution.send(
                    point,
                    image(2, "second"),
                    () -> false,
                    () -> {
                      throw new IllegalStateException("not ours any more");
                    },
                    progress::add))
        .hasMessageContaining("not ours any more");
    assertThat(point.folderOf(ID).resolve("install.wim")).hasContent("first");
    assertThat(new FolderTree(point.path()).files()).hasSize(1);
  }

  @Test
  void aVersionWhoseFileChangedSinceItWasPublishedIsNotSent() throws IOException {
    Shipment shipment = image(1, "first");
    Files.writeString(shipment.wim(), "later");
    assertThatThrownBy(() -> send(shipment))
        .isInstanceOf(DistributionException.class)
        .hasMessageContainingAll("version 1 of image DRY00001", "not the one that was published");
    assertThat(new FolderTree(point.path()).files()).isEmpty();
  }

  @Test
  void aMissingFolderIsNamedAndNotMade() throws IOException {
    DistributionPoint gone = new DistributionPoint(2L, "gone", folder.resolve("not-mounted"));
    assertThatThrownBy(
            () -> distribution.send(gone, image(1, "first"), () -> false, () -> {}, progress::add))
        .isInstanceOf(DistributionException.class)
        .hasMessageContainingAll("\"gone\"", "not-mounted", "Mount the share");
    assertThat(gone.path()).doesNotExist();
  }

  @Test
  void aPointThatCannotBeWrittenIsNamed() throws IOException {
    Files.createFile(point.folderOf(ID)); // a file where the image's folder would go
    assertThatThrownBy(() -> send(image(1, "first")))
        .isInstanceOf(DistributionException.class)
        .hasMessageContainingAll("\"office\"", point.path().toString(), "may write to it");
  }

  @Test
  void anUpgradePackageArrivesWhole() throws IOException {
    Path sent = send(upgradePackage(1, "first"));
    assertThat(sent).isEqualTo(point.path().resolve("DRY00001/sources/install.wim"));
    assertThat(point.folderOf(ID).resolve("setup.exe")).hasContent("setup 1");
  }

  @Test
  void theNextUpgradePackageLeavesNothingOfTheLast() throws IOException {
    send(upgradePackage(1, "first"));
    Files.writeString(point.folderOf(ID).resolve("stray"), "stray");
    assertThat(send(upgradePackage(2, "second"))).hasContent("second");
    assertThat(point.folderOf(ID).resolve("setup.exe")).hasContent("setup 2");
    assertThat(new FolderTree(point.path()).files()).hasSize(2);
  }

  @Test
  void anUpgradePackageThatCannotBeSentLeavesTheLastOne() throws IOException {
    send(upgradePackage(1, "first"));
    Shipment broken = upgradePackage(2, "second");
    Files.writeString(broken.wim(), "later");
    assertThatThrownBy(() -> send(broken)).isInstanceOf(DistributionException.class);
    assertThat(point.folderOf(ID).resolve("sources/install.wim")).hasContent("first");
    assertThat(new FolderTree(point.path()).files()).hasSize(2);
  }

  @Test
  void aSwapThatWasKilledHalfWayIsHealed() throws IOException {
    send(upgradePackage(1, "first"));
    Path replaced = point.path().resolve(".DRY00001.here.drydock-replaced");
    Files.move(point.folderOf(ID), replaced);
    Shipment broken = upgradePackage(2, "second");
    Files.writeString(broken.wim(), "later");

    assertThatThrownBy(() -> send(broken)).isInstanceOf(DistributionException.class);
    assertThat(point.folderOf(ID).resolve("sources/install.wim")).hasContent("first");

    Files.move(point.folderOf(ID), replaced);
    assertThat(send(upgradePackage(3, "third"))).hasContent("third");
    assertThat(replaced).doesNotExist();
  }

  private Path send(Shipment shipment) {
    return distribution.send(point, shipment, () -> false, () -> {}, progress::add);
  }

  private Shipment image(int version, String content) throws IOException {
    return shipment(version, "install.wim", content, false);
  }

  private Shipment upgradePackage(int version, String content) throws IOException {
    Shipment shipment = shipment(version, "sources/install.wim", content, true);
    Files.writeString(shipment.folder().resolve("setup.exe"), "setup " + version);
    return shipment;
  }

  private Shipment shipment(int version, String fileName, String content, boolean whole)
      throws IOException {
    Path published = folder.resolve("images").resolve(Integer.toString(version));
    Path wim = published.resolve(fileName);
    Files.createDirectories(wim.getParent());
    Files.writeString(wim, content);
    return new Shipment(
        ID, version, published, fileName, whole, DurableCopy.sha256(wim, () -> false));
  }
}
