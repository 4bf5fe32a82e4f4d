package org.drydock.dism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.drydock.dism.DismCall.MountImage;
import org.drydock.dism.DismCall.MountedImages;
import org.drydock.dism.DismCall.UnmountImage;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the bundled wimdism and a real WIM file. */
class DismIT {

  @TempDir Path data;

  private Dism dism;
  private DismSession session;
  private Path wim;
  private Path mount;

  @BeforeEach
  void captureAnImage() throws Exception {
    DrydockProperties properties =
        new DrydockProperties(
            data.resolve("data"),
            null,
            List.of(),
            null,
            new DrydockProperties.Dism(List.of(), Duration.ofMinutes(5), List.of()),
            new DrydockProperties.Wimdism(false),
            null,
            null,
            new DrydockProperties.Node("here", Duration.ofMinutes(1)));
    dism =
        new Dism(
            new DismProgram(properties),
            new LocalHost(properties),
            new DataFolder(properties),
            properties);
    session = new DismSession(data.resolve("dism.log"), data.resolve("scratch"));
    mount = Files.createDirectories(data.resolve("größe mit blank"));
    wim = data.resolve("bild ü.wim");
    Path source = Files.createDirectories(data.resolve("source/Windows/System32"));
    Files.writeString(source.resolve("ä.txt"), "text");
    wimlib("capture", data.resolve("source").toString(), wim.toString(), "Größe 1", "Erste");
    wimlib("info", wim.toString(), "1", "--image-property", "WINDOWS/ARCH=9");
  }

  @Test
  void theImagesOfAFile() {
    assertThat(run(new DismCall.ImageInfo(wim)))
        .containsExactly(new ImageSummary(1, "Größe 1", "Erste", 4));
    assertThat(run(new DismCall.ImageDetails(wim, 1)).architecture()).isEqualTo("x64");
  }

  @Test
  void aMountIsListedUntilItIsUnmounted() {
    assertThat(run(new MountedImages())).isEmpty();

    run(new MountImage(wim, 1, mount, true));
    assertThat(run(new MountedImages()))
        .containsExactly(new MountedImage(mount, wim, 1, false, "Ok"));

    run(new UnmountImage(mount, false));
    assertThat(run(new MountedImages())).isEmpty();
  }

  @Test
  void failuresAreTyped() throws Exception {
    Path text = Files.writeString(data.resolve("text.wim"), "no WIM at all");

    assertThat(failure(new DismCall.ImageInfo(text)).code()).isNotZero();
    assertThat(failure(new DismCall.ImageInfo(data.resolve("none.wim"))).symbol())
        .isEqualTo("ERROR_FILE_NOT_FOUND");
    assertThat(failure(new MountImage(wim, 1, data.resolve("none"), false)).symbol())
        .isEqualTo("MOUNT_FOLDER_MISSING");
    assertThat(failure(new UnmountImage(mount, true)).symbol())
        .isEqualTo("MOUNT_NOT_A_MOUNT_FOLDER");
  }

  @Test
  void theVersionIsThatOfTheNewestWindowsItServices() {
    assertThat(dism.version()).startsWith("10.0.");
  }

  private <T> T run(DismCall<T> call) {
    return dism.run(call, session, () -> false);
  }

  private DismException failure(DismCall<?> call) {
    DismException failure = catchThrowableOfType(DismException.class, () -> run(call));
    assertThat(failure).isNotNull();
    assertThat(failure.dismSentence()).isNotBlank();
    return failure;
  }

  private static void wimlib(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("wimlib-imagex"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}
