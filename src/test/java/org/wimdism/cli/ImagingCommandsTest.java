package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountRegistry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.SmallImage;

class ImagingCommandsTest {

  private static final String BANNER =
      "\nDeployment Image Servicing and Management tool\nVersion: 10.0.26100.1\n\n";
  private static final String FULL_BAR =
      "[==========================100.0%==========================]\n";
  private static final String SUCCESS = "The operation completed successfully.\n";

  @TempDir Path folder;
  private Path state;
  private Path wim;
  private Path mount;

  @BeforeEach
  void makeImage() throws Exception {
    state = folder.resolve("state");
    wim = SmallImage.capture(folder);
    mount = Files.createDirectory(folder.resolve("mount"));
  }

  @Test
  void imageInfo_listsTheImages() {
    assertThat(run("/Get-ImageInfo", "/ImageFile:" + wim))
        .isEqualTo(
            BANNER
                + "Details for image : "
                + wim
                + "\n\nIndex : 1\nName : Small\nDescription : <undefined>\nSize : 8,783 bytes\n\n"
                + SUCCESS);
  }

  @Test
  void imageInfo_ofOneImage_hasTheLinesOfDismInTheirOrder() throws Exception {
    SmallImage.run(
        "wimlib-imagex",
        "info",
        wim.toString(),
        "1",
        "--image-property",
        "DESCRIPTION=A small image",
        "--image-property",
        "WINDOWS/EDITIONID=Professional",
        "--image-property",
        "WINDOWS/INSTALLATIONTYPE=Client",
        "--image-property",
        "WINDOWS/PRODUCTTYPE=WinNT",
        "--image-property",
        "WINDOWS/PRODUCTSUITE=Terminal Server",
        "--image-property",
        "WINDOWS/SYSTEMROOT=WINDOWS",
        "--image-property",
        "WINDOWS/VERSION/SPLEVEL=0",
        "--image-property",
        "WINDOWS/LANGUAGES/LANGUAGE[1]=de-DE",
        "--image-property",
        "WINDOWS/LANGUAGES/LANGUAGE[2]=en-US",
        "--image-property",
        "WINDOWS/LANGUAGES/DEFAULT=en-US",
        "--image-property",
        "CREATIONTIME/HIGHPART=0x01DA0000",
        "--image-property",
        "CREATIONTIME/LOWPART=0x00000000");
    String output = run("/Get-WimInfo", "/WimFile:" + wim, "/Name:small");
    assertThat(
            output.replaceAll("(Created|Modified) : \\d\\d/\\d\\d/\\d{4} - [\\d:]{8}", "$1 : TIME"))
        .isEqualTo(
            BANNER
                + "Details for image : "
                + wim
                + """


                Index : 1
                Name : Small
                Description : A small image
                Size : 8,783 bytes
                WIM Bootable : No
                Architecture : x64
                Hal : <undefined>
                Version : 10.0.26100
                ServicePack Build : 1
                ServicePack Level : 0
                Edition : Professional
                Installation : Client
                ProductType : WinNT
                ProductSuite : Terminal Server
                System Root : WINDOWS
                Directories : 19
                Files : 65
                Created : TIME
                Modified : TIME
                Languages :
                \tde-DE
                \ten-US (Default)

                """
                + SUCCESS);
  }

  @Test
  void mountListAndUnmount_lookLikeDism() {
    assertThat(run("/Get-MountedImageInfo"))
        .isEqualTo(BANNER + "No mounted images found.\n\n" + SUCCESS);
    assertThat(
            run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + mount, "/Optimize"))
        .isEqualTo(BANNER + "Mounting image\n" + FULL_BAR + SUCCESS);
    assertThat(run("/Get-MountedWimInfo"))
        .isEqualTo(
            BANNER
                + "Mounted images:\n\nMount Dir : "
                + mount
                + "\nImage File : "
                + wim
                + "\nImage Index : 1\nMounted Read/Write : Yes\nStatus : Ok\n\n"
                + SUCCESS);
    assertThat(run("/Unmount-Image", "/MountDir:" + mount, "/Discard"))
        .isEqualTo(BANNER + "Unmounting image\n" + FULL_BAR + SUCCESS);
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void unmountWithCommit_savesAndSaysInTheLogWhatItWrote() throws Exception {
    mountImage();
    change();
    assertThat(run("/Unmount-Image", "/MountDir:" + mount, "/Commit"))
        .startsWith(BANNER + "Image File : " + wim + "\nImage Index : 1\nSaving image\n[")
        .contains("Unmounting image\n")
        .endsWith(FULL_BAR + SUCCESS);
    assertThat(state.resolve("test.log"))
        .content()
        .containsPattern("Commit: payload=\\d+ hives=0 metadata=\\d+ written=\\d+ ");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString())).contains("/Windows/new.txt");
  }

  @Test
  void commit_keepsTheImageMounted_andCanBeRepeated() throws Exception {
    mountImage();
    change();
    run("/Commit-Image", "/MountDir:" + mount);
    assertThat(run("/Get-MountedImageInfo")).contains("Status : Ok");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString())).contains("/Windows/new.txt");
    long size = Files.size(wim);
    run("/Commit-Image", "/MountDir:" + mount);
    assertThat(Files.size(wim)).isEqualTo(size);
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
  }

  @Test
  void append_makesANewImageAndLeavesTheMountedOne() throws Exception {
    mountImage();
    change();
    run("/Unmount-Image", "/MountDir:" + mount, "/Commit", "/Append");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString(), "1"))
        .doesNotContain("/Windows/new.txt");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString(), "2"))
        .contains("/Windows/new.txt");
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
  }

  @Test
  void foreignFilesInTheMountFolder_areNotDroppedSilently() throws Exception {
    mountImage();
    change();
    Files.writeString(mount.resolve("unattend.xml"), "<unattend/>");
    CommandRun run = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(run.code()).isEqualTo(ErrorCode.CANNOT_COMMIT);
    assertThat(run.error())
        .startsWith(
            "Error: 0xc142011d\n\n"
                + "The specified mounted image cannot be committed back into the WIM.\n")
        .contains("unattend.xml")
        .endsWith("\n\nThe DISM log file can be found at " + state.resolve("test.log") + "\n");
    assertThat(run("/Get-MountedImageInfo")).contains("Status : Ok");
    Files.delete(mount.resolve("unattend.xml"));
    run("/Unmount-Image", "/MountDir:" + mount, "/Commit");
  }

  @Test
  void mountFolders_areChecked() throws Exception {
    assertError(
        ErrorCode.MOUNT_FOLDER_MISSING,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + folder.resolve("none"));
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.createFile(full.resolve("file"));
    assertError(
        ErrorCode.MOUNT_FOLDER_NOT_EMPTY,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + full);
    mountImage();
    assertError(
        ErrorCode.MOUNT_FOLDER_IN_USE,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + mount);
    Path other = Files.createDirectory(folder.resolve("other"));
    assertError(
        ErrorCode.ALREADY_MOUNTED,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + other);
    assertError(
        ErrorCode.NO_SUCH_INDEX,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:2",
        "/MountDir:" + other);
    assertError(
        ErrorCode.NO_SUCH_INDEX,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Name:Other",
        "/MountDir:" + other);
    assertError(ErrorCode.NOT_A_MOUNT_FOLDER, "/Unmount-Image", "/MountDir:" + other, "/Commit");
    assertError(ErrorCode.NOT_A_MOUNT_FOLDER, "/Commit-Image", "/MountDir:" + other);
    assertError(ErrorCode.NOT_A_MOUNT_FOLDER, "/Remount-Image", "/MountDir:" + other);
  }

  @Test
  void aReadOnlyMount_canBeSharedButNotCommitted() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + mount, "/ReadOnly");
    run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + other, "/ReadOnly");
    assertThat(run("/Get-MountedImageInfo")).contains("Mounted Read/Write : No");
    assertError(ErrorCode.NO_WRITE_PERMISSION, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
    run("/Unmount-Image", "/MountDir:" + other, "/Discard");
  }

  @Test
  void aReadOnlyFile_isMountedForReadingOnly() {
    assertThat(wim.toFile().setReadOnly()).isTrue();
    assertError(
        ErrorCode.NO_WRITE_PERMISSION,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + mount);
    run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + mount, "/ReadOnly");
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
  }

  @Test
  void aMountWhoseWimIsAway_needsRemount() throws Exception {
    mountImage();
    change();
    Path away = Files.move(wim, folder.resolve("away.wim"));
    assertThat(run("/Get-MountedImageInfo")).contains("Status : Needs Remount");
    assertError(ErrorCode.NEEDS_REMOUNT, "/Remount-Image", "/MountDir:" + mount);
    Files.move(away, wim);
    run("/Remount-Image", "/MountDir:" + mount);
    run("/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString())).contains("/Windows/new.txt");
  }

  @Test
  void aMountThatTheStateFolderLost_isTakenUpByRemount() throws Exception {
    mountImage();
    change();
    Files.walk(state.resolve("mounts"))
        .filter(Files::isRegularFile)
        .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    assertError(ErrorCode.NEEDS_REMOUNT, "/Commit-Image", "/MountDir:" + mount);
    run("/Remount-Image", "/MountDir:" + mount);
    run("/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString())).contains("/Windows/new.txt");
  }

  @Test
  void aWimChangedByAnotherProgram_makesItsMountInvalid() throws Exception {
    mountImage();
    Path keep = Files.createDirectory(folder.resolve("keep"));
    Path other = SmallImage.capture(Files.createDirectory(folder.resolve("second")));
    run("/Mount-Image", "/ImageFile:" + other, "/Index:1", "/MountDir:" + keep);
    SmallImage.run(
        "wimlib-imagex", "update", wim.toString(), "--command=delete " + "/" + SmallImage.PLAIN);
    assertThat(run("/Get-MountedImageInfo")).contains("Status : Invalid");
    assertError(ErrorCode.MOUNT_INVALID, "/Commit-Image", "/MountDir:" + mount);
    run("/Cleanup-Mountpoints");
    assertThat(run("/Get-MountedImageInfo"))
        .contains("Mount Dir : " + keep)
        .doesNotContain("Mount Dir : " + mount + "\n");
    Path away = Files.move(other, folder.resolve("away.wim"));
    run("/Cleanup-Mountpoints");
    Files.move(away, other);
    assertThat(run("/Get-MountedImageInfo")).contains("Mount Dir : " + keep);
    assertThat(mount).isEmptyDirectory();
    run("/Unmount-Image", "/MountDir:" + keep, "/Discard");
  }

  @Test
  void export_writesANewWimWithWhatIsReferredTo_andAddsToAnExistingOne() throws Exception {
    Path target = folder.resolve("target.wim");
    assertThat(
            run(
                "/Export-Image",
                "/SourceImageFile:" + wim,
                "/SourceIndex:1",
                "/DestinationImageFile:" + target,
                "/Compress:max"))
        .startsWith(BANNER + "Exporting image\n[")
        .endsWith(FULL_BAR + SUCCESS);
    SmallImage.run("wimlib-imagex", "verify", target.toString());
    assertThat(withoutOffsets(target)).isEqualTo(withoutOffsets(wim));
    assertError(
        ErrorCode.ALREADY_EXISTS,
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceName:Small",
        "/DestinationImageFile:" + target);
    run(
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceName:Small",
        "/DestinationImageFile:" + target,
        "/DestinationName:Second",
        "/Bootable",
        "/CheckIntegrity");
    assertThat(run("/Get-ImageInfo", "/ImageFile:" + target, "/Index:2"))
        .contains("Name : Second")
        .contains("WIM Bootable : Yes");
    assertThat(run("/Get-ImageInfo", "/ImageFile:" + target, "/Index:1"))
        .contains("WIM Bootable : No");
    assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString))
        .containsExactlyInAnyOrderElementsOf(
            List.of("state", "small.wim", "target.wim", "source", "mount"));
  }

  @Test
  void export_compressesAsAsked() throws Exception {
    for (List<String> way : List.of(List.of("fast", "XPRESS"), List.of("none", "None"))) {
      Path target = folder.resolve(way.get(0) + ".wim");
      run(
          "/Export-Image",
          "/SourceImageFile:" + wim,
          "/SourceIndex:1",
          "/DestinationImageFile:" + target,
          "/Compress:" + way.get(0));
      assertThat(SmallImage.run("wimlib-imagex", "info", target.toString()))
          .containsPattern("Compression: +" + way.get(1));
    }
    assertError(
        ErrorCode.INVALID_PARAMETER,
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceIndex:1",
        "/DestinationImageFile:" + folder.resolve("x.wim"),
        "/Compress:lzx");
    assertError(
        ErrorCode.NOT_SUPPORTED,
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceIndex:1",
        "/DestinationImageFile:" + wim,
        "/DestinationName:Second");
    assertError(
        ErrorCode.PATH_NOT_FOUND,
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceIndex:1",
        "/DestinationImageFile:" + folder.resolve("none/x.wim"));
  }

  @Test
  void export_forRecovery_makesAnEsd_thatCanBeExportedButNotMounted() throws Exception {
    Path esd = folder.resolve("small.esd");
    run(
        "/Export-Image",
        "/SourceImageFile:" + wim,
        "/SourceIndex:1",
        "/DestinationImageFile:" + esd,
        "/Compress:Recovery");
    assertThat(SmallImage.run("wimlib-imagex", "info", esd.toString()))
        .containsPattern("Compression: +LZMS")
        .containsPattern("Version: +3584");
    SmallImage.run("wimlib-imagex", "verify", esd.toString());
    assertError(
        ErrorCode.ESD_CANNOT_BE_MOUNTED,
        "/Mount-Image",
        "/ImageFile:" + esd,
        "/Index:1",
        "/MountDir:" + mount);
    Path back = folder.resolve("back.wim");
    run(
        "/Export-Image",
        "/SourceImageFile:" + esd,
        "/SourceIndex:1",
        "/DestinationImageFile:" + back,
        "/Compress:max");
    SmallImage.run("wimlib-imagex", "verify", back.toString());
    assertThat(withoutOffsets(back).keySet()).isEqualTo(withoutOffsets(wim).keySet());
  }

  @Test
  void checkIntegrity_writesATableThatIsCheckedAndKept() throws Exception {
    mountImage();
    change();
    run("/Commit-Image", "/MountDir:" + mount, "/CheckIntegrity");
    assertThat(SmallImage.run("wimlib-imagex", "info", wim.toString())).contains("Integrity info");
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
    byte[] bytes = Files.readAllBytes(wim);
    bytes[300] ^= 1;
    Files.write(wim, bytes);
    assertError(
        ErrorCode.INVALID_DATA,
        "/Mount-Image",
        "/ImageFile:" + wim,
        "/Index:1",
        "/MountDir:" + mount,
        "/CheckIntegrity");
  }

  @Test
  void aMountWhoseFolderIsGone_isInvalidAndCanBeDiscarded() throws Exception {
    mountImage();
    SmallImage.run("rm", "-r", mount.toString());
    assertThat(run("/Get-MountedImageInfo")).contains("Status : Invalid");
    assertError(ErrorCode.MOUNT_INVALID, "/Commit-Image", "/MountDir:" + mount);
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
    assertThat(run("/Get-MountedImageInfo")).contains("No mounted images found.");
  }

  @Test
  void deleteImage_leavesTheOthers_andRefusesTheLastAndMountedOnes() throws Exception {
    SmallImage.run("wimlib-imagex", "export", wim.toString(), "1", wim.toString(), "Second");
    assertThat(run("/Delete-Image", "/ImageFile:" + wim, "/Name:Small"))
        .startsWith(BANNER + "Deleting image\n")
        .endsWith(FULL_BAR + SUCCESS);
    assertThat(run("/Get-ImageInfo", "/ImageFile:" + wim))
        .contains("Index : 1\nName : Second")
        .doesNotContain("Name : Small");
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    assertError(ErrorCode.NOT_SUPPORTED, "/Delete-Image", "/ImageFile:" + wim, "/Index:1");
    mountImage();
    assertError(ErrorCode.ALREADY_MOUNTED, "/Delete-Image", "/ImageFile:" + wim, "/Index:1");
  }

  @Test
  void aSecondCommandOnOneMount_isToldToWait() {
    mountImage();
    try (MountedImage image = MountedImage.open(new MountRegistry(state), mount)) {
      assertError(ErrorCode.BEING_SERVICED, "/Commit-Image", "/MountDir:" + mount);
      assertError(ErrorCode.BEING_SERVICED, "/Unmount-Image", "/MountDir:" + mount, "/Discard");
    }
    run("/Unmount-Image", "/MountDir:" + mount, "/Discard");
  }

  private static Map<String, String> withoutOffsets(Path wim) throws Exception {
    Map<String, String> metadata = SmallImage.metadata(wim, 1);
    metadata.replaceAll((path, block) -> block.replaceAll("Offset in WIM .*", ""));
    return metadata;
  }

  private void mountImage() {
    run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + mount);
  }

  private void change() throws Exception {
    Path file = Files.writeString(folder.resolve("new.txt"), "new");
    try (MountedImage image = MountedImage.open(new MountRegistry(state), mount);
        ChangeSet changes = image.begin()) {
      changes.put(file, List.of("Windows/new.txt"));
      changes.commit();
    }
  }

  private String run(String... arguments) {
    CommandRun run = CommandRun.of(state, arguments);
    assertThat(run.code()).as(run.output()).isZero();
    return run.output();
  }

  private void assertError(int code, String... arguments) {
    CommandRun run = CommandRun.of(state, arguments);
    assertThat(run.error()).startsWith("Error: " + ErrorCode.format(code) + "\n\n");
    assertThat(run.code()).isEqualTo(code);
  }
}
