package org.drydock.dism;

/**
 * What DISM finds out about the component store (WinSxS) of an image. Sizes are as printed, such as
 * {@code 13.42 GB}.
 *
 * @param reportedSize as Windows Explorer counts it, hard links several times
 * @param sharedWithWindows the part that Windows uses as well
 * @param lastCleanup in the form of the host's locale
 * @param reclaimablePackages superseded packages that a clean-up would remove
 */
public record ComponentStore(
    String reportedSize,
    String actualSize,
    String sharedWithWindows,
    String backupsAndDisabledFeatures,
    String cacheAndTemporaryData,
    String lastCleanup,
    long reclaimablePackages,
    boolean cleanupRecommended) {

  /** The first field of the analysis. */
  static final String FIRST = "Windows Explorer Reported Size of Component Store";

  static ComponentStore from(Fields fields) {
    return new ComponentStore(
        fields.text(FIRST),
        fields.text("Actual Size of Component Store"),
        fields.text("Shared with Windows"),
        fields.text("Backups and Disabled Features"),
        fields.text("Cache and Temporary Data"),
        fields.text("Date of Last Cleanup"),
        fields.number("Number of Reclaimable Packages"),
        fields.text("Component Store Cleanup Recommended").equalsIgnoreCase("Yes"));
  }
}
