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
import java.util.ArrayList;
import java.util.List;
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
      assertThat(image.hasSecurityDescriptors()).isFalse();
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
    List<String> before = SmallImage.details(wim, 1);
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
    assertThat(untouched(SmallImage.details(wim, 1))).isEqualTo(untouched(before));
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
  void aSecondCommand_isToldThatTheImageIsBeingServiced() {
    try (MountedImage image = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              ServicingError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BEING_SERVICED));
    }
  }

  private List<String> untouched(List<String> details) {
    List<String> kept = new ArrayList<>();
    for (String block : details) {
      boolean touched =
          block.contains("linked.dll\"")
              || block.contains("amd64_linked_2")
              || block.contains("a.mum")
              || block.contains("config/SOFTWARE\"");
      if (!touched) {
        kept.add(block);
      }
    }
    return kept;
  }

  private Path file(String text) throws Exception {
    return Files.write(
        Files.createTempFile(folder, "file", ""), text.getBytes(StandardCharsets.UTF_8));
  }

  private MountedImage open() {
    return MountedImage.open(registry, mount);
  }
}
