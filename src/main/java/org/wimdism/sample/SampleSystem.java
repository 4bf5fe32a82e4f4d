package org.wimdism.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.Version;

/** What the sample Windows is made of, in any version: base image and updates share it. */
final class SampleSystem {

  static final String BASE = "10.0.26100.1742";
  static final String BASE_STACK = "10.0.26100.1740";
  static final String BASE_NETFX = "4.0.15920.1";
  static final int BASE_REVISION = 1742;

  private static final String SYSTEM32 = "$(runtime.system32)";
  private static final String DRIVERS = "$(runtime.drivers)";
  private static final String CURRENT_VERSION =
      "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

  private SampleSystem() {}

  /** The components that cumulative updates replace. */
  static List<SampleComponent> core(String architecture, String version) {
    List<SampleComponent> all = new ArrayList<>();
    all.add(one("OS-Kernel", architecture, version, "ntoskrnl.exe", SYSTEM32, 1_500_000));
    all.add(one("Win32kFull", architecture, version, "win32kfull.sys", SYSTEM32, 900_000));
    all.add(one("KernelBase", architecture, version, "KernelBase.dll", SYSTEM32, 700_000));
    all.add(one("Kernel32", architecture, version, "kernel32.dll", SYSTEM32, 300_000));
    all.add(one("Ntdll", architecture, version, "ntdll.dll", SYSTEM32, 500_000));
    all.add(one("Shell32", architecture, version, "shell32.dll", SYSTEM32, 1_200_000));
    all.add(one("User32", architecture, version, "user32.dll", SYSTEM32, 400_000));
    all.add(one("TCPIP", architecture, version, "tcpip.sys", DRIVERS, 800_000));
    all.add(one("HTTP", architecture, version, "http.sys", DRIVERS, 400_000));
    all.add(one("Notepad", architecture, version, "notepad.exe", SYSTEM32, 150_000));
    if (architecture.equals("amd64")) {
      all.add(one("Kernel32", "wow64", version, "kernel32.dll", SYSTEM32, 250_000));
      all.add(one("Ntdll", "wow64", version, "ntdll.dll", SYSTEM32, 400_000));
    }
    all.add(revision(architecture, version));
    return all;
  }

  static SampleComponent servicingStack(String architecture, String version) {
    return SampleComponent.named("Microsoft-Windows-ServicingStack", architecture, version)
        .with("CbsCore.dll", "", 300_000)
        .with("TiWorker.exe", "", 100_000)
        .with("wcp.dll", "", 400_000);
  }

  static List<SampleComponent> netFx(String architecture, String version) {
    String folder = "$(runtime.windows)\\Microsoft.NET\\Framework64\\v4.0.30319";
    return List.of(
        SampleComponent.named("NetFx4-mscorlib_dll", architecture, version)
            .with("mscorlib.dll", folder, 600_000),
        SampleComponent.named("NetFx4-clr_dll", architecture, version)
            .with("clr.dll", folder, 700_000)
            .sets(
                "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full",
                "Version",
                "REG_SZ",
                "4.8." + version.substring(4)));
  }

  /** Some hundred small components that no update touches. */
  static List<SampleComponent> features() {
    List<SampleComponent> all = new ArrayList<>();
    for (String area : AREAS) {
      for (String part : PARTS) {
        String file = (area + part).toLowerCase(Locale.ROOT);
        all.add(
            SampleComponent.named("Microsoft-Windows-" + area + "-" + part, "amd64", BASE)
                .with(file + ".dll", SYSTEM32, 3_000)
                .with(file + ".mui", SYSTEM32 + "\\en-US", 900));
      }
    }
    return all;
  }

  static Identity packageNamed(String name, String version) {
    return Identity.parse(String.join("~", name, SampleComponent.TOKEN, "amd64", "", version));
  }

  /** Writes the build revision, as the cumulative update of that version does. */
  private static SampleComponent revision(String architecture, String version) {
    int revision = Version.parse(version).revision();
    return SampleComponent.named("Microsoft-Windows-OS-Revision", architecture, version)
        .sets(CURRENT_VERSION, "UBR", "REG_DWORD", "0x%08x".formatted(revision))
        .sets(CURRENT_VERSION, "LCUVer", "REG_SZ", version)
        .sets(CURRENT_VERSION, "PathName", "REG_SZ", "$(runtime.windows)");
  }

  private static SampleComponent one(
      String name, String architecture, String version, String file, String folder, int size) {
    return SampleComponent.named("Microsoft-Windows-" + name, architecture, version)
        .with(file, folder, size);
  }

  private static final List<String> AREAS =
      List.of(
          "Audio",
          "Bluetooth",
          "Camera",
          "Certificates",
          "Clipboard",
          "Crypto",
          "Defender",
          "Devices",
          "Diagnostics",
          "DirectX",
          "Display",
          "DNS",
          "Encryption",
          "Explorer",
          "Fax",
          "FileHistory",
          "Firewall",
          "Graphics",
          "Installer",
          "Location",
          "Media",
          "Messaging",
          "Networking",
          "Notifications",
          "Performance",
          "Power",
          "Printing",
          "Recovery",
          "Search",
          "Sensors",
          "SmartCard",
          "Spooler",
          "Storage",
          "Telephony",
          "Themes",
          "TimeService",
          "Update",
          "Virtualization",
          "WebAuth",
          "Wireless");

  private static final List<String> PARTS =
      List.of("API", "Client", "Core", "Engine", "Host", "Policy", "Provider", "UX");
}
