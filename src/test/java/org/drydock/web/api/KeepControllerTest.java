package org.drydock.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.time.Instant;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.drydock.site.NotFound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class KeepControllerTest {

  private static final Instant DAY = Instant.parse("2026-01-13T17:00:00Z");
  private static final String RUN = "/api/v1/runs/7/keep";
  private static final String VERSION = "/api/v1/images/DRY00001/versions/2/keep";

  private final Runs runs = mock(Runs.class);
  private final ImageLibrary images = mock(ImageLibrary.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(new KeepController(runs, images))
          .setControllerAdvice(new Problems())
          .build();

  @Test
  void aRunIsKept_andShowsIt() throws Exception {
    Run run = mock(Run.class);
    when(run.runNumber()).thenReturn(7L);
    when(run.status()).thenReturn(RunStatus.SUCCESSFUL);
    when(run.keep()).thenReturn(true);
    when(runs.require(7)).thenReturn(run);
    keep(RUN, "{\"keep\":true}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.number").value(7))
        .andExpect(jsonPath("$.keep").value(true));
    verify(runs).keep(7, true);
  }

  @Test
  void aVersionIsKept_andShowsIt() throws Exception {
    ImageVersion version =
        new ImageVersion("DRY00001", 2, "win.wim", 42, "ab12", DAY, 7L, false, true);
    when(images.version("DRY00001", 2)).thenReturn(version);
    when(images.file(version)).thenReturn(Path.of("/images/DRY00001/2/win.wim"));
    keep(VERSION, "{\"keep\":true}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.version").value(2))
        .andExpect(jsonPath("$.keep").value(true));
    verify(images).keep("DRY00001", 2, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {RUN, VERSION})
  void theChoiceMustBeGiven(String path) throws Exception {
    keep(path, "{}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value(containsString("\"keep\"")));
  }

  @Test
  void whatIsNotThereCannotBeKept() throws Exception {
    doThrow(new NotFound("no run 7") {}).when(runs).keep(7, true);
    doThrow(new NotFound("no version 2") {}).when(images).keep("DRY00001", 2, false);
    keep(RUN, "{\"keep\":true}").andExpect(status().isNotFound());
    keep(VERSION, "{\"keep\":false}").andExpect(status().isNotFound());
  }

  private ResultActions keep(String path, String body) throws Exception {
    return http.perform(put(path).contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
