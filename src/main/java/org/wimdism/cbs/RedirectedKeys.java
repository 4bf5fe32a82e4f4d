package org.wimdism.cbs;

import java.util.List;

/**
 * Where the keys of 32-bit programs lie in the SOFTWARE hive of a 64-bit Windows: most of them
 * below {@code Wow6432Node}. Microsoft's page "Registry Keys Affected by WOW64" lists the
 * exceptions.
 */
final class RedirectedKeys {

  private static final String NODE = "Wow6432Node";
  private static final String CLASSES = "Classes";

  /** Below Classes these are redirected; the rest of Classes is shared. */
  private static final List<String> REDIRECTED_CLASSES =
      List.of("CLSID", "DirectShow", "Interface", "Media Type", "MediaFoundation");

  private static final List<String> SHARED =
      List.of(
          CLASSES,
          "Clients",
          "Microsoft\\COM3",
          "Microsoft\\Cryptography\\Calais\\Current",
          "Microsoft\\Cryptography\\Calais\\Readers",
          "Microsoft\\Cryptography\\Services",
          "Microsoft\\CTF\\SystemShared",
          "Microsoft\\CTF\\TIP",
          "Microsoft\\DFS",
          "Microsoft\\Driver Signing",
          "Microsoft\\EnterpriseCertificates",
          "Microsoft\\EventSystem",
          "Microsoft\\MSMQ",
          "Microsoft\\Non-Driver Signing",
          "Microsoft\\Notepad\\DefaultFonts",
          "Microsoft\\OLE",
          "Microsoft\\RAS",
          "Microsoft\\RPC",
          "Microsoft\\Shared Tools\\MSInfo",
          "Microsoft\\SystemCertificates",
          "Microsoft\\TermServLicensing",
          "Microsoft\\TransactionServer",
          "Microsoft\\Windows\\CurrentVersion\\Control Panel\\Cursors\\Schemes",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\AutoplayHandlers",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\DriveIcons",
          "Microsoft\\Windows\\CurrentVersion\\Explorer\\KindMap",
          "Microsoft\\Windows\\CurrentVersion\\Group Policy",
          "Microsoft\\Windows\\CurrentVersion\\Policies",
          "Microsoft\\Windows\\CurrentVersion\\PreviewHandlers",
          "Microsoft\\Windows\\CurrentVersion\\Setup",
          "Microsoft\\Windows\\CurrentVersion\\Telephony\\Locations",
          "Microsoft\\Windows NT\\CurrentVersion\\Console",
          "Microsoft\\Windows NT\\CurrentVersion\\FontDpi",
          "Microsoft\\Windows NT\\CurrentVersion\\FontLink",
          "Microsoft\\Windows NT\\CurrentVersion\\FontMapper",
          "Microsoft\\Windows NT\\CurrentVersion\\Fonts",
          "Microsoft\\Windows NT\\CurrentVersion\\FontSubstitutes",
          "Microsoft\\Windows NT\\CurrentVersion\\Gre_Initialize",
          "Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options",
          "Microsoft\\Windows NT\\CurrentVersion\\LanguagePack",
          "Microsoft\\Windows NT\\CurrentVersion\\NetworkCards",
          "Microsoft\\Windows NT\\CurrentVersion\\Perflib",
          "Microsoft\\Windows NT\\CurrentVersion\\Ports",
          "Microsoft\\Windows NT\\CurrentVersion\\Print",
          "Microsoft\\Windows NT\\CurrentVersion\\ProfileList",
          "Microsoft\\Windows NT\\CurrentVersion\\Time Zones",
          "Policies",
          "RegisteredApplications");

  private RedirectedKeys() {}

  /**
   * The place of a key.
   *
   * @param path below the root of SOFTWARE as a 32-bit program sees it
   */
  static String of(String path) {
    if (isBelow(path, NODE) || isBelow(path, CLASSES + "\\" + NODE)) {
      return path;
    }
    for (String name : REDIRECTED_CLASSES) {
      if (isBelow(path, CLASSES + "\\" + name)) {
        return CLASSES + "\\" + NODE + path.substring(CLASSES.length());
      }
    }
    return SHARED.stream().anyMatch(shared -> isBelow(path, shared)) ? path : NODE + "\\" + path;
  }

  private static boolean isBelow(String path, String key) {
    return KeyPlace.below(path, key).isPresent();
  }
}
