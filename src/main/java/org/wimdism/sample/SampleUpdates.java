package org.wimdism.sample;

import java.util.List;
import org.wimdism.cbs.Identity;

/** The packages of the samples; their KB numbers are made up. */
final class SampleUpdates {

  static final String NEW_STACK = "10.0.26100.2310";

  private static final String ROLLUP = "Package_for_RollupFix";
  private static final String SECURITY = "Security Update";
  private static final String COMPARE = "buildCompare=\"EQ\" revisionCompare=\"GE\"";

  private SampleUpdates() {}

  /** What is installed in an image of the edition. */
  static List<SamplePackage> installed(String edition) {
    return List.of(
        base("Microsoft-Windows-Foundation-Package", "Foundation"),
        base("Microsoft-Windows-" + edition + "Edition", "Product"),
        base("Microsoft-Windows-Client-Desktop-Required-Package", "Feature Pack"),
        new SamplePackage(
            "Package_for_ServicingStack_1740", "amd64", "26100.1740.1.1", "KB5990001", SECURITY),
        alreadyInstalled());
  }

  static SamplePackage servicingStack() {
    return new SamplePackage(
            "Package_for_ServicingStack_2310", "amd64", "26100.2310.1.0", "KB5990100", SECURITY)
        .onParent(COMPARE, foundation("amd64"))
        .deploying(
            "Microsoft-Windows-ServicingStack-Deployment",
            List.of(SampleSystem.servicingStack("amd64", NEW_STACK)));
  }

  static SamplePackage olderRollup() {
    return rollup("KB5990101", "amd64", 2033, SampleSystem.BASE_STACK);
  }

  /** Supersedes the older one, needs the newer servicing stack and brings a component more. */
  static SamplePackage newerRollup() {
    SamplePackage rollup = rollup("KB5990102", "amd64", 2314, NEW_STACK);
    SamplePackage addition =
        part("KB5990102", 4, "amd64", 2314)
            .onParent(COMPARE, foundation("amd64"))
            .raising(
                SampleComponent.named("Microsoft-Windows-Shell32", "amd64", "10.0.26100.1")
                    .identity())
            .listing(
                SampleComponent.named("Microsoft-Windows-Recall-Policy", "amd64", "10.0.26100.2314")
                    .with("recallpolicy.dll", "$(runtime.system32)", 200_000)
                    .sets(
                        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Recall",
                        "Library",
                        "REG_EXPAND_SZ",
                        "$(runtime.system32)\\recallpolicy.dll")
                    .sets(
                        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Recall",
                        "Channels",
                        "REG_MULTI_SZ",
                        "\"general\",\"preview\""));
    return rollup.containing(addition);
  }

  static SamplePackage netFx() {
    return new SamplePackage(
            "Package_for_DotNetRollup_481", "amd64", "10.0.9290.1", "KB5990103", "Update")
        .onParent(COMPARE, foundation("amd64"))
        .deploying("NetFx4-Update-Deployment", SampleSystem.netFx("amd64", "4.0.15920.205"));
  }

  static SamplePackage otherArchitecture() {
    return rollup("KB5990104", "arm64", 2314, SampleSystem.BASE_STACK);
  }

  static SamplePackage alreadyInstalled() {
    return single("KB5990105", "Update");
  }

  static SamplePackage deltas() {
    return new SamplePackage(ROLLUP, "amd64", "26100.2600.1.3", "KB5990106", SECURITY)
        .onParent(COMPARE, foundation("amd64"))
        .asDeltas("Windows11.0-KB5990106-x64.psf")
        .deploying(
            "Microsoft-Windows-Rollup-Deployment",
            List.of(
                SampleComponent.named("Microsoft-Windows-Notepad", "amd64", "10.0.26100.2600")
                    .with("notepad.exe", "$(runtime.system32)", 150_000)));
  }

  static SamplePackage withWrongPayload() {
    return single("KB5990107", SECURITY)
        .listing(
            SampleComponent.named("Microsoft-Windows-User32", "amd64", "10.0.26100.2100")
                .with("user32.dll", "$(runtime.system32)", 60_000));
  }

  static SamplePackage withoutParent() {
    return new SamplePackage(
            "Package_for_KB5990109", "amd64", "26100.1742.1.0", "KB5990109", "Update")
        .onParent(
            COMPARE, SampleSystem.packageNamed("Microsoft-Windows-Lxss-Package", "10.0.26100.1"))
        .listing(
            SampleComponent.named("Microsoft-Windows-Lxss-Optional", "amd64", "10.0.26100.1900")
                .with("lxss.dll", "$(runtime.system32)", 20_000));
  }

  /** Brings a service, which wimdism does not set up. */
  static SamplePackage withService() {
    return single("KB5990110", "Update")
        .listing(
            SampleComponent.named("Microsoft-Windows-Sample-Service", "amd64", "10.0.26100.1900")
                .with("sampleservice.dll", "$(runtime.system32)", 20_000)
                .withElement(
                    """
                      <memberships>
                        <categoryMembership>
                          <id name="Microsoft.Windows.Categories.Services" version="10.0.26100.1900" publicKeyToken="31bf3856ad364e35" typeName="Service" />
                          <categoryInstance subcategory="SampleService">
                            <serviceData name="SampleService" errorControl="normal" start="demand" type="win32ShareProcess" imagePath="%SystemRoot%\\System32\\svchost.exe -k netsvcs" />
                          </categoryInstance>
                        </categoryMembership>
                      </memberships>
                    """));
  }

  /**
   * The nested form of real rollups: a part for every image, one for an optional package that no
   * sample image has, one for the editions.
   */
  private static SamplePackage rollup(String kb, String architecture, int revision, String stack) {
    String version = "10.0.26100." + revision;
    Identity editions = edition("Professional", architecture);
    return new SamplePackage(ROLLUP, architecture, "26100." + revision + ".1.9", kb, SECURITY)
        .onParent(COMPARE, foundation(architecture))
        .needingStack(stack)
        .containing(
            part(kb, 1, architecture, revision)
                .onParent(COMPARE, foundation(architecture))
                .deploying(
                    "Microsoft-Windows-Rollup-Deployment",
                    SampleSystem.core(architecture, version)))
        .containing(
            part(kb, 2, architecture, revision)
                .onParent(
                    COMPARE, named("Microsoft-Windows-Printing-XPSServices-Package", architecture))
                .deploying(
                    "Microsoft-Windows-XPS-Deployment",
                    List.of(
                        SampleComponent.named("Microsoft-Windows-XPS", architecture, version)
                            .with("xpsservices.dll", "$(runtime.system32)", 100_000))))
        .containing(
            part(kb, 3, architecture, revision)
                .onParent(
                    COMPARE,
                    editions,
                    edition("Core", architecture),
                    edition("Enterprise", architecture))
                .deploying(
                    "Microsoft-Windows-Editions-Deployment",
                    List.of(
                        SampleComponent.named("Microsoft-Windows-Edition-UX", architecture, version)
                            .with("editionux.dll", "$(runtime.system32)", 120_000))));
  }

  private static SamplePackage part(String kb, int number, String architecture, int revision) {
    return new SamplePackage(
        "Package_" + number + "_for_" + kb, architecture, "10.0.26100." + revision, kb, SECURITY);
  }

  private static SamplePackage single(String kb, String releaseType) {
    return new SamplePackage("Package_for_" + kb, "amd64", "26100.1742.1.0", kb, releaseType)
        .onParent(COMPARE, foundation("amd64"));
  }

  private static SamplePackage base(String name, String releaseType) {
    return new SamplePackage(name, "amd64", "10.0.26100.1", name, releaseType);
  }

  private static Identity foundation(String architecture) {
    return named("Microsoft-Windows-Foundation-Package", architecture);
  }

  private static Identity edition(String edition, String architecture) {
    return named("Microsoft-Windows-" + edition + "Edition", architecture);
  }

  private static Identity named(String name, String architecture) {
    return Identity.parse(
        String.join("~", name, SampleComponent.TOKEN, architecture, "", "10.0.26100.1"));
  }
}
