package org.drydock.web.api;

import java.util.List;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The catalogue of software updates over HTTP. */
@RestController
@RequestMapping("/api/v1/updates")
class UpdatesController {

  private final UpdateCatalog catalog;

  UpdatesController(UpdateCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * One page of updates.
   *
   * @param next the address of the next page; absent on the last one
   */
  record UpdateList(List<UpdateSummary> items, String next) {}

  @PostMapping("/synchronize")
  @Audited("Synchronise updates")
  SynchronizationReport synchronize() {
    return catalog.synchronize();
  }

  @GetMapping
  UpdateList updates(
      @RequestParam(required = false) String filter,
      @RequestParam(defaultValue = "all") String architecture,
      @RequestParam(defaultValue = "false") boolean superseded,
      @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "" + UpdateSearch.DEFAULT_SIZE) int size) {
    UpdatePage page =
        catalog.search(new UpdateSearch(filter, architecture, superseded, after, size));
    return new UpdateList(
        page.items().stream().map(UpdateSummary::of).toList(), address(page.next()));
  }

  @GetMapping("/{id}")
  UpdateDetails update(@PathVariable String id) {
    return UpdateDetails.of(catalog.requireListing(id));
  }

  private static String address(String next) {
    return next == null
        ? null
        : ServletUriComponentsBuilder.fromCurrentRequest()
            .replaceQueryParam("after", next)
            .scheme(null)
            .host(null)
            .port(null)
            .toUriString();
  }
}
