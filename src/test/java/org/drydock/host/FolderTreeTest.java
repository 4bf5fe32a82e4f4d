package org.drydock.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

  @TempDir Path folder;

  @Test
  void theBytesOfATreeAreThoseThatItDoesNotShare() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree/below"));
    Files.writeString(tree.resolve("own"), "12345");
    Files.writeString(tree.resolve("shared"), "1234567");
    Files.createLink(folder.resolve("other-name"), tree.resolve("shared"));

    assertThat(new FolderTree(folder.resolve("tree")).ownBytes()).isEqualTo(5);
    assertThat(new FolderTree(folder.resolve("nothing")).ownBytes()).isZero();
  }
}
