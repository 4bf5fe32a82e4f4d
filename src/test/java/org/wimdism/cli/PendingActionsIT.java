package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that waits for the next start of Windows, made with hivexregedit and wimlib-imagex. */
class PendingActionsIT {

  private static final String SERVICING =
      "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing";
  private static final String INSTALLING =
      SERVICING + "\\Packages\\Package_for_KB5990105~31bf3856ad364e35~amd64~~26100.1742.1.0";
  private static final String REMOVING =
      SERVICING
          + "\\Packages\\Package_for_ServicingStack_1740~31bf3856ad364e35~amd64~~26100.1740.1.1";

  @TempDir Path folder;
  private Mounted image;

  @BeforeEach
  void mountWhatIsPending() throws Exception {
    image = new Mounted(folder);
    image.discard();
    Path software =
        merged(
            "SOFTWARE",
            section(INSTALLING, "\"CurrentState\"=dword:00000060")
                + section(REMOVING, "\"CurrentState\"=dword:00000005")
                + section(SERVICING + "\\RebootPending", "")
                + section(SERVICING + "\\PackagesPending", "")
                + section(SERVICING + "\\SessionsPending", "\"Exclusive\"=dword:00000003"));
    Path components =
        merged("COMPONENTS", section("\\", "\"PendingXmlIdentifier\"=hex:01,02\n\"Kept\"=hex:03"));
    Path pending = Files.writeString(folder.resolve("pending.xml"), "<PendingTransaction/>");
    for (String added :
        new String[] {
          software + "' /Windows/System32/config/SOFTWARE",
          components + "' /Windows/System32/config/COMPONENTS",
          pending + "' /Windows/WinSxS/pending.xml"
        }) {
      Mounted.program(
          "wimlib-imagex", "update", image.wim().toString(), "1", "--command=add '" + added);
    }
    image.mount();
  }

  @Test
  void whatWaitsForTheNextStart_isTakenBack() throws Exception {
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertError(0x800f0806);
    assertThat(image.service("/Cleanup-Image", "/RevertPendingActions").assertSuccess().text())
        .endsWith(
            "Reverting pending actions from the image...\nThe operation completed successfully.\n");
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).doesNotContain("/Windows/WinSxS/pending.xml");
    assertThat(key("SOFTWARE", INSTALLING)).contains("\"CurrentState\"=dword:00000040");
    assertThat(key("SOFTWARE", REMOVING)).contains("\"CurrentState\"=dword:00000070");
    assertThat(key("SOFTWARE", SERVICING))
        .contains("\"Exclusive\"=dword:00000000")
        .doesNotContain("RebootPending")
        .doesNotContain("PackagesPending");
    assertThat(key("COMPONENTS", "\\")).contains("\"Kept\"").doesNotContain("PendingXmlIdentifier");
  }

  @Test
  void secondTimeThereIsNothingToTakeBack() {
    image.service("/Cleanup-Image", "/RevertPendingActions").assertSuccess();
    Map<String, Integer> before = image.changes();
    image.service("/Cleanup-Image", "/RevertPendingActions").assertSuccess();
    assertThat(image.changes()).isEqualTo(before);
  }

  private String key(String hive, String key) throws Exception {
    return image.key(image.wim(), hive, key);
  }

  private static String section(String key, String values) {
    return "[" + key + "]\n" + values + "\n\n";
  }

  private Path merged(String hive, String text) throws Exception {
    Path file = image.extract(image.wim(), "Windows/System32/config/" + hive);
    Path change =
        Files.writeString(
            folder.resolve(hive + ".reg"), "Windows Registry Editor Version 5.00\n\n" + text);
    Mounted.program("hivexregedit", "--merge", file.toString(), change.toString());
    return file;
  }
}
