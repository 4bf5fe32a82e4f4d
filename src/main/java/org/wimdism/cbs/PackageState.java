package org.wimdism.cbs;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A package's state as the SOFTWARE hive records it, with DISM's word for it. */
public enum PackageState {
  ABSENT(0, "Not Present"),
  UNINSTALL_PENDING(0x05, "Uninstall Pending"),
  RESOLVING(0x10, "Not Present"),
  RESOLVED(0x20, "Not Present"),
  STAGING(0x30, "Staged"),
  STAGED(0x40, "Staged"),
  SUPERSEDED(0x50, "Superseded"),
  INSTALL_PENDING(0x60, "Install Pending"),
  PARTIALLY_INSTALLED(0x65, "Partially Installed"),
  INSTALLED(0x70, "Installed"),
  PERMANENT(0x80, "Installed");

  private static final Set<PackageState> COUNTS = EnumSet.of(INSTALL_PENDING, INSTALLED, PERMANENT);
  private static final Set<PackageState> BEARS = EnumSet.of(INSTALLED, PERMANENT);

  private final int code;
  private final String word;

  PackageState(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The state of that number; numbers nobody documents count as absent. */
  static PackageState of(int code) {
    return Arrays.stream(values()).filter(state -> state.code == code).findFirst().orElse(ABSENT);
  }

  /** The state of a package that is in force. */
  static PackageState installed(PackageManifest manifest) {
    return manifest.description().permanent() ? PERMANENT : INSTALLED;
  }

  int code() {
    return code;
  }

  public String word() {
    return word;
  }

  boolean countsAsInstalled() {
    return COUNTS.contains(this);
  }

  /** Whether other packages can have it as their parent. */
  boolean canBeParent() {
    return BEARS.contains(this);
  }
}
