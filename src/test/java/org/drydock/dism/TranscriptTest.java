package org.drydock.dism;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of output that DISM 6.1 to 10.0.26100 is known to print. */
class TranscriptTest {

  private static final String BAR = "[==========================100.0%==========================]";
  private static final String HALF_BAR =
      "[===========================50.0%                          ]";

  private static final String BANNER =
      """

      Deployment Image Servicing and Management tool
      Version: 10.0.26100.1

      """;

  private static final Path WIM = Path.of("/images/install.wim");
  private static final Path MOUNT = Path.of("/mount");

  @Test
  void theListOfImages() {
    String output =
        BANNER
            + """
            Details for image : D:\\sources\\install.wim

            Index : 1
            Name : Windows 11 Education
            Description : Windows 11 Education
            Size : 18,346,391,524 bytes

            Index : 2
            Name : Windows 11 Pro : a name with a colon
            Description :
            Size : 18.335.512.870 bytes

            The operation completed successfully.
            """;

    assertThat(answer(new DismCall.ImageInfo(WIM), output))
        .containsExactly(
            new ImageSummary(1, "Windows 11 Education", "Windows 11 Education", 18_346_391_524L),
            new ImageSummary(2, "Windows 11 Pro : a name with a colon", "", 18_335_512_870L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "15/09/2018 07:36",
        "9/15/2018 7:36 AM",
        "15.09.2018 07:36",
        "06/09/2024 - 04:26:57"
      })
  void theDetailsOfAnImage_withTheDatesOfAnyLocale(String date) {
    String output =
        BANNER
            + """
            Details for image : D:\\sources\\install.wim

            Index : 1
            Name : Windows 11 Pro
            Description : Windows 11 Pro
            Size : 14,605,880,191 bytes
            WIM Bootable : No
            Architecture : x64
            Hal : <undefined>
            Version : 10.0.22621
            ServicePack Build : 1702
            ServicePack Level : 0
            Edition : Professional
            Installation : Client
            ProductType : WinNT
            ProductSuite : Terminal Server
            System Root : WINDOWS
            Directories : 26118
            Files : 120321
            Created : DATE
            Modified : DATE
            Languages :
            \tde-DE
            \ten-GB (Default)

            The operation completed successfully.
            """
                .replace("DATE", date);

    ImageDetails details = answer(new DismCall.ImageDetails(WIM, 1), output);

    assertThat(details.size()).isEqualTo(14_605_880_191L);
    assertThat(details.architecture()).isEqualTo("x64");
    assertThat(details.fullVersion()).isEqualTo("10.0.22621.1702");
    assertThat(details.edition()).isEqualTo("Professional");
    assertThat(details.installation()).isEqualTo("Client");
    assertThat(details.productType()).isEqualTo("WinNT");
    assertThat(details.productSuite()).isEqualTo("Terminal Server");
    assertThat(details.systemRoot()).isEqualTo("WINDOWS");
    assertThat(details.directories()).isEqualTo(26118);
    assertThat(details.files()).isEqualTo(120321);
    assertThat(details.created()).isEqualTo(date);
    assertThat(details.modified()).isEqualTo(date);
    assertThat(details.languages()).containsExactly("en-GB", "de-DE");
  }

  @Test
  void undefinedValuesAreEmpty() {
    String output =
        BANNER
            + """
            Index : 1
            Name : <undefined>
            Size : 3,000 bytes
            Architecture : <undefined>
            Version : <undefined>
            Languages :
            """;

    ImageDetails details = answer(new DismCall.ImageDetails(WIM, 1), output);

    assertThat(details.name()).isEmpty();
    assertThat(details.architecture()).isEmpty();
    assertThat(details.fullVersion()).isEmpty();
    assertThat(details.languages()).isEmpty();
  }

  @Test
  void theListOfMounts() {
    String output =
        BANNER
            + """
            Mounted images:

            Mount Dir : C:\\mount a
            Image File : D:\\install.wim
            Image Index : 3
            Mounted Read/Write : Yes
            Status : Ok

            Mount Dir : C:\\mount b
            Image File : D:\\boot.wim
            Image Index : 1
            Mounted Read/Write : No
            Status : Needs Remount

            The operation completed successfully.
            """;

    List<MountedImage> mounts = answer(new DismCall.MountedImages(), output);

    assertThat(mounts)
        .containsExactly(
            new MountedImage(Path.of("C:\\mount a"), Path.of("D:\\install.wim"), 3, true, "Ok"),
            new MountedImage(
                Path.of("C:\\mount b"), Path.of("D:\\boot.wim"), 1, false, "Needs Remount"));
    assertThat(mounts).extracting(MountedImage::ok).containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"No mounted images found.", "Mounted images:\n"})
  void noMounts_inBothForms(String text) {
    String output = BANNER + text + "\n\nThe operation completed successfully.\n";

    assertThat(answer(new DismCall.MountedImages(), output)).isEmpty();
  }

  @Test
  void theListOfPackages() {
    String output =
        BANNER
            + """
            Image Version: 10.0.17763.316

            Packages listing:

            Package Identity : Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.17763.1
            State : Installed
            Release Type : Foundation
            Install Time : 15/09/2018 07:36

            Package Identity : Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0
            State : Install Pending
            Release Type : Security Update
            Install Time :

            The operation completed successfully.
            """;

    assertThat(answer(new DismCall.Packages(MOUNT), output))
        .containsExactly(
            new InstalledPackage(
                "Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.17763.1",
                "Installed",
                "Foundation",
                "15/09/2018 07:36"),
            new InstalledPackage(
                "Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0",
                "Install Pending",
                "Security Update",
                ""));
    assertThat(Transcript.of(output).version()).hasValue("10.0.26100.1");
    assertThat(Transcript.of(output).imageVersion()).hasValue("10.0.17763.316");
  }

  /** The form of this list is not documented; that of the other lists is taken for it. */
  @Test
  void theListOfFeatures() {
    String output =
        BANNER
            + """
            Image Version: 10.0.17763.316

            Features listing for package : Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.17763.1

            Feature Name : NetFx3
            State : Disabled with Payload Removed

            Feature Name : TFTP
            State : Enabled

            The operation completed successfully.
            """;

    assertThat(answer(new DismCall.Features(MOUNT), output))
        .containsExactly(
            new Feature("NetFx3", "Disabled with Payload Removed"), new Feature("TFTP", "Enabled"));
  }

  @Test
  void aPackage() {
    String output =
        BANNER
            + """
            Image Version: 10.0.17763.316

            Package information:

            Package Identity : Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0
            Applicable : Yes
            Copyright : Microsoft Corporation
            Company : Microsoft Corporation
            Creation Time : 30/01/2019 22:11
            Description : Fix for KB5990001
            Install Client : DISM Package Manager Provider
            Install Package Name : Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0.mum
            Install Time : 12/02/2019 09:00
            Last Update Time :
            Name : default
            Product Name : Package_for_KB5990001
            Product Version :
            Release Type : Security Update
            Restart Required : Possible
            Support Information : https://support.microsoft.com/?kbid=5990001
            State : Not Present
            Completely offline capable : Undetermined
            Self servicing package :  No
            Capability Identity :

            Custom Properties:

            (No custom properties found)

            The operation completed successfully.
            """;

    PackageDetails details =
        answer(new DismCall.PackageInfo(MOUNT, Path.of("/updates/kb.cab")), output);

    assertThat(details.identity())
        .isEqualTo("Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0");
    assertThat(details.applicable()).isTrue();
    assertThat(details.releaseType()).isEqualTo("Security Update");
    assertThat(details.state()).isEqualTo("Not Present");
    assertThat(details.restartRequired()).isEqualTo("Possible");
    assertThat(details.offlineCapable()).isEqualTo("Undetermined");
    assertThat(details.supportInformation())
        .isEqualTo("https://support.microsoft.com/?kbid=5990001");
    assertThat(details.all()).containsEntry("Self servicing package", "No");
  }

  @Test
  void anInstalledPackageByItsName() {
    String output =
        BANNER
            + """
            Image Version: 10.0.17763.316

            Package information:

            Package Identity : Package_for_KB5990001~31bf3856ad364e35~amd64~~17763.316.1.0
            State : Superseded
            Release Type : Security Update
            Restart Required : No

            The operation completed successfully.
            """;

    PackageDetails details =
        answer(new DismCall.InstalledPackageInfo(MOUNT, "Package_for_KB5990001~a~b~~1"), output);

    assertThat(details.state()).isEqualTo("Superseded");
    assertThat(details.applicable()).isNull();
  }

  @Test
  void theAnalysisOfTheComponentStore() {
    String output =
        BANNER
            + BAR
            + """


            Component Store (WinSxS) information:

            Windows Explorer Reported Size of Component Store : 13.42 GB

            Actual Size of Component Store : 12.90 GB

                Shared with Windows : 6.61 GB
                Backups and Disabled Features : 5.72 GB
                Cache and Temporary Data :  567.49 MB

            Date of Last Cleanup : 2024-06-09 04:26:57

            Number of Reclaimable Packages : 3
            Component Store Cleanup Recommended : Yes

            The operation completed successfully.
            """;

    assertThat(answer(new DismCall.AnalyzeComponentStore(MOUNT), output))
        .isEqualTo(
            new ComponentStore(
                "13.42 GB",
                "12.90 GB",
                "6.61 GB",
                "5.72 GB",
                "567.49 MB",
                "2024-06-09 04:26:57",
                3,
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "No component store corruption detected., HEALTHY",
    "The component store is repairable., REPAIRABLE",
    "The component store cannot be repaired., NOT_REPAIRABLE",
    "A sentence of tomorrow., UNKNOWN"
  })
  void theHealthOfTheComponentStore(String sentence, StoreHealth health) {
    String output = BANNER + BAR + " " + sentence + "\nThe operation completed successfully.\n";

    assertThat(answer(new DismCall.CheckHealth(MOUNT, true), output)).isEqualTo(health);
  }

  @Test
  void applicabilityIsUnknown_whereDismDoesNotSay() {
    String output = BANNER + "Package Identity : a~b~c~~1.0.0.0\nState : Installed\n";

    assertThat(answer(new DismCall.PackageInfo(MOUNT, WIM), output).applicable()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\n\n", "\r\n\r\n"})
  void barsMayBeSeparatedByAnything(String separator) {
    String output = BANNER + "Mounting image\n" + String.join(separator, HALF_BAR, BAR) + separator;

    Transcript transcript = Transcript.of(output + "The operation completed successfully.\n");

    assertThat(transcript.steps()).containsExactly("Mounting image");
    assertThat(transcript.errorCode()).isEmpty();
    assertThat(ScreenLines.of(output)).noneMatch(line -> line.contains("="));
  }

  @Test
  void textMayFollowABarOnItsLine() {
    assertThat(ScreenLines.of(BAR + " The operation completed successfully."))
        .containsExactly("The operation completed successfully.");
  }

  @Test
  void stepsOfAnMsuHaveNoNameAndTwoBars() {
    String output =
        BANNER
            + "Image Version: 10.0.26100.1\n\nProcessing 1 of 1 - \n"
            + BAR
            + "\n"
            + BAR
            + "\nThe operation completed successfully.\n";

    assertThat(Transcript.of(output).steps()).containsExactly("Processing 1 of 1 -");
  }

  @Test
  void savingMayBePrecededByTheImage() {
    String output =
        BANNER
            + """
            Image File : D:\\install.wim
            Image Index : 1
            Saving image
            %s
            Unmounting image
            %s
            The operation completed successfully.
            """
                .formatted(BAR, BAR);

    assertThat(Transcript.of(output).steps()).containsExactly("Saving image", "Unmounting image");
  }

  @Test
  void anErrorBlock() {
    String output =
        BANNER
            + """
            Error: 0xc1420127

            The specified image in the specified wim is already mounted for read/write access.

            The DISM log file can be found at C:\\logs\\dism.log
            """;

    Transcript transcript = Transcript.of(output);

    assertThat(transcript.errorCode()).hasValue(0xc1420127);
    assertThat(transcript.errorText())
        .isEqualTo(
            "The specified image in the specified wim is already mounted for read/write access.");
    assertThat(transcript.logFile()).hasValue("C:\\logs\\dism.log");
  }

  @Test
  void anErrorWithoutBannerAndWithTwoSentences() {
    String output =
        """

        Error: 740

        Elevated permissions are required to run DISM.
        Use an elevated command prompt to complete these tasks.
        """;

    assertThat(Transcript.of(output).version()).isEmpty();
    assertThat(Transcript.of(output).errorCode()).hasValue(740);
    assertThat(Transcript.of(output).errorText())
        .isEqualTo(
            "Elevated permissions are required to run DISM. Use an elevated command prompt to"
                + " complete these tasks.");
  }

  @Test
  void severalPackageFailuresInOneOutput() {
    String output =
        BANNER
            + """
            Image Version: 10.0.17763.316

            Processing 1 of 3 - Adding package C:\\updates\\a.cab
            %s
            C:\\updates\\a.cab: The specified package is not applicable to this image.
             Error: 0x800f081e
            Processing 2 of 3 - Adding package C:\\updates\\b.cab
            %s
            Processing 3 of 3 - Adding package C:\\updates\\c.cab
            An error occurred while the package was added.
             Error: 0x80070070
            The command completed with errors.
            For more information, refer to the log file.

            The DISM log file can be found at C:\\logs\\dism.log
            """
                .formatted(HALF_BAR, BAR);

    Transcript transcript = Transcript.of(output);

    assertThat(transcript.packageFailures())
        .containsExactly(
            new PackageFailure(
                "C:\\updates\\a.cab",
                0x800f081e,
                "The specified package is not applicable to this image."),
            new PackageFailure(
                "C:\\updates\\c.cab", 112, "An error occurred while the package was added."));
    assertThat(transcript.completedWithErrors()).isTrue();
    assertThat(transcript.errorCode()).isEmpty();
  }

  @Test
  void aSentenceCopiedFromAScreenOf80Columns() {
    String sentence =
        "The specified image in the specified wim is already mounted for read/write access.";
    String output =
        BANNER
            + "Error: 0xc1420127\n\n"
            + sentence.substring(0, 80)
            + "\n"
            + sentence.substring(80)
            + "\n\nThe DISM log file can be found at C:\\logs\\dism.log\n";

    assertThat(Transcript.of(output).errorText()).isEqualTo(sentence);
  }

  @Test
  void outputCopiedFromAScreenOf80Columns() {
    String identity = "Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.17763.1";
    String line = "Package Identity : " + identity;
    String output =
        BANNER
            + line.substring(0, 80)
            + "\n"
            + line.substring(80)
            + "\nState : Installed\nRelease Type : Foundation\n";

    assertThat(answer(new DismCall.Packages(MOUNT), output))
        .extracting(InstalledPackage::identity)
        .containsExactly(identity);
  }

  @Test
  void aLineOf80ColumnsIsNotJoinedWithTheNextField() {
    String name = "x".repeat(80 - "Name : ".length());
    String output = BANNER + "Index : 1\nName : " + name + "\nDescription : y\nSize : 1 bytes\n";

    assertThat(answer(new DismCall.ImageInfo(WIM), output))
        .containsExactly(new ImageSummary(1, name, "y", 1));
  }

  @Test
  void outputThatStopsInTheMiddleIsReadAsFarAsItGoes() {
    String output = BANNER + "Mounting image\n" + HALF_BAR + "\n[=====";

    assertThat(Transcript.of(output).steps()).containsExactly("Mounting image");
    assertThat(Transcript.of(output).errorCode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6.1.7600.16385",
        "6.2.9200.16384",
        "6.3.9600.17031",
        "10.0.14393.0",
        "10.0.17763.1",
        "10.0.19041.3636",
        "10.0.22621.2792",
        "10.0.26100.1"
      })
  void theBannerOfEveryVersion(String version) {
    String output = "\r\nDeployment Image Servicing and Management tool\r\nVersion: " + version;

    assertThat(Transcript.of(output).version()).hasValue(version);
  }

  @Test
  void unknownLinesAreNoError() {
    String output = BANNER + "A line of tomorrow\n  and another: 0x1\nIndex : 1\nNew Field : 7\n";

    assertThat(answer(new DismCall.ImageInfo(WIM), output)).hasSize(1);
  }

  private static <T> T answer(DismCall<T> call, String output) {
    return call.answer(Transcript.of(output), false);
  }
}
