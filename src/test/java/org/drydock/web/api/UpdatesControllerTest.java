package org.drydock.web.api;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.drydock.update.ListedUpdate;
import org.drydock.update.PackageIdentity;
import org.drydock.update.PackageMetadata;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.SynchronizationError;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.SynchronizationReport.RefusedFile;
import org.drydock.update.UpdateBinary;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateListings;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.drydock.update.UpdateSource;
import org.drydock.update.UpdateSources;
import org.drydock.update.UpdateState;
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
                  List.of(),
                  null)));

  private final UpdateCatalog catalog = mock(UpdateCatalog.class);
  private final UpdateListings listings = mock(UpdateListings.class);
  private final UpdateSources sources = mock(UpdateSources.class);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(
              new UpdatesController(
                  catalog, listings, sources, Clock.fixed(DAY.plusSeconds(60), ZoneOffset.UTC)))
          .build();

  @Test
  void aPageNamesTheAddressOfTheNextOneWithTheSameQuestion() throws Exception {
    when(catalog.search(new UpdateSearch("kb59", "x64", true, null, 1)))
        .thenReturn(new UpdatePage(List.of(listed(UPDATE, "u2")), "u1"));

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
    when(listings.describe("u1"))
        .thenReturn(new UpdateListings.Description(listed(UPDATE, null), null));

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
                DAY,
                DAY,
                List.of(),
                List.of(),
                List.of(new RefusedFile("x", "why")),
                List.of(),
                List.of(),
                null));

    http.perform(post("/api/v1/updates/synchronize"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.refused[0].reason").value("why"));
  }

  @Test
  void whatOnlyTheCatalogueKnowsIsListedWithoutAFile() throws Exception {
    when(catalog.search(
            new UpdateSearch(
                null,
                "all",
                false,
                "Security Updates",
                "Windows Server 2022",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 1, 31),
                UpdateState.NOT_DOWNLOADED,
                UpdateSearch.Sorting.TITLE,
                false,
                null,
                50)))
        .thenReturn(new UpdatePage(List.of(listed(null, null)), null));

    http.perform(
            get(
                "/api/v1/updates?classification=Security Updates&product=Windows Server 2022"
                    + "&from=2026-01-01&to=2026-01-31&state=not-downloaded&sort=title"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[0].state").value("not-downloaded"))
        .andExpect(jsonPath("$.items[0].products[0]").value("Windows Server 2022"))
        .andExpect(jsonPath("$.items[0].fileName").doesNotExist());
  }

  @Test
  void aSourceComesWithItsAgeAndItsErrors() throws Exception {
    when(sources.all())
        .thenReturn(
            List.of(
                new UpdateSource(
                    UpdateSource.OFFLINE_CATALOGUE,
                    "wsusscn2.cab",
                    DAY,
                    DAY,
                    DAY.minusSeconds(3600),
                    "ab12",
                    3,
                    2,
                    1,
                    1,
                    List.of(new SynchronizationError("package2.cab/c/7", 7L, "why")))));

    http.perform(get("/api/v1/updates/sources"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[0].name").value("offline-catalogue"))
        .andExpect(jsonPath("$[0].errors[0].revisionId").value(7));
  }

  private static ListedUpdate listed(SoftwareUpdate file, String supersededBy) {
    return new ListedUpdate(
        "u1",
        "KB5990001",
        "Security Update KB5990001 (x64)",
        "Security Update",
        List.of("Windows Server 2022"),
        "x64",
        DAY,
        42,
        null,
        false,
        supersededBy,
        null,
        file);
  }
}
