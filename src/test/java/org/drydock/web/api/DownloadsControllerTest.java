package org.drydock.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.drydock.update.CarriedFile;
import org.drydock.update.ContentKeeper;
import org.drydock.update.Download;
import org.drydock.update.PayloadFile;
import org.drydock.update.ScrubContent;
import org.drydock.update.ScrubReport;
import org.drydock.update.StoredFile;
import org.drydock.update.UnneededFiles;
import org.drydock.update.UpdateDownloads;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DownloadsControllerTest {

  private static final String DOWNLOADS = "/api/v1/updates/downloads";
  private static final String SHA1 = "a".repeat(40);
  private static final Instant DAY = Instant.parse("2026-01-13T17:00:00Z");

  private final UpdateDownloads downloads = mock(UpdateDownloads.class);
  private final ContentKeeper keeper = mock(ContentKeeper.class);
  private final ScrubContent scrub = mock(ScrubContent.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(
              new DownloadsController(downloads), new ContentController(keeper, scrub))
          .setControllerAdvice(new Problems())
          .build();

  @Test
  void filesAreWanted_andShowWhereTheyStand() throws Exception {
    PayloadFile file = new PayloadFile("a.cab", 12, SHA1, null, URI.create("http://x/a.cab"));
    Download queued =
        new Download(
            7L,
            SHA1,
            null,
            "a.cab",
            12,
            "http://x/a.cab",
            "KB5990001",
            Download.State.QUEUED,
            0,
            1,
            "status 503",
            null,
            "instance",
            DAY,
            DAY,
            null);
    when(downloads.request(List.of(file), "KB5990001")).thenReturn(List.of(queued));
    when(downloads.all()).thenReturn(List.of(queued));

    http.perform(
            post(DOWNLOADS)
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"name\":\"KB5990001\",\"files\":[{\"fileName\":\"a.cab\",\"size\":12,"
                        + "\"sha1\":\""
                        + SHA1
                        + "\",\"url\":\"http://x/a.cab\"}]}"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$[0].state").value("queued"));
    http.perform(get(DOWNLOADS))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[0].error").value("status 503"))
        .andExpect(jsonPath("$[0].wantedFor").value("KB5990001"));
    http.perform(post(DOWNLOADS).contentType(MediaType.APPLICATION_JSON).content("{}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value(containsString("\"files\" is missing")));
  }

  @Test
  void theCarryListHasThreeForms() throws Exception {
    when(downloads.toCarryIn())
        .thenReturn(
            List.of(
                new CarriedFile("a.cab", 12, SHA1, null, "http://x/a.cab", "One, \"quoted\""),
                new CarriedFile("b.cab", 13, SHA1, null, null, "=1+1")));

    http.perform(get(DOWNLOADS + "/carry-list"))
        .andExpect(content().contentTypeCompatibleWith(MediaType.TEXT_PLAIN))
        .andExpect(content().string("http://x/a.cab\n"));
    http.perform(get(DOWNLOADS + "/carry-list?format=csv"))
        .andExpect(
            content()
                .string(
                    "fileName,size,sha1,sha256,url,wantedFor\r\n"
                        + "a.cab,12,"
                        + SHA1
                        + ",,http://x/a.cab,\"One, \"\"quoted\"\"\"\r\n"
                        + "b.cab,13,"
                        + SHA1
                        + ",,,'=1+1\r\n"));
    http.perform(get(DOWNLOADS + "/carry-list?format=json"))
        .andExpect(jsonPath("$[1].fileName").value("b.cab"))
        .andExpect(jsonPath("$[1].size").value(13));
  }

  @Test
  void theContentLibraryIsShown_scrubbed_andCleared() throws Exception {
    StoredFile file =
        new StoredFile(
            "b".repeat(64), "a.cab", 12, "available", null, List.of("run 3"), false, DAY, null);
    when(keeper.files()).thenReturn(List.of(file));
    when(keeper.removeUnneeded(true))
        .thenReturn(new UnneededFiles(true, List.of(file), 12, List.of()));
    when(scrub.begin()).thenReturn(new ScrubReport(1, "running", 0, 0, 0, 0, List.of(), DAY, null));

    http.perform(get("/api/v1/content"))
        .andExpect(jsonPath("$[0].references[0]").value("run 3"))
        .andExpect(jsonPath("$[0].needed").value(false));
    http.perform(post("/api/v1/content/scrub"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.state").value("running"));
    http.perform(
            post("/api/v1/content/remove-unneeded")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"dryRun\":true}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.bytes").value(12));
    http.perform(
            post("/api/v1/content/remove-unneeded")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isBadRequest());
  }
}
