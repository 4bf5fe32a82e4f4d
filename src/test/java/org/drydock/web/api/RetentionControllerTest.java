package org.drydock.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.drydock.servicing.RetentionDesk;
import org.drydock.servicing.ServicingNotPossibleException;
import org.drydock.site.BadInput;
import org.drydock.site.Retention;
import org.drydock.site.RetentionRule;
import org.drydock.site.RetentionRules;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class RetentionControllerTest {

  private static final String PATH = "/api/v1/settings/retention";
  private static final RetentionRules RULES =
      new RetentionRules(new RetentionRule(200, 365), new RetentionRule(5, null));

  private final Retention retention = mock(Retention.class);
  private final RetentionDesk desk = mock(RetentionDesk.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(new RetentionController(retention, desk))
          .setControllerAdvice(new Problems())
          .build();

  @Test
  void theRulesAreShown_andALimitThatIsNotSetAsNull() throws Exception {
    when(retention.rules()).thenReturn(RULES);
    http.perform(get(PATH))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.runs.keep").value(200))
        .andExpect(jsonPath("$.runs.days").value(365))
        .andExpect(jsonPath("$.versions.keep").value(5))
        .andExpect(jsonPath("$.versions.days").value(nullValue()));
  }

  @Test
  void theRulesAreReplaced() throws Exception {
    when(retention.rules()).thenReturn(RULES);
    http.perform(
            put(PATH)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"runs\":{\"keep\":200,\"days\":365},\"versions\":{\"keep\":5}}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.runs.keep").value(200));
    verify(retention).use(RULES);
  }

  @Test
  void aRuleThatMakesNoSenseIsBadInput() throws Exception {
    doThrow(new BadInput("keep is 0") {})
        .when(retention)
        .use(new RetentionRules(new RetentionRule(0, null), null));
    http.perform(
            put(PATH).contentType(MediaType.APPLICATION_JSON).content("{\"runs\":{\"keep\":0}}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value("keep is 0"));
  }

  @Test
  void theRulesAreAppliedNow_andNotTwiceAtOnce() throws Exception {
    when(desk.apply())
        .thenReturn("an-instance")
        .thenThrow(new ServicingNotPossibleException("They are being applied."));
    http.perform(post(PATH + "/apply"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.processInstanceId").value("an-instance"));
    http.perform(post(PATH + "/apply"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("being applied")));
  }
}
