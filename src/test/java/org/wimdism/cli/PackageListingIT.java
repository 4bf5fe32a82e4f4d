package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.faulty;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the listings say; their form is in {@link OutputFormIT}. */
class PackageListingIT {

  private static final String INSTALLED =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm")
          .withZone(ZoneId.systemDefault())
          .format(Instant.parse("2024-10-01T08:00:00Z"));
  private static final String BANNER =
      """

      Deployment Image Servicing and Management tool
      Version: 10.0.26100.1

      Image Version: 10.0.26100.1742

      """;

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
  }

  @Test
  void tableHasOneLineForEachPackage() {
    assertThat(image.service("/Get-Packages", "/Format:Table").assertSuccess().text())
        .contains(" | Installed | Foundation      | " + INSTALLED + "\n");
    image.service("/Get-Packages", "/Format:Tree").assertError(87);
  }

  @Test
  void packageFileIsDescribedWithItsApplicability() {
    String expected =
        BANNER
            + """
            Package information:

            Package Identity : Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2033.1.9
            Applicable : Yes
            Copyright : Synthetic sample data
            Company : Synthetic sample
            Creation Time : 2024-10-01T08:00:00Z
            Description : Fix for KB5990101
            Install Client :\s
            Install Package Name :\s
            Install Time :\s
            Last Update Time : 2024-10-01T08:00:00Z
            Name : default
            Product Name :\s
            Product Version :\s
            Release Type : Security Update
            Restart Required : Possible
            Support Information : https://support.example.com/help/5990101
            State : Not Present
            Completely offline capable : Undetermined
            Self servicing package : No

            Custom Properties:

            (No custom properties found)

            The operation completed successfully.
            """;
    assertThat(info(update("windows11.0-kb5990101-x64.cab"))).isEqualTo(expected);
  }

  @Test
  void packageThatDoesNotFitIsNotApplicable() {
    assertThat(info(faulty("windows11.0-kb5990104-arm64.cab"))).contains("Applicable : No\n");
    assertThat(info(faulty("windows11.0-kb5990109-x64.cab"))).contains("Applicable : No\n");
  }

  @Test
  void installedPackageIsApplicableAndInstalled() {
    assertThat(info(faulty("windows11.0-kb5990105-x64.cab")))
        .contains("Applicable : Yes\n")
        .contains("State : Installed\n")
        .contains("Install Time : " + INSTALLED + "\n");
    String name = "Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0";
    assertThat(image.service("/Get-PackageInfo", "/PackageName:" + name).assertSuccess().text())
        .contains("Package Identity : " + name + "\n")
        .contains("Install Client : DISM Package Manager Provider\n");
  }

  @Test
  void packageThatANewerOneReplacedIsNotApplicable() {
    image
        .add(update("ssu-26100.2310-kb5990100-x64.cab"), update("windows11.0-kb5990102-x64.msu"))
        .assertSuccess();
    assertThat(
            image
                .service(
                    "/Get-PackageInfo", "/PackagePath:" + update("windows11.0-kb5990101-x64.cab"))
                .text())
        .contains("Applicable : No\n");
  }

  @Test
  void whatCannotBeCheckedIsNotSupported() {
    for (Path file :
        new Path[] {
          update("windows11.0-kb5990102-x64.msu"),
          faulty("windows11.0-kb5990106-x64-psfx.cab"),
          faulty("windows11.0-kb5990110-x64.cab")
        }) {
      image.service("/Get-PackageInfo", "/PackagePath:" + file).assertError(50);
    }
    image.service("/Get-PackageInfo", "/PackageName:No~such~amd64~~1.0").assertError(0x800f0805);
    image.service("/Get-PackageInfo").assertError(87);
  }

  private String info(Path file) {
    return image.service("/Get-PackageInfo", "/PackagePath:" + file).assertSuccess().text();
  }
}
