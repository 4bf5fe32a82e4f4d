package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wimdism.wim.SmallImage.LINKED;
import static org.wimdism.wim.SmallImage.LINKED_STORE;
import static org.wimdism.wim.SmallImage.PLAIN;
import static org.wimdism.wim.SmallImage.SOFTWARE;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.hive.Hive;

class MountedImageTest {

  @TempDir Path folder;
  private Path wim;
  private Path mount;
  private MountRegistry registry;

  @BeforeEach
  void mountImage() throws Exception {
    wim = SmallImage.capture(folder);
    mount = Files.createDirectory(folder.resolve("mount"));
    registry = new MountRegistry(folder.resolve("state"));
    registry.mount(wim, 1, mount, false, false);
  }

  @Test
  void filesAreFoundInAnyCase_andKeepTheirSpelling() {
    try (MountedImage image = open()) {
      assertThat(image.find("windows\\SYSTEM32\\plain.TXT"))
          .get()
          .satisfies(
              entry -> {
                assertThat(entry.path()).isEqualTo(PLAIN);
                assertThat(entry.size()).isEqualTo(6);
                assertThat(entry.directory()).isFalse();
              });
      assertThat(image.find("Windows/System32/none")).isEmpty();
      assertThat(image.list("windows/system32/DRIVERS")).hasSize(50);
      assertThat(image.linksOf(LINKED)).containsExactlyInAnyOrder(LINKED, LINKED_STORE);
      assertThat(image.read(PLAIN)).asString().isEqualTo("plain\n");
      assertThat(image.version()).contains("10.0.26100.1");
    }
  }

  @Test
  void changes_areSeenWhenTheChangeSetIsCommitted_andNotBefore() throws Exception {
    try (MountedImage image = open()) {
      try (ChangeSet changes = image.begin()) {
        changes.put(file("new"), List.of("Windows/New/Folder/a.txt", "WINDOWS/system32/b.txt"));
        changes.put(file("plain 2"), List.of(PLAIN.toUpperCase(java.util.Locale.ROOT)));
        changes.delete("Windows/System32/drivers");
        assertThat(changes.find("windows/new/folder/A.TXT")).isPresent();
        assertThat(image.find("Windows/New")).isEmpty();
        changes.commit();
      }
      assertThat(image.read(PLAIN)).asString().isEqualTo("plain 2");
    }
    try (MountedImage image = open()) {
      assertThat(image.find(PLAIN)).get().extracting(Entry::path).isEqualTo(PLAIN);
      assertThat(image.linksOf("Windows/New/Folder/a.txt"))
          .containsExactlyInAnyOrder("Windows/New/Folder/a.txt", "Windows/System32/b.txt");
      assertThat(image.find("Windows/System32/drivers/driver1.sys")).isEmpty();
      assertThat(image.list("Windows/System32"))
          .extracting(Entry::name)
          .containsExactlyInAnyOrder("b.txt", "config", "linked.dll", "Plain.txt");
      assertThat(image.list("Windows")).extracting(Entry::name).contains("New");
    }
  }

  @Test
  void aChangeSetThatIsDropped_leavesNothing() throws Exception {
    try (MountedImage image = open();
        ChangeSet changes = image.begin()) {
      changes.put(file("new"), List.of("Windows/a.txt"));
      changes.rollback();
      assertThat(image.find("Windows/a.txt")).isEmpty();
    }
    assertThat(mount.resolve(".wimdism/files")).isEmptyDirectory();
  }

  @Test
  void commit_writesTheChangesOnce_andLeavesEverythingElseAsItWas() throws Exception {
    Map<String, String> before = SmallImage.metadata(wim, 1);
    long size = Files.size(wim);
    CommitReport report;
    try (MountedImage image = open()) {
      try (ChangeSet changes = image.begin()) {
        changes.put(file("the linked file, version 2\n"), image.linksOf(LINKED));
        changes.put(file("added"), List.of("Windows/WinSxS/amd64_linked_2/added.dll"));
        changes.delete("Windows/servicing/Packages/a.mum");
        try (Hive hive = Hive.open(changes.hive(SOFTWARE), true)) {
          hive.key("Microsoft\\Windows NT\\CurrentVersion").orElseThrow().setDword("UBR", 1742);
          hive.commit();
        }
        changes.commit();
      }
      assertThat(image.version()).contains("10.0.26100.1742");
      report = image.commit(CommitOptions.PLAIN, Progress.NONE).orElseThrow();
      image.unmount();
    }
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    assertThat(SmallImage.run("wimlib-imagex", "info", wim.toString(), "1"))
        .containsPattern("Service Pack Build: +1742");
    assertThat(report.written()).isEqualTo(Files.size(wim) - size);
    assertThat(report.payload()).isPositive();
    assertThat(report.hives()).isPositive();
    assertThat(report.metadata()).isPositive();
    Map<String, String> after = SmallImage.metadata(wim, 1);
    before.keySet().removeIf(MountedImageTest::isTouched);
    after.keySet().removeIf(MountedImageTest::isTouched);
    assertThat(after).isEqualTo(before).hasSizeGreaterThan(60);
    Path out = Files.createDirectory(folder.resolve("out"));
    SmallImage.run("wimlib-imagex", "apply", wim.toString(), "1", out.toString());
    assertThat(out.resolve(LINKED)).hasContent("the linked file, version 2\n");
    assertThat(Files.isSameFile(out.resolve(LINKED), out.resolve(LINKED_STORE))).isTrue();
    assertThat(out.resolve("Windows/WinSxS/amd64_linked_2/added.dll")).hasContent("added");
    assertThat(out.resolve("Windows/servicing/Packages/a.mum")).doesNotExist();
    assertThat(mount).isEmptyDirectory();
    assertThat(registry.mounts()).isEmpty();
  }

  @Test
  void withoutChanges_nothingIsWritten() throws Exception {
    byte[] before = Files.readAllBytes(wim);
    try (MountedImage image = open()) {
      assertThat(image.commit(CommitOptions.PLAIN, Progress.NONE)).isEqualTo(Optional.empty());
    }
    assertThat(Files.readAllBytes(wim)).isEqualTo(before);
  }

  @Test
  void aCommitThatWasKilledAfterItsWrite_isRepeatedWithoutHarm() throws Exception {
    Path kept = folder.resolve("kept");
    try (MountedImage image = open()) {
      try (ChangeSet changes = image.begin()) {
        changes.put(file("version 2"), image.linksOf(LINKED));
        changes.delete("Windows/System32/drivers");
        changes.put(file("driver"), List.of("Windows/System32/drivers/new.sys"));
        changes.makeDirectory("Windows/Empty/Folder");
        changes.commit();
      }
      SmallImage.run("cp", "-a", mount.resolve(".wimdism").toString(), kept.toString());
      image.commit(CommitOptions.PLAIN, Progress.NONE);
    }
    String committed = tree();
    Path record = Files.list(folder.resolve("state/mounts")).findFirst().orElseThrow();
    MountRecord before = MountRecord.parse(Files.readString(kept.resolve("mount")));
    Files.writeString(record, before.in(MountRecord.Phase.COMMITTING).format());
    Durable.deleteTree(mount.resolve(".wimdism"));
    Files.move(kept, mount.resolve(".wimdism"));

    assertThat(registry.mounts()).extracting(Mount::status).containsExactly(MountStatus.OK);
    try (MountedImage image = open()) {
      assertThat(image.commit(CommitOptions.PLAIN, Progress.NONE)).isPresent();
      image.unmount();
    }
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    assertThat(tree())
        .isEqualTo(committed)
        .contains("/Windows/System32/drivers/new.sys")
        .contains("/Windows/Empty/Folder")
        .doesNotContain("driver1.sys");
  }

  @Test
  void aMountThatWasKilledWhileItWasMade_isNotSeen_andCanBeMadeAgain() throws Exception {
    registry.discard(mount);
    registry.mount(wim, 1, mount, false, false);
    Path record = Files.list(folder.resolve("state/mounts")).findFirst().orElseThrow();
    for (MountRecord.Phase phase :
        List.of(MountRecord.Phase.MOUNTING, MountRecord.Phase.UNMOUNTING)) {
      Files.writeString(record, MountRecord.parse(Files.readString(record)).in(phase).format());
      assertThat(registry.mounts()).isEmpty();
      assertThat(record).as("what looks removes what is left").doesNotExist();
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              ServicingError.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_A_MOUNT_FOLDER));
      assertThat(mount).isEmptyDirectory();
      registry.mount(wim, 1, mount, false, false);
    }
  }

  @Test
  void aMountIsDiscarded_evenWhenTheStateFolderTakesNoNote() throws Exception {
    Path record = Files.list(folder.resolve("state/mounts")).findFirst().orElseThrow();
    Path inTheWay = record.resolveSibling(record.getFileName() + Durable.UNFINISHED);
    Files.createDirectories(inTheWay.resolve("not empty"));

    registry.discard(mount);

    assertThat(record).doesNotExist();
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void aRecordThatWasOnlyBegun_isRemovedByWhoLooks() throws Exception {
    Path begun = Files.writeString(folder.resolve("state/mounts/0123456789abcdef.mount.new"), "m");
    assertThat(registry.mounts()).hasSize(1);
    assertThat(begun).doesNotExist();
  }

  @Test
  void aNameThatNoFileSystemOfWindowsTakes_isRefused() throws Exception {
    try (MountedImage image = open();
        ChangeSet changes = image.begin()) {
      Path file = file("x");
      assertThatThrownBy(() -> changes.put(file, List.of("Windows/" + "n".repeat(256))))
          .isInstanceOf(ServicingError.class)
          .hasMessageContaining("cannot be the path");
    }
  }

  @Test
  void namesThatDifferOnlyInCase_areNotGuessedAt() throws Exception {
    registry.discard(mount);
    Path source = SmallImage.source(folder);
    SmallImage.write(source.resolve("Windows/a.txt"), "1");
    SmallImage.write(source.resolve("Windows/A.TXT"), "2");
    Files.delete(wim);
    SmallImage.run("wimlib-imagex", "capture", source.toString(), wim.toString());
    registry.mount(wim, 1, mount, false, false);
    try (MountedImage image = open();
        ChangeSet changes = image.begin()) {
      Path file = file("3");
      assertThatThrownBy(() -> changes.put(file, List.of("windows/a.txt")))
          .isInstanceOf(ServicingError.class)
          .hasMessageContaining("Windows/a.txt")
          .hasMessageContaining("Windows/A.TXT");
      assertThat(image.list("Windows")).extracting(Entry::name).contains("a.txt", "A.TXT");
    }
  }

  @Test
  void pathsThatCannotBeInAnImage_areRefused() throws Exception {
    try (MountedImage image = open();
        ChangeSet changes = image.begin()) {
      Path file = file("x");
      for (String path : List.of("Windows/../../etc/passwd", "Windows/./x", "a\nb")) {
        assertThatThrownBy(() -> changes.put(file, List.of(path)))
            .isInstanceOf(ServicingError.class);
      }
      assertThatThrownBy(() -> changes.put(file, List.of("Windows/System32")))
          .isInstanceOf(ServicingError.class)
          .hasMessageContaining("folder of that name");
      assertThatThrownBy(() -> changes.put(file, List.of(PLAIN + "/x")))
          .isInstanceOf(ServicingError.class)
          .hasMessageContaining("file of that name");
    }
  }

  @Test
  void aSecondCommand_isToldThatTheImageIsBeingServiced() {
    try (MountedImage image = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BEING_SERVICED));
    }
  }

  private static boolean isTouched(String path) {
    return path.endsWith("/linked.dll")
        || path.contains("amd64_linked_2")
        || path.endsWith("a.mum")
        || path.endsWith("config/SOFTWARE");
  }

  private String tree() throws Exception {
    return SmallImage.run("wimlib-imagex", "dir", wim.toString());
  }

  private Path file(String text) throws Exception {
    return Files.write(
        Files.createTempFile(folder, "file", ""), text.getBytes(StandardCharsets.UTF_8));
  }

  private MountedImage open() {
    return MountedImage.open(registry, mount);
  }
}
