package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.wim.Descriptors.ADMINISTRATORS;
import static org.wimdism.wim.Descriptors.AUTO_INHERITED;
import static org.wimdism.wim.Descriptors.CREATOR_OWNER;
import static org.wimdism.wim.Descriptors.FOR_ALL;
import static org.wimdism.wim.Descriptors.FOR_FOLDERS;
import static org.wimdism.wim.Descriptors.FULL;
import static org.wimdism.wim.Descriptors.GENERIC_ALL;
import static org.wimdism.wim.Descriptors.INHERITED;
import static org.wimdism.wim.Descriptors.INHERIT_ONLY;
import static org.wimdism.wim.Descriptors.MODIFY;
import static org.wimdism.wim.Descriptors.NOT_FURTHER;
import static org.wimdism.wim.Descriptors.PLAIN;
import static org.wimdism.wim.Descriptors.READ;
import static org.wimdism.wim.Descriptors.SYSTEM;
import static org.wimdism.wim.Descriptors.TRUSTED_INSTALLER;
import static org.wimdism.wim.Descriptors.USERS;
import static org.wimdism.wim.Descriptors.allow;
import static org.wimdism.wim.Descriptors.descriptor;
import static org.wimdism.wim.Descriptors.hex;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The expected lists are what Windows shows of files that were made in such folders. */
class SecurityDescriptorTest {

  /** That of {@code C:\Windows}, shortened. */
  static final byte[] WINDOWS =
      descriptor(
          PLAIN,
          TRUSTED_INSTALLER,
          TRUSTED_INSTALLER,
          allow(FOR_ALL | INHERIT_ONLY, GENERIC_ALL, CREATOR_OWNER),
          allow(0, MODIFY, SYSTEM),
          allow(FOR_ALL | INHERIT_ONLY, GENERIC_ALL, SYSTEM),
          allow(FOR_ALL, READ, USERS),
          allow(FOR_FOLDERS | INHERIT_ONLY, GENERIC_ALL, TRUSTED_INSTALLER));

  @Test
  void aFileInheritsWhatItsFolderHasForFiles() {
    assertInherits(
        WINDOWS,
        false,
        descriptor(
            AUTO_INHERITED,
            TRUSTED_INSTALLER,
            TRUSTED_INSTALLER,
            allow(INHERITED, FULL, TRUSTED_INSTALLER),
            allow(INHERITED, FULL, SYSTEM),
            allow(INHERITED, READ, USERS)));
  }

  @Test
  void aFolderInheritsForItself_andHandsOn() {
    assertInherits(
        WINDOWS,
        true,
        descriptor(
            AUTO_INHERITED,
            TRUSTED_INSTALLER,
            TRUSTED_INSTALLER,
            allow(INHERITED, FULL, TRUSTED_INSTALLER),
            allow(INHERITED | FOR_ALL | INHERIT_ONLY, GENERIC_ALL, CREATOR_OWNER),
            allow(INHERITED, FULL, SYSTEM),
            allow(INHERITED | FOR_ALL | INHERIT_ONLY, GENERIC_ALL, SYSTEM),
            allow(INHERITED | FOR_ALL, READ, USERS),
            allow(INHERITED, FULL, TRUSTED_INSTALLER),
            allow(INHERITED | FOR_FOLDERS | INHERIT_ONLY, GENERIC_ALL, TRUSTED_INSTALLER)));
  }

  @Test
  void whatIsForTheNextLevelOnly_isNotHandedOn() {
    byte[] folder =
        descriptor(
            PLAIN,
            SYSTEM,
            SYSTEM,
            allow(FOR_ALL | NOT_FURTHER, READ, USERS),
            allow(1 | NOT_FURTHER, FULL, SYSTEM));
    assertInherits(
        folder, true, descriptor(AUTO_INHERITED, SYSTEM, SYSTEM, allow(INHERITED, READ, USERS)));
  }

  @Test
  void whatIsForFiles_isHandedOnThroughFolders() {
    byte[] folder = descriptor(PLAIN, SYSTEM, SYSTEM, allow(1, READ, USERS));
    assertInherits(
        folder,
        true,
        descriptor(
            AUTO_INHERITED, SYSTEM, SYSTEM, allow(INHERITED | 1 | INHERIT_ONLY, READ, USERS)));
  }

  @Test
  void belowAFolderThatHandsNothingDown_onlySystemAndAdministratorsMayDoSomething() {
    byte[] folder = descriptor(PLAIN, ADMINISTRATORS, SYSTEM, allow(0, READ, USERS));
    assertInherits(
        folder,
        false,
        descriptor(
            AUTO_INHERITED,
            ADMINISTRATORS,
            SYSTEM,
            allow(0, FULL, SYSTEM),
            allow(0, FULL, ADMINISTRATORS)));
  }

  @Test
  void auditRulesAreInheritedToo() {
    // O:SYG:SY D:(A;OICI;FA;;;SY) S:(AU;OICISA;FA;;;SY), in one self-relative block
    String system = "010100000000000512000000";
    String folder =
        "0100148014000000200000002c00000048000000"
            + system
            + system
            + "02001c000100000002431400ff011f00"
            + system
            + "02001c000100000000031400ff011f00"
            + system;
    String file =
        "0100148c14000000200000002c00000048000000"
            + system
            + system
            + "02001c000100000002501400ff011f00"
            + system
            + "02001c000100000000101400ff011f00"
            + system;
    assertThat(hex(new SecurityDescriptor(HexFormat.of().parseHex(folder)).inherited(false)))
        .isEqualTo(file);
  }

  private static void assertInherits(byte[] folder, boolean directory, byte[] expected) {
    assertThat(hex(new SecurityDescriptor(folder).inherited(directory))).isEqualTo(hex(expected));
  }
}
