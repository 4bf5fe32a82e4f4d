package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wimdism.wim.Descriptors.ADMINISTRATORS;
import static org.wimdism.wim.Descriptors.AUTO_INHERITED;
import static org.wimdism.wim.Descriptors.FOR_ALL;
import static org.wimdism.wim.Descriptors.FULL;
import static org.wimdism.wim.Descriptors.INHERITED;
import static org.wimdism.wim.Descriptors.PLAIN;
import static org.wimdism.wim.Descriptors.READ;
import static org.wimdism.wim.Descriptors.SYSTEM;
import static org.wimdism.wim.Descriptors.TRUSTED_INSTALLER;
import static org.wimdism.wim.Descriptors.USERS;
import static org.wimdism.wim.Descriptors.allow;
import static org.wimdism.wim.Descriptors.descriptor;
import static org.wimdism.wim.Descriptors.hex;
import static org.wimdism.wim.SmallImage.LINKED;
import static org.wimdism.wim.SmallImage.LINKED_STORE;
import static org.wimdism.wim.SmallImage.SOFTWARE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.hive.Hive;

/**
 * Changes to an image that was captured from an NTFS volume, with security descriptors, attributes
 * and short names; wimlib-imagex shows what became of them.
 */
class ReplacedFilesTest {

  private static final String PLAIN_TEXT = SmallImage.PLAIN;
  private static final String LINK = "Windows/link.txt";
  private static final int READ_ONLY_HIDDEN_SYSTEM = 0x27;
  private static final int READ_ONLY = 0x21;
  private static final int NOT_CONTENT_INDEXED = 0x2000;

  private static final byte[] OF_FILES =
      descriptor(
          PLAIN,
          TRUSTED_INSTALLER,
          TRUSTED_INSTALLER,
          allow(0, READ, ADMINISTRATORS),
          allow(0, READ, SYSTEM),
          allow(0, FULL, TRUSTED_INSTALLER));
  private static final byte[] OF_FOLDERS =
      descriptor(
          PLAIN,
          TRUSTED_INSTALLER,
          TRUSTED_INSTALLER,
          allow(FOR_ALL, FULL, TRUSTED_INSTALLER),
          allow(FOR_ALL, READ, USERS));
  private static final byte[] OF_HIVES =
      descriptor(PLAIN, ADMINISTRATORS, SYSTEM, allow(0, FULL, SYSTEM));
  private static final byte[] OF_NEW_FILES =
      descriptor(
          AUTO_INHERITED,
          TRUSTED_INSTALLER,
          TRUSTED_INSTALLER,
          allow(INHERITED, FULL, TRUSTED_INSTALLER),
          allow(INHERITED, READ, USERS));
  private static final byte[] OF_NEW_FOLDERS =
      descriptor(
          AUTO_INHERITED,
          TRUSTED_INSTALLER,
          TRUSTED_INSTALLER,
          allow(INHERITED | FOR_ALL, FULL, TRUSTED_INSTALLER),
          allow(INHERITED | FOR_ALL, READ, USERS));

  @TempDir Path folder;
  private Path wim;
  private Path mount;
  private MountRegistry registry;

  @BeforeEach
  void captureFromNtfs() throws Exception {
    wim = folder.resolve("image.wim");
    Files.createSymbolicLink(
        SmallImage.source(folder).resolve(LINK), Path.of("System32/Plain.txt"));
    NtfsVolume volume =
        NtfsVolume.of(SmallImage.capture(folder), 1, folder.resolve("volume"))
            .secure("Windows/System32", OF_FOLDERS)
            .secure("Windows/WinSxS", OF_FOLDERS)
            .secure(PLAIN_TEXT, OF_FILES)
            .secure(LINKED, OF_FILES)
            .secure(SOFTWARE, OF_HIVES)
            .attributes("Windows/WinSxS", NOT_CONTENT_INDEXED)
            .attributes(PLAIN_TEXT, READ_ONLY_HIDDEN_SYSTEM)
            .attributes(LINKED, READ_ONLY)
            .shortName(PLAIN_TEXT, "PLAIN~7.TXT");
    volume.capture(wim, "Small", "--compress=LZX");
    mount = Files.createDirectory(folder.resolve("mount"));
    registry = new MountRegistry(folder.resolve("state"));
    registry.mount(wim, 1, mount, false, false);
  }

  @Test
  void aReplacedFile_keepsDescriptorAttributesShortNameAndCreationTime() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    commit(changes -> changes.put(file("plain, version 2\n"), List.of(PLAIN_TEXT)));

    Map<String, String> after = SmallImage.metadata(wim, 1);
    String replaced = after.get("/" + PLAIN_TEXT);
    assertThat(replaced)
        .contains("Short Name          = \"PLAIN~7.TXT\"")
        .contains("Attributes          = 0x00000027")
        .contains(descriptorOf(PLAIN_TEXT, before))
        .contains("Uncompressed size = 17 bytes")
        .contains(line("Creation Time", before.get("/" + PLAIN_TEXT)));
    assertOthersAreAsBefore(before, after, PLAIN_TEXT);
    assertThat(content(PLAIN_TEXT)).isEqualTo("plain, version 2\n");
    assertThat(SmallImage.run("wimlib-imagex", "info", wim.toString(), "1"))
        .containsPattern("Total Bytes: +" + totalBytes(after));
  }

  @Test
  void allLinksOfAReplacedFile_keepTheirDescriptorAndStayLinks() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    commit(changes -> changes.put(file("version 2\n"), changes.linksOf(LINKED)));

    Map<String, String> after = SmallImage.metadata(wim, 1);
    for (String path : List.of(LINKED, LINKED_STORE)) {
      assertThat(after.get("/" + path))
          .contains("Attributes          = 0x00000021")
          .contains(descriptorOf(LINKED, before))
          .contains("linked with [/" + LINKED + ", /" + LINKED_STORE + "]");
    }
    assertOthersAreAsBefore(before, after, LINKED, LINKED_STORE);
  }

  @Test
  void aReplacedSymbolicLink_becomesAFileWithItsDescriptor() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    assertThat(before.get("/" + LINK)).contains("FILE_ATTRIBUTE_REPARSE_POINT");
    commit(changes -> changes.put(file("no link\n"), List.of(LINK)));

    Map<String, String> after = SmallImage.metadata(wim, 1);
    assertThat(after.get("/" + LINK))
        .doesNotContain("REPARSE_POINT")
        .contains(descriptorOf(LINK, before))
        .contains("Unnamed data stream");
    assertOthersAreAsBefore(before, after, LINK);
    assertThat(content(LINK)).isEqualTo("no link\n");
  }

  /** What an update does: a new version in the store, and the destination linked to it. */
  @Test
  void aNewFileLinkedToAReplacedOne_getsItsDescriptor_andTheOldVersionStays() throws Exception {
    String newer = "Windows/WinSxS/amd64_linked_2/linked.dll";
    Map<String, String> before = SmallImage.metadata(wim, 1);
    commit(changes -> changes.put(file("version 2\n"), List.of(newer, LINKED)));

    Map<String, String> after = SmallImage.metadata(wim, 1);
    for (String path : List.of(LINKED, newer)) {
      assertThat(after.get("/" + path))
          .contains("Attributes          = 0x00000021")
          .contains(descriptorOf(LINKED, before))
          .contains("linked with [/" + LINKED + ", /" + newer + "]");
    }
    assertThat(after.get("/" + LINKED_STORE))
        .contains("Attributes          = 0x00000021")
        .contains(descriptorOf(LINKED, before))
        .contains(line("Hash", before.get("/" + LINKED_STORE)))
        .contains("Link Count          = 1\n");
    assertOthersAreAsBefore(
        before, after, LINKED, LINKED_STORE, newer, "Windows/WinSxS/amd64_linked_2");
    assertThat(content(LINKED)).isEqualTo("version 2\n");
    assertThat(content(LINKED_STORE)).isEqualTo("the linked file, version 1\n");
  }

  @Test
  void newFilesAndFolders_inheritFromTheFolderTheyAreIn() throws Exception {
    String store = "Windows/WinSxS/amd64_new_1";
    Map<String, String> before = SmallImage.metadata(wim, 1);
    commit(
        changes -> {
          changes.put(file("new\n"), List.of(store + "/sub/new.dll"));
          changes.put(file("both\n"), List.of(store + "/both.dll", "Windows/System32/both.dll"));
        });

    Map<String, String> after = SmallImage.metadata(wim, 1);
    for (String made : List.of(store, store + "/sub")) {
      assertThat(after.get("/" + made))
          .contains("Attributes          = 0x00002010")
          .contains("Security Descriptor = " + hex(OF_NEW_FOLDERS));
    }
    assertThat(after.get("/" + store + "/sub/new.dll"))
        .contains("Attributes          = 0x00002020")
        .contains("Security Descriptor = " + hex(OF_NEW_FILES));
    for (String link : List.of(store + "/both.dll", "Windows/System32/both.dll")) {
      assertThat(after.get("/" + link))
          .contains("Attributes          = 0x00000020")
          .contains("Security Descriptor = " + hex(OF_NEW_FILES))
          .contains("linked with [/Windows/System32/both.dll, /" + store + "/both.dll]");
    }
    after.keySet().removeIf(path -> path.contains("amd64_new_1") || path.endsWith("/both.dll"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void changedHives_keepTheirDescriptor_andDeletedPathsAreGone() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    commit(
        changes -> {
          try (Hive hive = Hive.open(changes.hive(SOFTWARE), true)) {
            hive.key("Microsoft\\Windows NT\\CurrentVersion").orElseThrow().setDword("UBR", 1742);
            hive.commit();
          }
          changes.delete("Windows/System32/drivers");
          changes.delete(PLAIN_TEXT);
        });

    Map<String, String> after = SmallImage.metadata(wim, 1);
    assertThat(after.get("/" + SOFTWARE)).contains(descriptorOf(SOFTWARE, before));
    assertThat(after).doesNotContainKeys("/" + PLAIN_TEXT, "/Windows/System32/drivers");
    before.keySet().removeIf(path -> path.contains("driver") || path.endsWith(PLAIN_TEXT));
    after.keySet().removeIf(path -> path.contains("driver"));
    assertOthersAreAsBefore(before, after, SOFTWARE);
  }

  @Test
  void theOtherImagesOfTheWim_stayWhatTheyAreAndWhereTheyAre() throws Exception {
    registry.discard(mount);
    Path three = folder.resolve("three.wim");
    for (String name : List.of("First", "Second", "Third")) {
      SmallImage.run(
          "wimlib-imagex", "export", wim.toString(), "1", three.toString(), name, "--no-check");
    }
    SmallImage.run("wimlib-imagex", "info", three.toString(), "3", "--boot");
    Files.move(three, wim, StandardCopyOption.REPLACE_EXISTING);
    Map<String, String> before = SmallImage.metadata(wim, 1);

    for (int image : List.of(1, 3, 2)) {
      registry.mount(wim, image, mount, false, false);
      commit(changes -> changes.put(file("of image " + image + "\n"), List.of(PLAIN_TEXT)));
    }

    for (int image = 1; image <= 3; image++) {
      assertOthersAreAsBefore(before, SmallImage.metadata(wim, image), PLAIN_TEXT);
      assertThat(content(image, PLAIN_TEXT)).isEqualTo("of image " + image + "\n");
    }
    assertThat(SmallImage.run("wimlib-imagex", "info", wim.toString()))
        .containsPattern("Boot Index: +3\n")
        .containsPattern(
            "(?s)Index: +1\nName: +First\n.*Index: +2\nName: +Second\n.*Index: +3\nName: +Third\n");
  }

  @Test
  void anAppendedImage_hasTheChanges_andTheMountedOneDoesNot() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    try (MountedImage image = MountedImage.open(registry, mount)) {
      try (ChangeSet changes = image.begin()) {
        changes.put(file("appended\n"), List.of(PLAIN_TEXT));
        changes.commit();
      }
      image.commit(new CommitOptions(false, true), Progress.NONE);
    }
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    assertOthersAreAsBefore(before, SmallImage.metadata(wim, 1));
    Map<String, String> appended = SmallImage.metadata(wim, 2);
    assertThat(appended.get("/" + PLAIN_TEXT))
        .contains("PLAIN~7.TXT")
        .contains(descriptorOf(PLAIN_TEXT, before));
    assertOthersAreAsBefore(before, appended, PLAIN_TEXT);
    assertThat(content(2, PLAIN_TEXT)).isEqualTo("appended\n");
  }

  @Test
  void aCommitThatWasKilledAfterItsWrite_isRepeatedWithoutHarm() throws Exception {
    Path kept = folder.resolve("kept");
    Path record = Files.list(folder.resolve("state/mounts")).findFirst().orElseThrow();
    MountRecord mounted = MountRecord.parse(Files.readString(record));
    try (MountedImage image = MountedImage.open(registry, mount)) {
      try (ChangeSet changes = image.begin()) {
        changes.put(file("version 2"), List.of("Windows/WinSxS/amd64_linked_2/linked.dll", LINKED));
        changes.delete("Windows/System32/drivers");
        changes.put(file("driver"), List.of("Windows/System32/drivers/new.sys"));
        changes.put(file("plain 2"), List.of(PLAIN_TEXT));
        changes.commit();
      }
      SmallImage.run("cp", "-a", mount.resolve(".wimdism").toString(), kept.toString());
      image.commit(CommitOptions.PLAIN, Progress.NONE);
    }
    Map<String, String> committed = SmallImage.metadata(wim, 1);
    Files.writeString(record, mounted.in(MountRecord.Phase.COMMITTING).format());
    Durable.deleteTree(mount.resolve(".wimdism"));
    Files.move(kept, mount.resolve(".wimdism"));

    try (MountedImage image = MountedImage.open(registry, mount)) {
      assertThat(image.commit(CommitOptions.PLAIN, Progress.NONE)).isPresent();
      image.unmount();
    }
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    // Deleted and made again, as its journal says, the folder is a little younger.
    assertOthersAreAsBefore(committed, SmallImage.metadata(wim, 1), "Windows/System32/drivers");
    assertThat(content("Windows/System32/drivers/new.sys")).isEqualTo("driver");
  }

  /** libwim does not look into descriptors; a new file needs what is in them. */
  @Test
  void aDamagedDescriptor_isNamed_andNothingIsWritten() throws Exception {
    registry.discard(mount);
    Path damaged = folder.resolve("damaged.wim");
    SmallImage.run(
        "wimlib-imagex", "export", wim.toString(), "1", damaged.toString(), "--compress=none");
    String hex =
        descriptorOf("Windows/System32", SmallImage.metadata(wim, 1)).replaceAll(".*= ", "");
    byte[] descriptor = HexFormat.of().parseHex(hex);
    byte[] broken = descriptor.clone();
    broken[17] = 0x70; // where its access control list begins: far behind the end
    new MetadataSurgery(damaged).replace(descriptor, broken);
    Files.move(damaged, wim, StandardCopyOption.REPLACE_EXISTING);
    byte[] before = Files.readAllBytes(wim);
    registry.mount(wim, 1, mount, false, false);

    assertThatThrownBy(
            () -> commit(changes -> changes.put(file("x"), List.of("Windows/System32/new.dll"))))
        .isInstanceOfSatisfying(
            ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
        .hasMessageContaining("Windows/System32")
        .hasMessageContaining("security descriptor");
    assertThat(Files.readAllBytes(wim)).isEqualTo(before);
    assertThat(registry.mounts()).extracting(Mount::status).containsExactly(MountStatus.OK);
  }

  private interface Change {
    void make(ChangeSet changes) throws Exception;
  }

  private void commit(Change change) throws Exception {
    try (MountedImage image = MountedImage.open(registry, mount)) {
      try (ChangeSet changes = image.begin()) {
        change.make(changes);
        changes.commit();
      }
      image.commit(CommitOptions.PLAIN, Progress.NONE);
      image.unmount();
    }
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
  }

  private static void assertOthersAreAsBefore(
      Map<String, String> before, Map<String, String> after, String... changed) {
    Map<String, String> others = withoutReferences(before);
    Map<String, String> othersAfter = withoutReferences(after);
    for (String path : changed) {
      others.remove("/" + path);
      othersAfter.remove("/" + path);
    }
    assertThat(othersAfter).isEqualTo(others).isNotEmpty();
  }

  /** Contents are shared: how often they are used changes with the files that are. */
  private static Map<String, String> withoutReferences(Map<String, String> tree) {
    Map<String, String> without = new TreeMap<>(tree);
    without.replaceAll((path, block) -> block.replaceAll("Reference Count +=.*", ""));
    return without;
  }

  private static String descriptorOf(String path, Map<String, String> tree) {
    return line("Security Descriptor", tree.get("/" + path));
  }

  private static String line(String field, String block) {
    Matcher line = Pattern.compile(field + " +=.*").matcher(block);
    assertThat(line.find()).as(block).isTrue();
    return line.group();
  }

  private static long totalBytes(Map<String, String> tree) {
    Pattern size = Pattern.compile("Uncompressed size = (\\d+) bytes");
    return tree.values().stream()
        .mapToLong(
            block -> size.matcher(block).results().mapToLong(r -> Long.parseLong(r.group(1))).sum())
        .sum();
  }

  private String content(String path) throws Exception {
    return content(1, path);
  }

  private String content(int image, String path) throws Exception {
    return SmallImage.run(
        "wimlib-imagex",
        "extract",
        wim.toString(),
        Integer.toString(image),
        "/" + path,
        "--to-stdout");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "file", ""), text);
  }
}
