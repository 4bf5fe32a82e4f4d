package org.wimdism.wim;

import com.sun.jna.Pointer;
import java.util.HexFormat;

/**
 * What a WIM's header says.
 *
 * @param guid identifies the WIM; kept when it is changed in place
 * @param bootIndex the bootable image, 0 for none
 * @param esd whether it is compressed as a whole ("solid"), as in ESD files
 */
public record WimHeader(String guid, int imageCount, int bootIndex, boolean esd) {

  /** WIM version 0.14, the only one that may hold solid resources. */
  private static final int SOLID_VERSION = 0xe00;

  private static final int GUID_LENGTH = 16;

  /** Reads {@code struct wimlib_wim_info}. */
  static WimHeader read(Pointer info) {
    return new WimHeader(
        HexFormat.of().formatHex(info.getByteArray(0, GUID_LENGTH)),
        info.getInt(16),
        info.getInt(20),
        info.getInt(24) == SOLID_VERSION);
  }
}
