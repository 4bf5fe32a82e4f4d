package org.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.drydock.TestSite;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismSession;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.wimdism.sample.SampleData;

/** Reading real WIMs, good and damaged, through the bundled wimdism. */
@SpringJUnitConfig(classes = ImageReaderIT.Room.class, initializers = TestSite.class)
class ImageReaderIT {

  /** Where the files' data begins in a WIM. */
  private static final int HEADER = 208;

  @TempDir static Path folder;

  @Autowired ImageReader reader;
  @Autowired Dism dism;

  @Configuration
  @EnableConfigurationProperties(DrydockProperties.class)
  @ComponentScan(basePackageClasses = Dism.class)
  @Import({DataFolder.class, LocalHost.class, ImageReader.class, CompanionImages.class})
  static class Room {}

  @BeforeAll
  static void makeSamples() throws Exception {
    SampleData.write(folder.resolve("samples"));
  }

  @Test
  void everyIndexIsReadWithItsPackages() throws IOException {
    ImageContents contents = reader.read(sample("three-indexes.wim"), work(), () -> false);
    assertThat(contents.indexes())
        .extracting(ImageIndex::index, ImageIndex::architecture, ImageIndex::edition)
        .containsExactly(
            tuple(1, "x64", "Professional"),
            tuple(2, "x64", "Core"),
            tuple(3, "x64", "Enterprise"));
    assertThat(contents.indexes())
        .allMatch(index -> index.version().matches("10\\.0\\.26100\\.\\d+"))
        .allMatch(index -> index.languages().contains("en-US"));
    assertThat(contents.packages()).extracting(InstalledPackage::index).contains(1, 2, 3);
    assertNothingLeftBehind();
  }

  @Test
  void theRecoveryEnvironmentInsideIsReadToo() throws Exception {
    Path wim = Files.copy(sample("one-index.wim"), folder.resolve("with-winre.wim"));
    Process update =
        new ProcessBuilder(
                "wimlib-imagex",
                "update",
                wim.toString(),
                "1",
                "--command=add "
                    + sample("one-index.wim")
                    + " /Windows/System32/Recovery/winre.wim")
            .redirectErrorStream(true)
            .start();
    String said = new String(update.getInputStream().readAllBytes());
    assertThat(update.waitFor()).as(said).isZero();

    assertThat(reader.readWithCompanions(wim, work(), () -> false).companions())
        .singleElement()
        .satisfies(
            winre -> {
              assertThat(winre.name()).isEqualTo("WinRE of index 1");
              assertThat(winre.version()).startsWith("10.0.26100.");
            });
    assertThat(reader.readWithCompanions(sample("one-index.wim"), work(), () -> false).companions())
        .isEmpty();
    assertNothingLeftBehind();
  }

  @Test
  void theImagesOfABootWimAreRead() throws IOException {
    assertThat(reader.readBootImages(sample("three-indexes.wim"), work(), () -> false))
        .hasSize(3)
        .allMatch(image -> image.name().startsWith("boot.wim, index "))
        .allMatch(image -> image.version().startsWith("10.0.26100."));
    assertThat(work()).doesNotExist();
  }

  @Test
  void readingLeavesTheFileAsItWas() throws IOException {
    Path wim = sample("one-index.wim");
    byte[] before = Files.readAllBytes(wim);
    reader.read(wim, work(), () -> false);
    assertThat(wim).hasBinaryContent(before);
  }

  @Test
  void damagedDataOfAFileInTheImageIsFound() throws IOException {
    Path wim =
        Files.copy(
            sample("one-index.wim"),
            folder.resolve("damaged.wim"),
            StandardCopyOption.REPLACE_EXISTING);
    try (RandomAccessFile file = new RandomAccessFile(wim.toFile(), "rw")) {
      file.seek(HEADER + 5000);
      file.write(new byte[64]);
    }
    assertThatThrownBy(() -> reader.read(wim, work(), () -> false))
        .isInstanceOf(DismException.class)
        .hasMessageContaining("damaged.wim is damaged");
    assertNothingLeftBehind();
  }

  private void assertNothingLeftBehind() {
    assertThat(work()).doesNotExist();
    DismSession session = new DismSession(folder.resolve("dism.log"), folder.resolve("scratch"));
    assertThat(dism.run(new DismCall.MountedImages(), session, () -> false)).isEmpty();
  }

  private static Path sample(String name) {
    return folder.resolve("samples/images").resolve(name);
  }

  private static Path work() {
    return folder.resolve("work");
  }
}
