package org.drydock.web.api;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.List;
import org.drydock.update.PackageIdentity;
import org.drydock.update.PackageMetadata;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.SynchronizationReport.RefusedFile;
import org.drydock.update.UpdateBinary;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateListing;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class UpdatesControllerTest {

  private static final Instant DAY = Instant.parse("2026-01-13T17:00:00Z");
  private static final PackageIdentity IDENTITY =
      PackageIdentity.parse("Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.2000.1.5");
  private static final SoftwareUpdate UPDATE =
      new SoftwareUpdate(
          "u1",
          "KB5990001",
          "Security Update KB5990001 (x64)",
          UpdateKind.SERVICING_STACK,
          "Security Update",
          "x64",
          DAY,
          false,
          new UpdateBinary("a.cab", "ab12", 42, UpdateBinary.Container.CAB),
          List.of(
              new PackageMetadata(
                  IDENTITY,
                  "KB5990001",
                  null,
                  null,
                  null,
                  DAY,
                  List.of(),
                  null,
                  false,
                  List.of())));

  private final UpdateCatalog catalog = mock(UpdateCatalog.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(new UpdatesController(catalog)).build();

  @Test
  void aPageNamesTheAddressOfTheNextOneWithTheSameQuestion() throws Exception {
    when(catalog.search(new UpdateSearch("kb59", "x64", true, null, 1)))
        .thenReturn(new UpdatePage(List.of(new UpdateListing(UPDATE, "u2")), "u1"));

    http.perform(get("/api/v1/updates?filter=kb59&architecture=x64&superseded=true&size=1"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[0].kb").value("KB5990001"))
        .andExpect(jsonPath("$.items[0].kind").value("servicing-stack"))
        .andExpect(jsonPath("$.items[0].supersededBy").value("u2"))
        .andExpect(
            jsonPath("$.next")
                .value(
                    "/api/v1/updates?filter=kb59&architecture=x64&superseded=true&size=1&after=u1"));
  }

  @Test
  void oneUpdateComesWithItsPackages() throws Exception {
    when(catalog.requireListing("u1")).thenReturn(new UpdateListing(UPDATE, null));

    http.perform(get("/api/v1/updates/u1"))
        .andExpect(jsonPath("$.sha256").value("ab12"))
        .andExpect(jsonPath("$.superseded").value(false))
        .andExpect(jsonPath("$.packages[0].identity").value(IDENTITY.toString()));
  }

  @Test
  void synchronisingAnswersWithTheReport() throws Exception {
    when(catalog.synchronize())
        .thenReturn(
            new SynchronizationReport(
                DAY, DAY, List.of(), List.of(), List.of(new RefusedFile("x", "why")), List.of()));

    http.perform(post("/api/v1/updates/synchronize"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.refused[0].reason").value("why"));
  }
}
