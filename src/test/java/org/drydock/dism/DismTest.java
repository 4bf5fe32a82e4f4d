package org.drydock.dism;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.drydock.dism.DismCall.AddPackage;
import org.drydock.dism.DismCall.CleanUpImage;
import org.drydock.dism.DismCall.ExportImage;
import org.drydock.dism.DismCall.MountImage;
import org.drydock.dism.DismCall.MountedImages;
import org.drydock.dism.DismCall.UnmountImage;
import org.drydock.host.LocalHost;
import org.drydock.operation.CommandResult;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DismTest {

  private static final Path WIM = Path.of("/images/a b/install.wim");
  private static final BooleanSupplier NEVER = () -> false;
  private static final Path MOUNT = Path.of("/mount");

  @TempDir Path data;

  private DismSession session;
  private ReplayDism replay;

  @BeforeEach
  void prepare() {
    session = new DismSession(data.resolve("logs/dism.log"), data.resolve("scratch"));
    replay = ReplayDism.in(data.resolve("replay"));
  }

  @Test
  void everyCallIsEnglishAndHasItsOwnLogAndScratchFolder() {
    List<String> commandLine =
        dism(replay.command())
            .commandLine(DismOrder.of(new MountImage(WIM, 2, MOUNT, true)), session);

    assertThat(commandLine)
        .startsWith("/bin/sh")
        .containsSubsequence(
            "/English",
            "/Mount-Image",
            "/ImageFile:" + WIM,
            "/Index:2",
            "/MountDir:" + MOUNT,
            "/ReadOnly",
            "/LogPath:" + session.log(),
            "/ScratchDir:" + session.scratch());
    assertThat(session.scratch()).isDirectory();
    assertThat(session.log().getParent()).isDirectory();
  }

  @Test
  void theArgumentsOfEveryCall() {
    assertThat(new UnmountImage(MOUNT, true).arguments())
        .containsExactly("/Unmount-Image", "/MountDir:/mount", "/Commit");
    assertThat(new UnmountImage(MOUNT, false).arguments()).contains("/Discard");
    assertThat(new AddPackage(MOUNT, List.of(Path.of("/a.cab"), Path.of("/b.msu"))).arguments())
        .containsExactly(
            "/Image:/mount", "/Add-Package", "/PackagePath:/a.cab", "/PackagePath:/b.msu");
    assertThat(new CleanUpImage(MOUNT, true).arguments())
        .containsExactly("/Image:/mount", "/Cleanup-Image", "/StartComponentCleanup", "/ResetBase");
    assertThat(new ExportImage(Path.of("/a.wim"), 1, Path.of("/b.wim"), "max", false).arguments())
        .containsExactly(
            "/Export-Image",
            "/SourceImageFile:/a.wim",
            "/SourceIndex:1",
            "/DestinationImageFile:/b.wim",
            "/Compress:max");
    assertThat(new DismCall.ImageInfo(WIM).arguments())
        .containsExactly("/Get-ImageInfo", "/ImageFile:" + WIM);
    assertThat(new DismCall.ImageDetails(WIM, 3).arguments()).endsWith("/Index:3");
    assertThat(new DismCall.Packages(MOUNT).arguments())
        .containsExactly("/Image:/mount", "/Get-Packages");
    assertThat(new DismCall.PackageInfo(MOUNT, Path.of("/a.cab")).arguments())
        .containsExactly("/Image:/mount", "/Get-PackageInfo", "/PackagePath:/a.cab");
    assertThat(new MountedImages().arguments()).containsExactly("/Get-MountedImageInfo");
    assertThat(new ExportImage(Path.of("/a.wim"), 2, Path.of("/b.wim"), null, true).arguments())
        .doesNotContain("/Compress:max")
        .endsWith("/Bootable");
    assertThat(new DismCall.CommitImage(MOUNT).arguments())
        .containsExactly("/Commit-Image", "/MountDir:/mount");
    assertThat(new DismCall.RemountImage(MOUNT).arguments())
        .containsExactly("/Remount-Image", "/MountDir:/mount");
    assertThat(new DismCall.CleanUpMountpoints().arguments())
        .containsExactly("/Cleanup-Mountpoints");
    assertThat(new DismCall.RemovePackage(MOUNT, "a~b~c~~1").arguments())
        .containsExactly("/Image:/mount", "/Remove-Package", "/PackageName:a~b~c~~1");
    assertThat(new DismCall.InstalledPackageInfo(MOUNT, "a~b~c~~1").arguments())
        .containsExactly("/Image:/mount", "/Get-PackageInfo", "/PackageName:a~b~c~~1");
    assertThat(new DismCall.AnalyzeComponentStore(MOUNT).arguments())
        .containsExactly("/Image:/mount", "/Cleanup-Image", "/AnalyzeComponentStore");
    assertThat(new DismCall.CheckHealth(MOUNT, false).arguments()).endsWith("/CheckHealth");
    assertThat(new DismCall.CheckHealth(MOUNT, true).arguments()).endsWith("/ScanHealth");
    assertThat(new DismCall.DeleteImage(WIM, 2).arguments())
        .containsExactly("/Delete-Image", "/ImageFile:" + WIM, "/Index:2");
    assertThat(new DismCall.ApplyUnattend(MOUNT, Path.of("/unattend.xml")).arguments())
        .containsExactly("/Image:/mount", "/Apply-Unattend:/unattend.xml");
  }

  @Test
  void theArgumentsForDriversAndFeatures() {
    assertThat(new DismCall.AddDriver(MOUNT, Path.of("/net.inf"), false, false).arguments())
        .containsExactly("/Image:/mount", "/Add-Driver", "/Driver:/net.inf");
    assertThat(new DismCall.AddDriver(MOUNT, Path.of("/drivers"), true, true).arguments())
        .containsExactly(
            "/Image:/mount", "/Add-Driver", "/Driver:/drivers", "/Recurse", "/ForceUnsigned");
    assertThat(new DismCall.Features(MOUNT).arguments())
        .containsExactly("/Image:/mount", "/Get-Features");
    assertThat(
            new DismCall.EnableFeature(MOUNT, "NetFx3", Path.of("/sources/sxs"), true).arguments())
        .containsExactly(
            "/Image:/mount",
            "/Enable-Feature",
            "/FeatureName:NetFx3",
            "/Source:/sources/sxs",
            "/LimitAccess",
            "/All");
    assertThat(new DismCall.EnableFeature(MOUNT, "TFTP", null, false).arguments())
        .containsExactly("/Image:/mount", "/Enable-Feature", "/FeatureName:TFTP", "/LimitAccess");
    assertThat(new DismCall.DisableFeature(MOUNT, "TFTP").arguments())
        .containsExactly("/Image:/mount", "/Disable-Feature", "/FeatureName:TFTP");
  }

  @Test
  void aCallIsMadeAndItsAnswerRead() {
    replay
        .on("*/Get-ImageInfo*")
        .prints("Index : 1\nName : Größe\nDescription :\nSize : 1,000 bytes\n\n");

    List<ImageSummary> images =
        dism(replay.command()).run(new DismCall.ImageInfo(WIM), session, NEVER);

    assertThat(images).containsExactly(new ImageSummary(1, "Größe", "", 1000));
    assertThat(replay.calls()).singleElement().asString().contains("/English /Get-ImageInfo");
    assertThat(session.scratch()).isEmptyDirectory();
  }

  @Test
  void aFailureIsTyped() {
    replay.on("*").fails(0xc1420127, "The specified image is already mounted.");

    DismException failure =
        catchThrowableOfType(
            DismException.class,
            () -> dism(replay.command()).run(new MountImage(WIM, 1, MOUNT, false), session, NEVER));

    assertThat(failure.symbol()).isEqualTo("IMAGE_ALREADY_MOUNTED");
    assertThat(failure.isWorthARetry()).isTrue();
    assertThat(failure.log()).hasValue(session.log());
  }

  @Test
  void aFailureMayPass() {
    replay.on("*").times(2).fails(0xc1420117, "Files are open.");
    replay.on("*").succeeds();
    Dism dism = dism(replay.command());
    UnmountImage call = new UnmountImage(MOUNT, false);

    assertThatThrownBy(() -> dism.run(call, session, NEVER)).isInstanceOf(DismException.class);
    assertThatThrownBy(() -> dism.run(call, session, NEVER)).isInstanceOf(DismException.class);
    assertThat(dism.run(call, session, NEVER)).isEqualTo(new Done(false));
  }

  @Test
  void dismIsStopped_whenItsCallerIsCancelled() throws Exception {
    replay.on("*").prints("Mounting image\n@sleep 60\n");
    AtomicBoolean cancelled = new AtomicBoolean();
    var call =
        CompletableFuture.runAsync(
            () -> dism(replay.command()).run(new MountedImages(), session, cancelled::get));
    await().until(() -> !replay.calls().isEmpty());

    cancelled.set(true);

    assertThatThrownBy(() -> call.get(9, SECONDS)).hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void dismIsStopped_whenItTakesTooLong() {
    replay.on("*").prints("@sleep 60\n");

    assertThatThrownBy(
            () ->
                dism(replay.command(), Duration.ofMillis(200))
                    .run(new MountedImages(), session, NEVER))
        .isInstanceOf(DismException.class)
        .hasMessageContaining("ERROR_TIMEOUT")
        .hasMessageContaining("drydock.dism.timeout");
  }

  @Test
  void aKillFromOutsideIsCalledSo() {
    replay.on("*").isKilled("Mounting image\n");

    assertThatThrownBy(() -> dism(replay.command()).run(new MountedImages(), session, NEVER))
        .isInstanceOfSatisfying(
            DismException.class, failure -> assertThat(failure.wasCutShort()).isTrue())
        .hasMessageContaining("it was killed");
  }

  @Test
  void anOperationThatTimedOutIsCalledSo() {
    CommandResult result = new CommandResult("1", 143, false, true, "", data);

    assertThatThrownBy(() -> dism(replay.command()).result(new MountedImages(), session, result))
        .hasMessageContaining("ERROR_TIMEOUT");
  }

  @Test
  void anOperationsStderrIsReadFromItsFolder() throws Exception {
    Files.writeString(data.resolve("stderr"), "exit: 3010\n");
    CommandResult result =
        new CommandResult("1", 3010 & 0xff, false, false, "Processing 1 of 1 -\n", data);

    Done done =
        dism(List.of()).result(new AddPackage(MOUNT, List.of(Path.of("/a.cab"))), session, result);

    assertThat(done.restartRequired()).isTrue();
  }

  @Test
  void aDismToWhichEverythingSucceedsAnswersEveryCall() throws Exception {
    Path wim = Files.writeString(data.resolve("a.wim"), "WIM");
    Path copy = data.resolve("b.wim");
    Path update = data.resolve("a.cab");
    replay = ReplayDism.successful(data.resolve("replay"));
    replay.on("*/Cleanup-Image*").fails(0x800f0806, "Operations are pending.");
    Dism dism = dism(replay.command());

    assertThat(dism.run(new DismCall.ImageInfo(wim), session, NEVER)).hasSize(1);
    assertThat(dism.run(new DismCall.ImageDetails(wim, 1), session, NEVER).fullVersion())
        .isEqualTo("10.0.26100.1");
    assertThat(dism.run(new DismCall.Packages(MOUNT), session, NEVER)).hasSize(1);
    assertThat(dism.run(new DismCall.PackageInfo(MOUNT, update), session, NEVER).applicable())
        .isTrue();
    assertThat(dism.run(new ExportImage(wim, 1, copy, "max", false), session, NEVER))
        .isEqualTo(new Done(false));
    assertThat(copy).hasContent("WIM");
    assertThatThrownBy(() -> dism.run(new CleanUpImage(MOUNT, true), session, NEVER))
        .hasMessageContaining("CBS_E_PENDING");
  }

  @Test
  void theVersionIsReadFromTheBanner() {
    replay.on("*/[?]*").succeeds();

    assertThat(dism(replay.command()).version()).isEqualTo("10.0.26100.1");
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThatThrownBy(
            () ->
                dism(List.of("/opt/nowhere/dism"))
                    .commandLine(DismOrder.of(new MountedImages()), session))
        .isInstanceOf(DismException.class)
        .hasMessageContaining("/opt/nowhere/dism does not exist")
        .hasMessageContaining("drydock.dism.command");
    assertThatThrownBy(
            () ->
                dism(List.of("no-such-dism"))
                    .commandLine(DismOrder.of(new MountedImages()), session))
        .hasMessageContaining("no-such-dism is in no folder of PATH");
  }

  @Test
  void theBundledWimdismIsTheDefault() {
    Dism dism = dism(List.of());

    assertThat(dism.commandLine(DismOrder.of(new MountedImages()), session))
        .containsSubsequence("-cp", "org.wimdism.cli.Main", "/English", "/Get-MountedImageInfo");
    assertThat(dism.understandsDeltas()).isFalse();
    assertThat(dism(replay.command()).understandsDeltas()).isTrue();
  }

  @Test
  void wimdismKeepsItsStateInTheDataFolder_andLeavesRealImagesAlone() {
    DismSession session = new DismSession(data.resolve("dism.log"), data.resolve("run/scratch"));
    assertThat(dism(List.of()).environment(session))
        .containsEntry("WIMDISM_PACKAGES", data.resolve("run/packages").toString())
        .containsEntry("WIMDISM_STATE", data.resolve("wimdism").toString())
        .containsEntry("WIMDISM_EXPERIMENTAL_REAL_IMAGES", "0")
        .containsEntry("LC_ALL", "C.UTF-8");
  }

  private Dism dism(List<String> command) {
    return dism(command, Duration.ofMinutes(1));
  }

  private Dism dism(List<String> command, Duration timeout) {
    DrydockProperties properties =
        new DrydockProperties(
            data,
            null,
            List.of(),
            null,
            new DrydockProperties.Dism(command, timeout, List.of()),
            new DrydockProperties.Wimdism(false),
            null,
            null,
            new DrydockProperties.Node("here", Duration.ofMinutes(1)));
    return new Dism(
        new DismProgram(properties),
        new LocalHost(properties),
        new DataFolder(properties),
        properties);
  }
}
