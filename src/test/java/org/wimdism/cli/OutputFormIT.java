package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.faulty;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole output of each command, to the character, where it succeeds and where it typically
 * fails. Paths, times and the bars below 100 %, whose number libwim decides, are left out.
 */
class OutputFormIT {

  @TempDir Path folder;
  private Mounted image;
  private String imageOption;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    imageOption = "/Image:" + folder.resolve("mount");
  }

  @Test
  void getImageInfo() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Details for image : FOLDER/image.wim

        Index : 1
        Name : Windows 11 Pro
        Description : Windows 11 Pro
        Size : SIZE bytes

        The operation completed successfully.
        """,
        "/Get-ImageInfo",
        "/ImageFile:" + image.wim());
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Details for image : FOLDER/image.wim

        Index : 1
        Name : Windows 11 Pro
        Description : Windows 11 Pro
        Size : SIZE bytes
        WIM Bootable : No
        Architecture : x64
        Hal : <undefined>
        Version : 10.0.26100
        ServicePack Build : 1742
        ServicePack Level : 0
        Edition : Professional
        Installation : Client
        ProductType : WinNT
        ProductSuite : Terminal Server
        System Root : WINDOWS
        Directories : COUNT
        Files : COUNT
        Created : TIME
        Modified : TIME
        Languages :
        \ten-US (Default)

        The operation completed successfully.
        """,
        "/get-wiminfo",
        "/wimfile:\"" + image.wim() + "\"",
        "/name:windows 11 pro");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Details for image : FOLDER/image.wim


        Error: 0xc1510113

        There is no image with index 2 in FOLDER/image.wim.
        /Get-ImageInfo /ImageFile:FOLDER/image.wim lists its images.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Get-ImageInfo",
        "/ImageFile:" + image.wim(),
        "/Index:2");
  }

  @Test
  void getMountedImageInfo() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Mounted images:

        Mount Dir : FOLDER/mount
        Image File : FOLDER/image.wim
        Image Index : 1
        Mounted Read/Write : Yes
        Status : Ok

        The operation completed successfully.
        """,
        "/Get-MountedImageInfo");
    image.discard();
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        No mounted images found.

        The operation completed successfully.
        """,
        "/Get-MountedWimInfo");
  }

  @Test
  void mountAndUnmount() throws Exception {
    String other = "/MountDir:" + Files.createDirectory(folder.resolve("other"));
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Mounting image

        Error: 0xc1420127

        The specified image in the specified wim is already mounted for read/write access.
        It is mounted at FOLDER/mount. Unmount it there first.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Mount-Image",
        "/ImageFile:" + image.wim(),
        "/Index:1",
        other);
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1


        Error: 87

        Give either /Commit, to save the changes into the WIM, or /Discard, to drop them.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Unmount-Image",
        "/MountDir:" + folder.resolve("mount"));
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Unmounting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Unmount-Wim", "/MountDir:" + folder.resolve("mount"), "/Discard");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Mounting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/mount-wim", "/wimfile:" + image.wim(), "/index:1", other, "/optimize", "/checkintegrity");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image File : FOLDER/image.wim
        Image Index : 1
        Saving image
        [==========================100.0%==========================]
        Unmounting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Unmount-Image", other, "/Commit");
  }

  @Test
  void commitRemountAndCleanUp() throws Exception {
    String mounted = "/MountDir:" + folder.resolve("mount");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image File : FOLDER/image.wim
        Image Index : 1
        Saving image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Commit-Image", mounted);
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Remounting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Remount-Wim", mounted);
    for (String command : new String[] {"/Commit-Wim", "/Unmount-Image /Commit"}) {
      assertForm(
          """

          Deployment Image Servicing and Management tool
          Version: 10.0.26100.1


          Error: 0xc142011c

          FOLDER/other is not a mounted folder.
          /Get-MountedImageInfo lists the mounted images.

          The DISM log file can be found at FOLDER/state/dism.log
          """,
          (command + " /MountDir:" + Files.createDirectories(folder.resolve("other"))).split(" "));
    }
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Scanning local drives for stale files
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Cleanup-Wim");
  }

  @Test
  void removePackage() {
    image.add(update("windows11.0-kb5990101-x64.cab")).assertSuccess();
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.2033

        Processing 1 of 1 - Removing package Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2033.1.9
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        imageOption,
        "/Remove-Package",
        "/PackageName:Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2033.1.9");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Processing 1 of 1 - Removing package Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0

        Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0: The specified package is not valid Windows package.
        The image has no package Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0; /Get-Packages lists those it has.
         Error: 0x800f0805

        Error: 0x800f0805

        The specified package is not valid Windows package.
        The image has no package Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0; /Get-Packages lists those it has.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Remove-Package",
        "/PackageName:Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0");
  }

  @Test
  void addPackage() {
    Path good = update("windows11.0-kb5990101-x64.cab");
    Path bad = faulty("windows11.0-kb5990109-x64.cab");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Processing 1 of 1 - Adding package Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0

        windows11.0-kb5990109-x64.cab: The specified package is not applicable to this image.
        Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0 extends none of the packages in the image; it needs Microsoft-Windows-Lxss-Package~31bf3856ad364e35~amd64~~10.0.26100.1.
         Error: 0x800f081e

        Error: 0x800f081e

        The specified package is not applicable to this image.
        Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0 extends none of the packages in the image; it needs Microsoft-Windows-Lxss-Package~31bf3856ad364e35~amd64~~10.0.26100.1.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Add-Package",
        "/PackagePath:" + bad);
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Processing 1 of 2 - Adding package Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0

        windows11.0-kb5990109-x64.cab: The specified package is not applicable to this image.
        Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0 extends none of the packages in the image; it needs Microsoft-Windows-Lxss-Package~31bf3856ad364e35~amd64~~10.0.26100.1.
         Error: 0x800f081e
        Processing 2 of 2 - Adding package SAMPLES/faulty/windows11.0-kb5990108-x64.cab

        windows11.0-kb5990108-x64.cab: The data is invalid.
        windows11.0-kb5990108-x64.cab is neither a CAB nor an .msu: it does not start as one does.
         Error: 0x8007000d

        Error: 0x800f081e

        DISM failed. No operation was performed.
        For more information, review the log file.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Add-Package",
        "/PackagePath:" + bad,
        "/PackagePath:" + faulty("windows11.0-kb5990108-x64.cab"));
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Processing 1 of 2 - Adding package Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2033.1.9
        [==========================100.0%==========================]
        Processing 2 of 2 - Adding package Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0

        windows11.0-kb5990109-x64.cab: The specified package is not applicable to this image.
        Package_for_KB5990109~31bf3856ad364e35~amd64~~26100.1742.1.0 extends none of the packages in the image; it needs Microsoft-Windows-Lxss-Package~31bf3856ad364e35~amd64~~10.0.26100.1.
         Error: 0x800f081e

        Error: 0x800f081e

        The command completed with errors.
        For more information, refer to the log file.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption, "/Add-Package", "/PackagePath:" + good, "/PackagePath:" + bad);
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.2033

        Processing 1 of 1 - Adding package Package_for_ServicingStack_2310~31bf3856ad364e35~amd64~~26100.2310.1.0
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        imageOption, "/ADD-PACKAGE", "/packagepath:" + update("ssu-26100.2310-kb5990100-x64.cab"));
  }

  @Test
  void applyUnattend() throws Exception {
    Files.copy(update("ssu-26100.2310-kb5990100-x64.cab"), folder.resolve("stack.cab"));
    Path answers =
        Files.writeString(
            folder.resolve("unattend.xml"),
            """
            <unattend xmlns="urn:schemas-microsoft-com:unattend">
              <servicing>
                <package action="install">
                  <assemblyIdentity name="Package_for_ServicingStack_2310" version="26100.2310.1.0" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language=""/>
                  <source location="stack.cab"/>
                </package>
              </servicing>
            </unattend>
            """);
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Processing 1 of 1 - Adding package Package_for_ServicingStack_2310~31bf3856ad364e35~amd64~~26100.2310.1.0
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        imageOption, "/Apply-Unattend:" + answers);
    Files.writeString(answers, "<unattend><settings pass=\"offlineServicing\"/></unattend>");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742


        Error: 50

        The request is not supported.
        wimdism cannot carry out "settings" of unattend.xml: it takes answer files with packages to be installed or removed only. Nothing was changed. Use DISM.exe on Windows for it.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Apply-Unattend:" + answers);
  }

  @Test
  void getPackages() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Packages listing:

        Package Identity : Microsoft-Windows-Client-Desktop-Required-Package~31bf3856ad364e35~amd64~~10.0.26100.1
        State : Installed
        Release Type : Feature Pack
        Install Time : TIME

        Package Identity : Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.26100.1
        State : Installed
        Release Type : Foundation
        Install Time : TIME

        Package Identity : Microsoft-Windows-ProfessionalEdition~31bf3856ad364e35~amd64~~10.0.26100.1
        State : Installed
        Release Type : Product
        Install Time : TIME

        Package Identity : Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0
        State : Installed
        Release Type : Update
        Install Time : TIME

        Package Identity : Package_for_ServicingStack_1740~31bf3856ad364e35~amd64~~26100.1740.1.1
        State : Installed
        Release Type : Security Update
        Install Time : TIME

        The operation completed successfully.
        """,
        imageOption,
        "/Get-Packages");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Packages listing:


        -------------------------------------------------------------------------------------- | --------- | --------------- | ----------------
        Package Identity                                                                       | State     | Release Type    | Install Time
        -------------------------------------------------------------------------------------- | --------- | --------------- | ----------------
        Microsoft-Windows-Client-Desktop-Required-Package~31bf3856ad364e35~amd64~~10.0.26100.1 | Installed | Feature Pack    | TIME
        Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.26100.1              | Installed | Foundation      | TIME
        Microsoft-Windows-ProfessionalEdition~31bf3856ad364e35~amd64~~10.0.26100.1             | Installed | Product         | TIME
        Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0                           | Installed | Update          | TIME
        Package_for_ServicingStack_1740~31bf3856ad364e35~amd64~~26100.1740.1.1                 | Installed | Security Update | TIME

        The operation completed successfully.
        """,
        imageOption,
        "/Get-Packages",
        "/Format:Table");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1


        Error: 0xc142011c

        FOLDER/state is not a mounted folder.
        /Get-MountedImageInfo lists the mounted images.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Image:" + folder.resolve("state"),
        "/Get-Packages");
  }

  @Test
  void getPackageInfo() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Package information:

        Package Identity : Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0
        Applicable : Yes
        Copyright : Synthetic sample data
        Company : Synthetic sample
        Creation Time : 2024-10-01T08:00:00Z
        Description : Fix for KB5990105
        Install Client : DISM Package Manager Provider
        Install Package Name : Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0.mum
        Install Time : TIME
        Last Update Time : 2024-10-01T08:00:00Z
        Name : default
        Product Name :\s
        Product Version :\s
        Release Type : Update
        Restart Required : Possible
        Support Information : https://support.example.com/help/5990105
        State : Installed
        Completely offline capable : Undetermined
        Self servicing package : No

        Custom Properties:

        (No custom properties found)

        The operation completed successfully.
        """,
        imageOption,
        "/Get-PackageInfo",
        "/PackageName:Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742


        Error: 0x800f0805

        The specified package is not valid Windows package.
        The image has no package No~such~amd64~~1.0; /Get-Packages lists those it has.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Get-PackageInfo",
        "/PackageName:No~such~amd64~~1.0");
  }

  @Test
  void cleanupImage() throws Exception {
    for (String option :
        new String[] {"/StartComponentCleanup", "/startcomponentcleanup /resetbase"}) {
      assertForm(
          """

          Deployment Image Servicing and Management tool
          Version: 10.0.26100.1

          Image Version: 10.0.26100.1742

          [==========================100.0%==========================]
          The operation completed successfully.
          """,
          (imageOption + " /Cleanup-Image " + option).split(" "));
    }
    for (String option : new String[] {"/CheckHealth", "/ScanHealth"}) {
      assertForm(
          """

          Deployment Image Servicing and Management tool
          Version: 10.0.26100.1

          Image Version: 10.0.26100.1742

          [==========================100.0%==========================]
          No component store corruption detected.
          The operation completed successfully.
          """,
          imageOption, "/Cleanup-Image", option);
    }
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        [==========================100.0%==========================]

        Component Store (WinSxS) information:

        Windows Explorer Reported Size of Component Store : 10.88 MB

        Actual Size of Component Store : 10.88 MB

            Shared with Windows : 9.58 MB
            Backups and Disabled Features : 1.30 MB
            Cache and Temporary Data : 0 bytes

        Date of Last Cleanup : TIME

        Number of Reclaimable Packages : 0
        Component Store Cleanup Recommended : No

        The operation completed successfully.
        """,
        imageOption, "/Cleanup-Image", "/AnalyzeComponentStore");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        [==========================100.0%==========================]
        The restore operation completed successfully.
        The operation completed successfully.
        """,
        imageOption, "/Cleanup-Image", "/RestoreHealth", "/LimitAccess");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742

        Reverting pending actions from the image...
        The operation completed successfully.
        """,
        imageOption,
        "/Cleanup-Image",
        "/RevertPendingActions");
    image.discard();
    Path pending = Files.writeString(folder.resolve("pending.xml"), "<pending/>");
    Mounted.program(
        "wimlib-imagex",
        "update",
        image.wim().toString(),
        "1",
        "--command=add '" + pending + "' /Windows/WinSxS/pending.xml");
    image.mount();
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Image Version: 10.0.26100.1742


        Error: 0x800f0806

        The operation could not be completed due to pending operations.
        The image has Windows/WinSxS/pending.xml: changes wait for the next start of Windows. Clean up before optional components and .NET updates are added, or begin again with the original image.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        imageOption,
        "/Cleanup-Image",
        "/StartComponentCleanup");
  }

  @Test
  void exportAndDelete() {
    image.discard();
    String source = "/SourceImageFile:" + image.wim();
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Exporting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Export-Image",
        source,
        "/SourceIndex:1",
        "/DestinationImageFile:" + folder.resolve("new.wim"),
        "/Compress:none");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Exporting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/export-image",
        source,
        "/sourcename:Windows 11 Pro",
        "/destinationimagefile:" + folder.resolve("new.wim"),
        "/destinationname:Second",
        "/bootable",
        "/checkintegrity");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Exporting image

        Error: 3

        The system cannot find the path specified: the folder of FOLDER/none/new.wim does not exist.
        Make it first.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Export-Image",
        source,
        "/SourceIndex:1",
        "/DestinationImageFile:" + folder.resolve("none/new.wim"));
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Deleting image
        [==========================100.0%==========================]
        The operation completed successfully.
        """,
        "/Delete-Image",
        "/ImageFile:" + folder.resolve("new.wim"),
        "/Name:Second",
        "/CheckIntegrity");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        Deleting image

        Error: 50

        The only image of FOLDER/new.wim cannot be deleted.
        Delete the file instead.

        The DISM log file can be found at FOLDER/state/dism.log
        """,
        "/Delete-Image",
        "/ImageFile:" + folder.resolve("new.wim"),
        "/Index:1");
  }

  @Test
  void help() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1

        wimdism (not packaged): services WIM images with DISM's commands, without Windows.

        Commands:
          /Get-ImageInfo /ImageFile:FILE [/Index:N or /Name:NAME]
              (also /Get-WimInfo)
          /Mount-Image /ImageFile:FILE {/Index:N or /Name:NAME} /MountDir:FOLDER [/ReadOnly] [/Optimize] [/CheckIntegrity]
              (also /Mount-Wim)
          /Get-MountedImageInfo
              (also /Get-MountedWimInfo)
          /Unmount-Image /MountDir:FOLDER {/Commit or /Discard} [/CheckIntegrity] [/Append]
              (also /Unmount-Wim)
          /Commit-Image /MountDir:FOLDER [/CheckIntegrity] [/Append]
              (also /Commit-Wim)
          /Remount-Image /MountDir:FOLDER
              (also /Remount-Wim)
          /Cleanup-Mountpoints
              (also /Cleanup-Wim)
          /Export-Image /SourceImageFile:FILE {/SourceIndex:N or /SourceName:NAME} /DestinationImageFile:FILE [/DestinationName:NAME] [/Compress:{fast,max,none,recovery}] [/Bootable] [/CheckIntegrity]
          /Delete-Image /ImageFile:FILE {/Index:N or /Name:NAME} [/CheckIntegrity]
          /Get-Packages /Image:FOLDER [/Format:{Table|List}]
          /Get-PackageInfo /Image:FOLDER {/PackageName:NAME | /PackagePath:FILE}
          /Add-Package /Image:FOLDER /PackagePath:FILE_OR_FOLDER [/PackagePath:...] [/IgnoreCheck] [/PreventPending]
          /Remove-Package /Image:FOLDER {/PackageName:NAME | /PackagePath:FILE} [...]
          /Cleanup-Image /Image:FOLDER {/StartComponentCleanup [/ResetBase] | /AnalyzeComponentStore | /CheckHealth | /ScanHealth | /RestoreHealth [/Source:FOLDER_OR_WIM] [/LimitAccess] | /RevertPendingActions}
          /Apply-Unattend:FILE /Image:FOLDER

        With every command:
          [/LogPath:FILE] [/LogLevel:1..4] [/ScratchDir:FOLDER] [/English] [/Quiet]
          [/NoRestart]

        A command or option that DISM has and wimdism has not ends with Error: 50.
        """,
        "/?");
  }

  @Test
  void unknownCommandsAndThoseOfDismOnly() {
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1


        Error: 87

        The Frobnicate option is unknown.
        /? lists the commands.
        """,
        "/Frobnicate");
    assertForm(
        """

        Deployment Image Servicing and Management tool
        Version: 10.0.26100.1


        Error: 50

        The request is not supported.
        wimdism does not do /Add-Driver. Use DISM.exe on Windows for it.
        """,
        imageOption,
        "/Add-Driver",
        "/Driver:x.inf");
  }

  private void assertForm(String expected, String... command) {
    String text = image.run(command).text();
    assertThat(
            text.replaceAll("(?m)^\\[(?!=+100\\.0%=+]).*]\\n", "")
                .replace(folder.toString(), "FOLDER")
                .replace(Mounted.SAMPLES.toString(), "SAMPLES")
                .replaceAll("\\d\\d/\\d\\d/\\d{4} (- )?\\d\\d:\\d\\d(:\\d\\d)?", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll("Size : [\\d,]+ bytes", "Size : SIZE bytes")
                .replaceAll("(Directories|Files) : \\d+", "$1 : COUNT"))
        .isEqualTo(expected);
  }
}
