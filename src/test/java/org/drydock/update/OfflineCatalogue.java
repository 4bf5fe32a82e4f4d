package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.drydock.site.DataFolder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes small offline catalogues of the real layout for the tests. */
public final class OfflineCatalogue {

  static final String SECURITY = "0fa1201d-4330-4fa8-8ae9-b877473b6441";
  static final String PRODUCT = "11111111-aaaa-4444-8888-000000000001";

  private static final int DAMAGED_BYTES = 64;
  private static final String ON_SITE = "wsusscn2.cab";

  private final Map<Long, String> listed = new LinkedHashMap<>();
  private final Map<String, String> locations = new LinkedHashMap<>();
  private final TreeMap<Long, Map<String, byte[]>> cabinets = new TreeMap<>();
  private long damaged = -1;
  private String listEnd = "</OfflineSyncPackage>";

  /** With cabinets that begin at these revision ids. */
  public OfflineCatalogue(long... starts) {
    for (long start : starts) {
      cabinets.put(start, new LinkedHashMap<>());
    }
  }

  public static String id(long number) {
    return "22222222-bbbb-4444-8888-%012d".formatted(number);
  }

  /** A product, which is listed like an update. */
  public OfflineCatalogue product(long revision, String id, String name, String rule) {
    listed.put(revision, update(revision, id, "IsSoftware=\"false\"", ""));
    core(revision, identity(id) + type("Category") + installedWhen(rule));
    extended(revision, "<ExtendedProperties />");
    return title(revision, name, "");
  }

  /** A condition, which is listed like an update. */
  OfflineCatalogue condition(long revision, long number, String rule) {
    listed.put(revision, update(revision, id(number), "IsSoftware=\"false\"", ""));
    core(revision, identity(id(number)) + type("Detectoid") + installedWhen(rule));
    return title(revision, "Condition " + number, "");
  }

  /** A bundle with one part, whose revision is the next. */
  public OfflineCatalogue bundle(
      long revision, long number, String kb, String title, String inside) {
    listed.put(revision, update(revision, id(number), "IsBundle=\"true\"", categories() + inside));
    core(revision, identity(id(number)) + type("Software"));
    extended(
        revision,
        "<ExtendedProperties MsrcSeverity=\"Critical\"><KBArticleID>"
            + kb
            + "</KBArticleID></ExtendedProperties>");
    return title(revision, title, "Fixes a hole in " + title + ".");
  }

  /** The part of a bundle: a package that belongs to another one. */
  public OfflineCatalogue part(
      long revision, long number, long bundle, String packageIdentity, String parent) {
    return part(revision, number, bundle, packageIdentity, parent, "");
  }

  /**
   * @param insidePackage more elements of its package
   */
  public OfflineCatalogue part(
      long revision,
      long number,
      long bundle,
      String packageIdentity,
      String parent,
      String insidePackage) {
    listed.put(
        revision,
        update(
            revision,
            id(number),
            "IsLeaf=\"true\"",
            "<BundledBy><Revision Id=\"" + bundle + "\" /></BundledBy>"));
    core(
        revision,
        identity(id(number))
            + type("Software")
            + "<ApplicabilityRules><IsInstalled><CbsPackageInstalled /></IsInstalled>"
            + "<IsInstallable><CbsPackageInstallable /></IsInstallable><Metadata>"
            + "<CbsPackageApplicabilityMetadata>"
            + Packages.manifestWith(packageIdentity, "", Packages.parent(parent) + insidePackage)
                .replaceFirst("<\\?xml.*?\\?>", "")
            + "</CbsPackageApplicabilityMetadata></Metadata></ApplicabilityRules>");
    return this;
  }

  /** The payload of a part; without SHA-256 where that is null. */
  OfflineCatalogue payload(long revision, String name, long size, String sha1, String sha256) {
    extended(
        revision,
        "<ExtendedProperties Handler=\"http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs\"/>"
            + "<Files><File Digest=\""
            + base64(sha1)
            + "\" DigestAlgorithm=\"SHA1\" FileName=\""
            + name
            + "\" Size=\""
            + size
            + "\">"
            + (sha256 == null
                ? ""
                : "<AdditionalDigest Algorithm=\"SHA256\">"
                    + base64(sha256)
                    + "</AdditionalDigest>")
            + "</File></Files>");
    locations.put(base64(sha1), "http://updates.example.com/" + name);
    return this;
  }

  /** The payload of a part: a real file, which somebody has at this address. */
  public OfflineCatalogue payload(long revision, Path file, URI address) {
    try {
      Digests digests = Digests.of(file, () -> false);
      payload(
          revision,
          file.getFileName().toString(),
          Files.size(file),
          digests.sha1(),
          digests.sha256());
      locations.put(base64(digests.sha1()), address.toString());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops it into the inbox of a site and has it read. */
  public void readBy(DataFolder data, UpdateCatalog catalog) {
    try {
      write(data.inbox().resolve(ON_SITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(catalog.synchronize().catalogues())
        .singleElement()
        .satisfies(report -> assertThat(report.errors()).isEmpty());
  }

  /** Has a site know of no catalogue any more. */
  public static void forgottenBy(DataFolder data, JdbcClient sql) {
    data.inbox().resolve(ON_SITE).toFile().delete();
    for (String table : List.of("catalogue_payload", "catalogue_location", "catalogue_update")) {
      sql.sql("delete from " + table).update();
    }
    String source = UpdateSource.OFFLINE_CATALOGUE;
    sql.sql("delete from update_source_error where source = ?").param(source).update();
    sql.sql("delete from update_source where name = ?").param(source).update();
    sql.sql(CatalogueTable.CHANGED).update();
  }

  OfflineCatalogue without(long revision, String fragment) {
    cabinets.floorEntry(revision).getValue().remove(fragment + "/" + revision);
    return this;
  }

  OfflineCatalogue withoutUpdate(long revision) {
    listed.remove(revision);
    return this;
  }

  OfflineCatalogue core(long revision, String content) {
    return fragment(revision, "c/" + revision, content);
  }

  OfflineCatalogue extended(long revision, String content) {
    return fragment(revision, "x/" + revision, content);
  }

  public OfflineCatalogue title(long revision, String title, String description) {
    return fragment(
        revision,
        "l/en/" + revision,
        "<LocalizedProperties><Language>en</Language><Title>"
            + title
            + "</Title><Description>"
            + description
            + "</Description></LocalizedProperties>");
  }

  /** So much that it takes more than one block of a cabinet, which does not compress. */
  OfflineCatalogue noise(long revision) {
    StringBuilder noise = new StringBuilder();
    Random random = new Random(revision);
    while (noise.length() < 200_000) {
      noise.append(Long.toHexString(random.nextLong()));
    }
    return fragment(revision, "n/" + revision, noise.toString());
  }

  /** The middle of the cabinet that begins at a revision id is overwritten. */
  OfflineCatalogue damaged(long start) {
    damaged = start;
    return this;
  }

  OfflineCatalogue listBrokenOff() {
    listEnd = "<Updates><Update";
    return this;
  }

  Path write(Path file) throws IOException {
    StringBuilder list =
        new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><OfflineSyncPackage"
                + " xmlns=\"http://schemas.microsoft.com/msus/2004/02/OfflineSync\"><Updates>");
    listed.values().forEach(list::append);
    list.append("</Updates><FileLocations>");
    locations.forEach(
        (id, url) -> list.append("<FileLocation Id=\"%s\" Url=\"%s\" />".formatted(id, url)));
    list.append("</FileLocations>").append(listEnd);
    Path folder = Files.createTempDirectory("catalogue");
    StringBuilder index = new StringBuilder("<INDEX><CABLIST><CAB NAME=\"package.cab\" />");
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("index.xml", new byte[0]);
    outer.put(
        "package.cab",
        Files.readAllBytes(
            Packages.cabinet(
                folder.resolve("package.cab"), Map.of("package.xml", list.toString()))));
    int number = 2;
    for (Map.Entry<Long, Map<String, byte[]>> cabinet : cabinets.entrySet()) {
      String name = "package" + number++ + ".cab";
      index.append("<CAB NAME=\"%s\" RANGESTART=\"%d\" />".formatted(name, cabinet.getKey()));
      byte[] bytes =
          Files.readAllBytes(Packages.cabinetOf(folder.resolve(name), cabinet.getValue()));
      if (cabinet.getKey() == damaged) {
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + DAMAGED_BYTES, (byte) 0x55);
      }
      outer.put(name, bytes);
    }
    index.append("</CABLIST></INDEX>");
    outer.put("index.xml", index.toString().getBytes(StandardCharsets.UTF_8));
    return Packages.cabinetOf(file, outer);
  }

  private OfflineCatalogue fragment(long revision, String name, String content) {
    cabinets.floorEntry(revision).getValue().put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private static String update(long revision, String id, String attributes, String inside) {
    return "<Update CreationDate=\"2026-01-%02dT17:00:00Z\" DefaultLanguage=\"en\" UpdateId=\"%s\" RevisionId=\"%d\" RevisionNumber=\"200\" %s>%s</Update>"
        .formatted(1 + revision % 28, id, revision, attributes, inside);
  }

  private static String categories() {
    return "<Categories><Category Type=\"UpdateClassification\" Id=\""
        + SECURITY
        + "\" /><Category Type=\"Product\" Id=\""
        + PRODUCT
        + "\" /></Categories>";
  }

  public static String supersededBy(long revision) {
    return "<SupersededBy><Revision Id=\"" + revision + "\" /></SupersededBy>";
  }

  static String prerequisites(long... numbers) {
    StringBuilder ids = new StringBuilder("<Prerequisites>");
    for (long number : numbers) {
      ids.append("<UpdateId Id=\"").append(id(number)).append("\" />");
    }
    return ids.append("</Prerequisites>").toString();
  }

  private static String identity(String id) {
    return "<UpdateIdentity UpdateID=\"" + id + "\" RevisionNumber=\"200\" />";
  }

  private static String type(String type) {
    return "<Properties UpdateType=\"" + type + "\" />";
  }

  private static String installedWhen(String rule) {
    return "<ApplicabilityRules><IsInstalled>" + rule + "</IsInstalled></ApplicabilityRules>";
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
