package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.wimdism.cbs.Identity;
import org.wimdism.hive.EmptyHive;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;

/** Writes the registry hives of a sample image. */
final class SampleHives {

  private static final String PACKAGES =
      "Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages\\";
  private static final int INSTALLED = 0x70;

  private static final Instant INSTALLED_AT = Instant.parse("2024-10-01T08:00:00Z");

  /** The same as FILETIME. */
  private static final long INSTALL_TIME = 133_722_432_000_000_000L;

  private SampleHives() {}

  static void write(Path folder, String product, String edition, List<Identity> packages)
      throws IOException {
    fill(folder.resolve("SOFTWARE"), root -> software(root, product, edition, packages));
    fill(folder.resolve("SYSTEM"), SampleHives::system);
    fill(folder.resolve("DEFAULT"), root -> root.createPath("Control Panel\\International"));
    fill(folder.resolve("COMPONENTS"), root -> root.createPath("CCPInterface"));
    fill(folder.resolve("SAM"), root -> root.createPath("SAM"));
    fill(folder.resolve("SECURITY"), root -> root.createPath("Policy"));
  }

  private static void fill(Path file, Consumer<Key> content) throws IOException {
    Files.deleteIfExists(file);
    EmptyHive.create(file);
    try (Hive hive = Hive.open(file, true)) {
      content.accept(hive.root());
      hive.commit(INSTALLED_AT);
    }
  }

  private static void software(Key root, String product, String edition, List<Identity> packages) {
    Key version = root.createPath("Microsoft\\Windows NT\\CurrentVersion");
    version.setString("ProductName", product);
    version.setString("EditionID", edition);
    version.setString("InstallationType", "Client");
    version.setString("CurrentVersion", "6.3");
    version.setString("CurrentBuild", "26100");
    version.setString("CurrentBuildNumber", "26100");
    version.setDword("CurrentMajorVersionNumber", 10);
    version.setDword("CurrentMinorVersionNumber", 0);
    version.setDword("UBR", SampleSystem.BASE_REVISION);
    version.setString("BuildLabEx", "26100.1.amd64fre.ge_release.240331-1435");
    root.createPath("Classes\\.txt").setString("", "txtfile");
    root.createPath("Policies\\Microsoft\\Windows");
    for (Identity identity : packages) {
      record(root.createPath(PACKAGES + identity), identity);
    }
  }

  private static void record(Key key, Identity identity) {
    key.setDword("CurrentState", INSTALLED);
    key.setString("InstallClient", "DISM Package Manager Provider");
    key.setString("InstallName", identity + ".mum");
    key.setString("InstallLocation", "\\\\?\\C:\\Windows\\servicing\\Packages\\");
    key.setDword("InstallTimeHigh", (int) (INSTALL_TIME >>> 32));
    key.setDword("InstallTimeLow", (int) INSTALL_TIME);
    key.setString("InstallUser", "S-1-5-18");
    key.setDword("Visibility", 1);
    key.setDword("SelfUpdate", 0);
    key.createPath("Owners").setDword(identity.toString(), 0x20000 | INSTALLED);
  }

  private static void system(Key root) {
    Key select = root.createPath("Select");
    for (String name : List.of("Current", "Default", "LastKnownGood")) {
      select.setDword(name, 1);
    }
    select.setDword("Failed", 0);
    root.createPath("ControlSet001\\Control\\Session Manager\\Environment")
        .setString("PROCESSOR_ARCHITECTURE", "AMD64");
    root.createPath("ControlSet001\\Control\\ProductOptions").setString("ProductType", "WinNT");
    root.createPath("ControlSet001\\Control\\Nls\\Language").setString("InstallLanguage", "0409");
    root.createPath("ControlSet001\\Services");
    root.createPath("Setup").setDword("SystemSetupInProgress", 1);
  }
}
