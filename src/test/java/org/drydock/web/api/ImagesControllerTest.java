package org.drydock.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.image.ImageVersion;
import org.drydock.image.InstalledPackage;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduledUpdates;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ImagesControllerTest {

  private static final String ID = "DRY00001";
  private static final Instant DAY = Instant.parse("2026-01-13T17:00:00Z");
  private static final OsImage IMAGE =
      new OsImage(ID, "Windows 11", ImageKind.IMAGE, ImageState.READY, null, 2, DAY);
  private static final ImageVersion VERSION =
      new ImageVersion(ID, 2, "win.wim", 42, "ab12", DAY, 7L, false, true);
  private static final ImageIndex INDEX =
      new ImageIndex(1, "Pro", "Pro", "x64", "10.0.26100.1", "Professional", List.of("en-US"), 9);

  private final ImageLibrary images = mock(ImageLibrary.class);
  private final ScheduledUpdates scheduledUpdates = mock(ScheduledUpdates.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(new ImagesController(images, scheduledUpdates))
          .setControllerAdvice(new Problems())
          .build();

  @BeforeEach
  void oneImage() {
    when(scheduledUpdates.of(ID)).thenReturn(new ScheduledUpdates.Status(DAY, "Successful"));
    when(images.all()).thenReturn(List.of(IMAGE));
    when(images.require(ID)).thenReturn(IMAGE);
    when(images.requireReady(ID)).thenReturn(IMAGE);
    when(images.versions(ID)).thenReturn(List.of(VERSION));
    when(images.file(VERSION)).thenReturn(Path.of("/images/DRY00001/2/win.wim"));
    when(images.indexes(ID, 2)).thenReturn(List.of(INDEX));
  }

  @Test
  void anImageHasItsIndexesVersionsAndCurrentPath() throws Exception {
    http.perform(get("/api/v1/images/" + ID))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.id").value(ID))
        .andExpect(jsonPath("$.kind").value("image"))
        .andExpect(jsonPath("$.state").value("ready"))
        .andExpect(jsonPath("$.indexes[0].architecture").value("x64"))
        .andExpect(jsonPath("$.versions[0].runNumber").value(7))
        .andExpect(jsonPath("$.currentVersion").value(2))
        .andExpect(jsonPath("$.currentPath").value("/images/DRY00001/2/win.wim"))
        .andExpect(jsonPath("$.scheduledUpdatesStatus").value("Successful"));
    http.perform(get("/api/v1/images")).andExpect(jsonPath("$[0].currentVersion").value(2));
  }

  @Test
  void importIsAcceptedWithTheIdAndItsAddress() throws Exception {
    when(images.startImport("Windows", ImageKind.UPGRADE_PACKAGE, "/media")).thenReturn(ID);
    http.perform(
            post("/api/v1/images")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\":\"Windows\",\"kind\":\"upgrade-package\",\"path\":\"/media\"}"))
        .andExpect(status().isAccepted())
        .andExpect(header().string("Location", "/api/v1/images/" + ID))
        .andExpect(jsonPath("$.id").value(ID));
  }

  @Test
  void anUnknownKindIsBadInput() throws Exception {
    http.perform(
            post("/api/v1/images")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\":\"Windows\",\"kind\":\"iso\",\"path\":\"/media\"}"))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value(containsString("\"upgrade-package\"")));
  }

  @Test
  void aBodyThatIsNoJsonIsBadInput() throws Exception {
    http.perform(
            post("/api/v1/images").contentType(MediaType.APPLICATION_JSON).content("{\"name\":"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value(containsString("JSON")));
  }

  @Test
  void installedUpdatesAreListedPerIndex() throws Exception {
    when(images.installedPackages(ID, 2))
        .thenReturn(List.of(new InstalledPackage(1, "a~b~amd64~~1.0", "Installed", "Update", "")));
    http.perform(get("/api/v1/images/" + ID + "/installed-updates"))
        .andExpect(jsonPath("$[0].index").value(1))
        .andExpect(jsonPath("$[0].packages[0].identity").value("a~b~amd64~~1.0"));
  }

  @Test
  void rollbackNeedsAVersion() throws Exception {
    rollback("{}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value(containsString("\"version\"")));
    rollback("{\"version\":1}").andExpect(status().isOk());
    verify(images).rollback(ID, 1);
  }

  @Test
  void everyCauseHasItsStatus() throws Exception {
    doThrow(new BadInput("bad input") {}).when(images).rollback(ID, 1);
    rollback("{\"version\":1}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value("bad input"));
    doThrow(new NotFound("nowhere") {}).when(images).rollback(ID, 1);
    rollback("{\"version\":1}").andExpect(status().isNotFound());
    doThrow(new Conflict("not now") {}).when(images).rollback(ID, 1);
    rollback("{\"version\":1}").andExpect(status().isConflict());
    doThrow(new IllegalStateException("secret")).when(images).rollback(any(), anyInt());
    rollback("{\"version\":1}")
        .andExpect(status().isInternalServerError())
        .andExpect(jsonPath("$.detail").value(containsString("failed unexpectedly")));
  }

  private ResultActions rollback(String body) throws Exception {
    return http.perform(
        post("/api/v1/images/" + ID + "/rollback")
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }
}
