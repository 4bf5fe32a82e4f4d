package org.drydock.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes an offline catalogue of the real one's size and layout, the same each time: bundles with
 * one part each, products and conditions, in 75 cabinets. Under half of the bundles are packages
 * for one of several Windows builds; the others are for programs, which no image takes.
 */
public final class CatalogueData {

  static final int UPDATES = 136_000;
  static final int CABINETS = 75;

  private static final LocalDate MADE = LocalDate.of(2026, 3, 10);
  private static final int PRODUCTS = 60;
  private static final int CONDITIONS = 340;
  private static final int CATEGORIES = PRODUCTS + CONDITIONS;
  private static final int REVISION_STEP = 7;
  private static final int OF_TWENTY_FOR_WINDOWS = 9;
  private static final int OF_TEN_SUPERSEDED = 8;

  /** Of random ids, so that the fragments compress as little as real ones. */
  private static final int IDS_IN_BUNDLE = 120;

  private static final int IDS_IN_PART = 200;
  private static final int LIST_IDS = 12;

  private static final int[] BUILDS = {
    7601, 9200, 9600, 10240, 10586, 14393, 15063, 16299, 17134, 17763, 18362, 19041, 20348, 22000,
    22621, 25398, 26100
  };
  private static final String[] ARCHITECTURES = {"x64", "x86", "arm64"};
  private static final String[] CBS = {"amd64", "x86", "arm64"};
  private static final int[] PROCESSORS = {9, 0, 12};
  private static final String[] LANGUAGES = {"en", "de", "fr", "es", "ja", "pl"};
  private static final String SECURITY = "0fa1201d-4330-4fa8-8ae9-b877473b6441";
  private static final String UPDATE = "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83";

  private final int updates;
  private final int cabinets;
  private final SplittableRandom random = new SplittableRandom(20260310);

  public CatalogueData(int updates, int cabinets) {
    this.updates = updates;
    this.cabinets = cabinets;
  }

  /**
   * @param work an empty folder, for what goes into the catalogue
   */
  public void write(Path catalogue, Path work) throws IOException {
    Path list = work.resolve("package.xml");
    writeList(list);
    List<CabinetWriter.Entry> outer = new ArrayList<>();
    Path packedList = work.resolve("package.cab");
    CabinetWriter.write(packedList, true, MADE, List.of(CabinetWriter.Entry.of(list)));
    Files.delete(list);
    StringBuilder index =
        new StringBuilder("<INDEX VERSION=\"1\"><CABLIST XOR=\"0\"><CAB NAME=\"package.cab\" />");
    int each = (updates + cabinets - 1) / cabinets;
    for (int cabinet = 0; cabinet * each < updates; cabinet++) {
      String name = "package" + (cabinet + 2) + ".cab";
      int from = cabinet * each;
      index.append(
          "<CAB NAME=\"%s\" RANGESTART=\"%d\" />"
              .formatted(name, cabinet == 0 ? 0 : revision(from)));
      CabinetWriter.write(
          work.resolve(name), true, MADE, fragments(from, Math.min(updates, from + each)));
      outer.add(CabinetWriter.Entry.of(work.resolve(name)));
    }
    index.append("</CABLIST></INDEX>");
    outer.add(0, CabinetWriter.Entry.of(packedList));
    outer.add(0, entry("index.xml", index.toString()));
    CabinetWriter.write(catalogue, false, MADE, outer);
  }

  private void writeList(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<OfflineSyncPackage"
              + " MinimumClientVersion=\"5.8.0.2678\" ProtocolVersion=\"1.0\""
              + " xmlns=\"http://schemas.microsoft.com/msus/2004/02/OfflineSync\"><Updates>");
      for (int i = 0; i < updates; i++) {
        out.write(listed(i));
      }
      out.write("</Updates><FileLocations>");
      for (int i = CATEGORIES + 1; i < updates; i += 2) {
        out.write(
            "<FileLocation Id=\"%s\" Url=\"http://updates.example.com/d/msdownload/update/software/secu/%s\" />\n"
                .formatted(sha1(i), fileName(i)));
      }
      out.write("</FileLocations></OfflineSyncPackage>");
    }
  }

  private String listed(int i) {
    String head =
        "<Update CreationDate=\"%s\" DefaultLanguage=\"en\" UpdateId=\"%s\" RevisionNumber=\"200\" RevisionId=\"%d\""
            .formatted(created(i), id(i), revision(i));
    if (i < CATEGORIES) {
      return head + " IsSoftware=\"false\" />\n";
    }
    if (isPart(i)) {
      return head
          + " IsLeaf=\"true\"><BundledBy><Revision Id=\"%d\" /></BundledBy><PayloadFiles><File Id=\"%s\" /></PayloadFiles>%s</Update>\n"
              .formatted(revision(i - 1), sha1(i), languages());
    }
    return head
        + " IsBundle=\"true\">"
        + prerequisites(i)
        + "<Categories><Category Type=\"UpdateClassification\" Id=\"%s\" /><Category Type=\"Product\" Id=\"%s\" /></Categories>"
            .formatted(classification(i), id(product(i)))
        + (isSuperseded(i)
            ? "<SupersededBy><Revision Id=\"%d\" /></SupersededBy>".formatted(revision(next(i)))
            : "")
        + languages()
        + "</Update>\n";
  }

  private String prerequisites(int i) {
    StringBuilder xml = new StringBuilder("<Prerequisites>");
    xml.append("<UpdateId Id=\"").append(id(condition(i))).append("\" />");
    xml.append("<Or><UpdateId Id=\"").append(classification(i)).append("\" /></Or><Or>");
    xml.append("<UpdateId Id=\"").append(id(product(i))).append("\" />");
    for (int n = 0; n < LIST_IDS; n++) {
      xml.append("<UpdateId Id=\"").append(id(random.nextInt(PRODUCTS))).append("\" />");
    }
    return xml.append("</Or></Prerequisites>").toString();
  }

  private static String languages() {
    StringBuilder xml = new StringBuilder("<Languages>");
    for (String language : LANGUAGES) {
      xml.append("<Language Name=\"").append(language).append("\" />");
    }
    return xml.append("</Languages>").toString();
  }

  private List<CabinetWriter.Entry> fragments(int from, int to) {
    List<CabinetWriter.Entry> entries = new ArrayList<>();
    for (int i = from; i < to; i++) {
      entries.add(entry("c/" + revision(i), core(i)));
    }
    for (String language : LANGUAGES) {
      for (int i = from; i < to; i++) {
        entries.add(entry("l/" + language + "/" + revision(i), localized(i, language)));
      }
    }
    for (int i = from; i < to; i++) {
      entries.add(entry("x/" + revision(i), extended(i)));
    }
    return entries;
  }

  private String core(int i) {
    String identity = "<UpdateIdentity UpdateID=\"" + id(i) + "\" RevisionNumber=\"200\" />";
    if (i < PRODUCTS) {
      return identity
          + "<Properties UpdateType=\"Category\" /><ApplicabilityRules><IsInstalled><True /></IsInstalled></ApplicabilityRules>";
    }
    if (i < CATEGORIES) {
      return identity
          + "<Properties UpdateType=\"Detectoid\" /><ApplicabilityRules><IsInstalled><And><b.Processor Architecture=\"%d\" /><b.WindowsVersion Comparison=\"EqualTo\" MajorVersion=\"%d\" MinorVersion=\"%d\" BuildNumber=\"%d\" /></And></IsInstalled></ApplicabilityRules>"
              .formatted(
                  PROCESSORS[(i - PRODUCTS) / BUILDS.length % PROCESSORS.length],
                  major(build(i - PRODUCTS)),
                  minor(build(i - PRODUCTS)),
                  build(i - PRODUCTS));
    }
    return identity
        + "<Properties UpdateType=\"Software\" ExplicitlyDeployable=\"true\" />"
        + (isPart(i) ? part(i) : bundle(i));
  }

  private String bundle(int i) {
    StringBuilder xml = new StringBuilder("<Relationships><SupersededUpdates>");
    for (int n = 0; n < IDS_IN_BUNDLE; n++) {
      xml.append("<UpdateIdentity UpdateID=\"").append(randomId()).append("\" />");
    }
    return xml.append("</SupersededUpdates><Prerequisites><UpdateIdentity UpdateID=\"")
        .append(id(condition(i)))
        .append("\" /><AtLeastOne IsCategory=\"true\"><UpdateIdentity UpdateID=\"")
        .append(classification(i))
        .append("\" /></AtLeastOne><AtLeastOne IsCategory=\"true\"><UpdateIdentity UpdateID=\"")
        .append(id(product(i)))
        .append("\" /></AtLeastOne></Prerequisites><BundledUpdates><UpdateIdentity UpdateID=\"")
        .append(id(i + 1))
        .append("\" RevisionNumber=\"200\" /></BundledUpdates></Relationships>")
        .toString();
  }

  private String part(int i) {
    StringBuilder xml = new StringBuilder("<ApplicabilityRules><IsInstalled>");
    if (!isForWindows(i - 1)) {
      xml.append("<m.MsiPatchInstalled /></IsInstalled><IsInstallable><m.MsiPatchInstallable>");
      for (int n = 0; n < IDS_IN_PART; n++) {
        xml.append("<m.Product Code=\"{").append(randomId()).append("}\" />");
      }
      return xml.append("</m.MsiPatchInstallable></IsInstallable></ApplicabilityRules>").toString();
    }
    int build = buildOf(i - 1);
    String cbs = CBS[architecture(i - 1)];
    xml.append(
            "<And><CbsPackageInstalled /><Not><b.RegDword Key=\"HKEY_LOCAL_MACHINE\" Value=\"LCUReoffer\" Comparison=\"EqualTo\" Data=\"1\" /></Not></And></IsInstalled><IsInstallable><CbsPackageInstallable /></IsInstallable><Metadata><CbsPackageApplicabilityMetadata><assembly xmlns=\"urn:schemas-microsoft-com:asm.v3\" manifestVersion=\"1.0\" displayName=\"default\" creationTimeStamp=\"")
        .append(created(i))
        .append("\"><assemblyIdentity name=\"Package_for_")
        .append(kb(i - 1))
        .append("\" version=\"10.0.1.")
        .append(i % 50)
        .append("\" processorArchitecture=\"")
        .append(cbs)
        .append(
            "\" language=\"neutral\" publicKeyToken=\"31bf3856ad364e35\" /><package identifier=\"")
        .append(kb(i - 1))
        .append(
            "\" releaseType=\"Security Update\" restart=\"possible\"><parent buildCompare=\"EQ\" revisionCompare=\"GE\" disposition=\"detect\">");
    for (String edition : new String[] {"Foundation", "Core", "ServerCore", "Education"}) {
      xml.append("<assemblyIdentity name=\"Microsoft-Windows-")
          .append(edition)
          .append("-Package\" version=\"%d.%d.%d.1\" ".formatted(major(build), minor(build), build))
          .append("processorArchitecture=\"")
          .append(cbs)
          .append("\" language=\"neutral\" publicKeyToken=\"31bf3856ad364e35\" />");
    }
    xml.append("</parent>");
    for (int n = 0; n < IDS_IN_PART; n++) {
      xml.append("<update name=\"")
          .append(randomId())
          .append(
              "\"><component><assemblyIdentity name=\"Microsoft-Windows-Component\" version=\"10.0.1.1\" processorArchitecture=\"amd64\" language=\"neutral\" buildType=\"release\" publicKeyToken=\"31bf3856ad364e35\" /></component></update>");
    }
    return xml.append(
            "</package></assembly></CbsPackageApplicabilityMetadata></Metadata></ApplicabilityRules>")
        .toString();
  }

  private String extended(int i) {
    if (i < CATEGORIES) {
      return "<ExtendedProperties DefaultPropertiesLanguage=\"en\" MaxDownloadSize=\"0\" MinDownloadSize=\"0\" />";
    }
    if (!isPart(i)) {
      return "<ExtendedProperties DefaultPropertiesLanguage=\"en\" MsrcSeverity=\"Important\" IsBeta=\"false\"><SupportUrl>http://support.example.com</SupportUrl><KBArticleID>%s</KBArticleID></ExtendedProperties>"
          .formatted(kb(i).substring(2));
    }
    return "<ExtendedProperties DefaultPropertiesLanguage=\"en\" Handler=\"http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/%s\" MaxDownloadSize=\"%d\" MinDownloadSize=\"0\"><InstallationBehavior RebootBehavior=\"CanRequestReboot\" /></ExtendedProperties><Files><File Digest=\"%s\" DigestAlgorithm=\"SHA1\" FileName=\"%s\" Size=\"%d\" Modified=\"%s\" PatchingType=\"SelfContained\"><AdditionalDigest Algorithm=\"SHA256\">%s</AdditionalDigest></File></Files>"
        .formatted(
            isForWindows(i - 1) ? "Cbs" : "WindowsInstaller",
            size(i),
            sha1(i),
            fileName(i),
            size(i),
            created(i),
            sha256(i));
  }

  private String localized(int i, String language) {
    return "<LocalizedProperties><Language>%s</Language><Title>%s</Title><Description>%s A security issue has been identified in a Microsoft software product that could affect your system. You can help protect your system by installing this update from Microsoft. For a complete listing of the issues that are included in this update, see the associated Microsoft Knowledge Base article. After you install this update, you may have to restart your system.</Description><UninstallNotes>This software update can be removed by selecting View installed updates in the Programs and Features Control Panel.</UninstallNotes><MoreInfoUrl>http://support.example.com/help/%s</MoreInfoUrl><SupportUrl>http://support.example.com</SupportUrl></LocalizedProperties>"
        .formatted(language, title(i), productName(product(i)), kb(i));
  }

  private String title(int i) {
    if (i < PRODUCTS) {
      return productName(i);
    }
    if (i < CATEGORIES) {
      return "Condition " + i;
    }
    int bundle = isPart(i) ? i - 1 : i;
    String month = created(bundle).substring(0, 7);
    return isForWindows(bundle)
        ? "%s Cumulative Update for %s Version %d for %s-based Systems (%s)"
            .formatted(
                month,
                productName(product(bundle)),
                buildOf(bundle),
                ARCHITECTURES[architecture(bundle)],
                kb(bundle))
        : "Security Update for %s (%s) 64-Bit Edition %d"
            .formatted(productName(product(bundle)), kb(bundle), bundle % 97);
  }

  private static String productName(int product) {
    return (product % 2 == 0 ? "Windows Example " : "Office Example ") + (2000 + product);
  }

  private boolean isPart(int i) {
    return (i - CATEGORIES) % 2 == 1;
  }

  private int pair(int i) {
    return (i - CATEGORIES) / 2;
  }

  private boolean isForWindows(int bundle) {
    return pair(bundle) % 20 < OF_TWENTY_FOR_WINDOWS;
  }

  private int buildOf(int bundle) {
    return BUILDS[pair(bundle) / 20 % BUILDS.length];
  }

  private static int build(int condition) {
    return BUILDS[condition % BUILDS.length];
  }

  private int architecture(int bundle) {
    return pair(bundle) % ARCHITECTURES.length;
  }

  private int product(int i) {
    return i < CATEGORIES ? i % PRODUCTS : pair(i) / 20 % PRODUCTS;
  }

  private int condition(int bundle) {
    return PRODUCTS + architecture(bundle) * BUILDS.length + pair(bundle) / 20 % BUILDS.length;
  }

  private boolean isSuperseded(int bundle) {
    return next(bundle) < updates && pair(bundle) / 7 % 10 < OF_TEN_SUPERSEDED;
  }

  /** The next bundle of the same build, architecture and product. */
  private static int next(int bundle) {
    return bundle + 2 * 20 * BUILDS.length * PRODUCTS / 4;
  }

  private static String classification(int bundle) {
    return bundle % 3 == 0 ? UPDATE : SECURITY;
  }

  private static long revision(int i) {
    return 1000L + (long) i * REVISION_STEP;
  }

  private static String id(int i) {
    return new UUID(0x4000L + i * 0x9E3779B97F4A7C15L, 0x8000000000000000L | i * 0x1F3D5B79L)
        .toString();
  }

  private String randomId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static String created(int i) {
    return Instant.parse("2009-01-01T17:00:00Z").plus(i, ChronoUnit.HOURS).toString();
  }

  private static String kb(int i) {
    return "KB" + (2_000_000 + i * 29);
  }

  private String fileName(int i) {
    return isForWindows(i - 1)
        ? "windows-%s-%s_%08x.cab"
            .formatted(
                kb(i - 1).toLowerCase(Locale.ROOT),
                ARCHITECTURES[architecture(i - 1)],
                i * 0x9E3779B1)
        : "program-%s_%08x.cab".formatted(kb(i - 1).toLowerCase(Locale.ROOT), i * 0x9E3779B1);
  }

  private static long size(int i) {
    return 100_000 + (i * 7919L) % 500_000_000L;
  }

  private static String sha1(int i) {
    return digest(i, 20);
  }

  private static String sha256(int i) {
    return digest(i, 32);
  }

  private static String digest(int i, int bytes) {
    byte[] digest = new byte[bytes];
    new SplittableRandom(i).nextBytes(digest);
    return Base64.getEncoder().encodeToString(digest);
  }

  private static int major(int build) {
    return build >= 10240 ? 10 : 6;
  }

  private static int minor(int build) {
    return switch (build) {
      case 7601 -> 1;
      case 9200 -> 2;
      case 9600 -> 3;
      default -> 0;
    };
  }

  private static CabinetWriter.Entry entry(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new CabinetWriter.Entry(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
