package org.drydock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.ProcessTest;
import org.drydock.site.NodeJoined;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProcessTest
class JobLocksTest {

  @Autowired private JobLocks locks;
  @Autowired private RuntimeService runtime;
  @Autowired private ManagementService management;
  @Autowired private JdbcTemplate database;

  @Test
  void aNodeThatStartsAgainFreesTheJobsItHeldAndNoOthers() {
    String own = jobHeldBy("drydock-local");
    String foreign = jobHeldBy("drydock-another");
    locks.on(new NodeJoined("local"));
    assertThat(acquired(own)).isFalse();
    assertThat(acquired(foreign)).isTrue();
  }

  /** A step that is done, with the job that follows it locked for an hour. */
  private String jobHeldBy(String owner) {
    String instance =
        runtime.startProcessInstanceByKey("waiting-steps", Map.of()).getProcessInstanceId();
    String job = management.createJobQuery().processInstanceId(instance).singleResult().getId();
    database.update(
        "UPDATE ACT_RU_JOB SET LOCK_OWNER_ = ?,"
            + " LOCK_EXP_TIME_ = DATEADD('HOUR', 1, CURRENT_TIMESTAMP) WHERE ID_ = ?",
        owner,
        job);
    return job;
  }

  private boolean acquired(String job) {
    return management.createJobQuery().jobId(job).acquired().count() == 1;
  }
}
