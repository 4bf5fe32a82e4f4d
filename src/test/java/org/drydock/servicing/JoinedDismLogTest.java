package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.drydock.ProcessTest;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationState;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code DISM.log} on one node. */
@ProcessTest
class JoinedDismLogTest {

  private static final long RUN = 6_000_001;
  private static final String HEADING = "===== Run 6000001, Task_MountImage =====\n";

  @Autowired private RunLog log;
  @Autowired private DataFolder data;

  private Path all;
  private Path own;

  @BeforeEach
  @AfterEach
  void noLogs() throws IOException {
    all = data.logs().resolve("DISM.log");
    own = log.dismLog(RUN);
    Files.deleteIfExists(all);
    Files.deleteIfExists(own);
    Files.deleteIfExists(own.resolveSibling(own.getFileName() + ".joined"));
  }

  @Test
  void eachPartIsTakenOnceAlsoByTheNextServer() throws IOException {
    Files.writeString(own, "first operation\n");
    ended(new JoinedDismLog(data));
    Files.writeString(own, "second operation\n", StandardOpenOption.APPEND);
    JoinedDismLog nextServer = new JoinedDismLog(data);
    ended(nextServer);
    ended(nextServer);
    assertThat(all).hasContent(HEADING + "first operation\n" + HEADING + "second operation\n");
  }

  @Test
  void dismHasAPlaceForItsLogWhereTheFolderCannotBeWritten() throws IOException {
    Path aside = data.logs().resolve("runs-aside");
    Files.move(data.runLogs(), aside);
    Files.createFile(data.runLogs());
    Path elsewhere;
    try {
      elsewhere = log.dismLog(RUN);
      Files.writeString(elsewhere, "what DISM did\n");
      ended(new JoinedDismLog(data));
    } finally {
      Files.delete(data.runLogs());
      Files.move(aside, data.runLogs());
    }
    assertThat(elsewhere).hasParent(data.operations());
    assertThat(all).hasContent(HEADING + "what DISM did\n");
    Files.delete(elsewhere);
    Files.delete(elsewhere.resolveSibling(elsewhere.getFileName() + ".joined"));
  }

  private static void ended(JoinedDismLog joined) {
    joined.on(new OperationEnded("id", RUN, "Task_MountImage", OperationState.COMPLETED, null));
  }
}
