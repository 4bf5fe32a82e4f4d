package org.drydock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.drydock.site.Conflict;
import org.junit.jupiter.api.Test;

/** What an instance that goes on at the same moment answers, as PostgreSQL was seen to do. */
class ProcessesTest {

  private static final ProcessEngineException CHILD_WAS_ADDED =
      new ProcessEnginePersistenceException(
          "DELETE ExecutionEntity", new ProcessEngineException("act_fk_exe_parent"));

  private final RuntimeService runtime = mock(RuntimeService.class);
  private final MessageCorrelationBuilder correlation =
      mock(MessageCorrelationBuilder.class, RETURNS_SELF);
  private final Processes processes = new Processes(runtime, null, null, null);

  @Test
  void aMessageIsSentAgain_whenTheInstanceWentOnAtThatMoment() {
    when(runtime.createMessageCorrelation("Cancel")).thenReturn(correlation);
    doThrow(CHILD_WAS_ADDED)
        .doThrow(new OptimisticLockingException("another transaction"))
        .doNothing()
        .when(correlation)
        .correlate();
    assertThat(processes.correlate("Cancel", "7")).isTrue();
    verify(correlation, times(3)).correlate();
  }

  @Test
  void aMessageThatNobodyWaitsForIsSentOnce() {
    when(runtime.createMessageCorrelation("Cancel")).thenReturn(correlation);
    doThrow(new MismatchingMessageCorrelationException("nobody")).when(correlation).correlate();
    assertThat(processes.correlate("Cancel", "7")).isFalse();
    verify(correlation).correlate();
  }

  @Test
  void aMessageThatNeverArrivesIsAnErrorAtLast() {
    when(runtime.createMessageCorrelation("Cancel")).thenReturn(correlation);
    doThrow(CHILD_WAS_ADDED).when(correlation).correlate();
    assertThatThrownBy(() -> processes.correlate("Cancel", "7")).isSameAs(CHILD_WAS_ADDED);
  }

  @Test
  void aChangeIsMadeAgainAsAWhole_whenTheInstanceWentOnAtThatMoment() {
    Runnable change = mock(Runnable.class);
    doThrow(CHILD_WAS_ADDED)
        .doThrow(new OptimisticLockingException("another transaction"))
        .doNothing()
        .when(change)
        .run();
    processes.whenAtRest(change);
    verify(change, times(3)).run();
  }

  @Test
  void anInstanceThatNeverRestsIsAConflict() {
    assertThatThrownBy(
            () ->
                processes.whenAtRest(
                    () -> {
                      throw CHILD_WAS_ADDED;
                    }))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("try again");
  }

  @Test
  void aVariableIsSetAgain_whenTheInstanceWentOnAtThatMoment() {
    doThrow(new OptimisticLockingException("another transaction"))
        .doNothing()
        .when(runtime)
        .setVariable(any(), any(), any());
    processes.set("instance", "cancelRequested", true);
    verify(runtime, times(2)).setVariable("instance", "cancelRequested", true);
  }

  @Test
  void aVariableOfAnInstanceThatIsGoneIsNoError() {
    doThrow(new NullValueException("gone")).when(runtime).setVariable(any(), any(), any());
    processes.set("instance", "cancelRequested", true);
    verify(runtime).setVariable("instance", "cancelRequested", true);
  }
}
